package dev.pli.core.store;

import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The rows of the journal and of durable notices. Store thread only.
final class JournalRows {
  private final Database database;

  JournalRows(Database database) {
    this.database = database;
  }

  void write(Entry entry) throws SQLException {
    database.run(
        Sql.WRITE_JOURNAL,
        entry.number(),
        entry.at(),
        entry.kind(),
        entry.subject(),
        entry.detail(),
        entry.previous(),
        entry.hash());
  }

  void save(Notice notice) throws SQLException {
    database.run(
        Sql.SAVE_NOTICE,
        notice.cursor(),
        notice.at(),
        notice.kind().name(),
        notice.pli(),
        notice.peer(),
        notice.state(),
        notice.bytes(),
        notice.total());
  }

  List<Entry> entries(long after, int limit) throws SQLException {
    return database.list(Sql.JOURNAL, JournalRows::entry, after, limit);
  }

  Optional<Entry> lastEntry() throws SQLException {
    return database.first(Sql.LAST_ENTRY, JournalRows::entry);
  }

  private static Entry entry(Row row) throws SQLException {
    return new Entry(
        row.number(1),
        row.time(2),
        row.text(3),
        row.optionalText(4),
        row.text(5),
        row.bytes(6),
        row.bytes(7));
  }

  List<Notice> notices(long after, int limit) throws SQLException {
    return database.list(Sql.NOTICES, JournalRows::notice, after, limit);
  }

  Optional<Notice> lastNotice() throws SQLException {
    return database.first(Sql.LAST_NOTICE, JournalRows::notice);
  }

  private static Notice notice(Row row) throws SQLException {
    return new Notice(
        row.number(1),
        row.time(2),
        row.constant(3, Notice.Kind.class),
        row.optionalText(4),
        row.optionalText(5),
        row.optionalText(6),
        row.optionalNumber(7),
        row.optionalNumber(8));
  }
}
