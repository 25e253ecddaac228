package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.crypto.primitive.Bytes;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The rows of signed statements, exactly as they were sent or came. Store thread only.
final class EvidenceRows {
  private final Database database;

  EvidenceRows(Database database) {
    this.database = database;
  }

  void keep(Change.Kept statement) throws SQLException {
    database.run(
        Sql.KEEP_STATEMENT,
        statement.contact().value(),
        statement.sid(),
        statement.kind().name(),
        statement.pli().map(pli -> PliRow.code(pli.direction())),
        statement.pli().map(pli -> pli.id().value()),
        statement.jws(),
        statement.seen());
  }

  void save(Change.SignedForContact signed) throws SQLException {
    database.run(
        Sql.SAVE_SIGNED,
        signed.contact().value(),
        signed.count(),
        signed.head(),
        signed.epochsSent());
  }

  void save(Change.SeenFromContact seen) throws SQLException {
    database.run(Sql.SAVE_SEEN, seen.contact().value(), seen.count(), seen.head());
  }

  Optional<Change.Kept> statement(ContactId contact, Bytes sid) throws SQLException {
    return database.first(Sql.STATEMENT, EvidenceRows::kept, contact.value(), sid);
  }

  List<Change.Kept> of(PliKey pli) throws SQLException {
    return database.list(
        Sql.STATEMENTS_OF_PLI,
        EvidenceRows::kept,
        pli.id().value(),
        PliRow.code(pli.direction()),
        pli.contact().value());
  }

  List<Change.Kept> epochs(ContactId contact) throws SQLException {
    return database.list(Sql.EPOCHS_OF_PEER, EvidenceRows::kept, contact.value());
  }

  private static Change.Kept kept(Row row) throws SQLException {
    var contact = new ContactId(row.bytes(1));
    Optional<Bytes> pid = row.optionalBytes(5);
    return new Change.Kept(
        contact,
        row.bytes(2),
        row.constant(3, Change.Kept.Kind.class),
        pid.isEmpty()
            ? Optional.empty()
            : Optional.of(new PliKey(contact, PliRow.direction(row, 4), new PliId(pid.get()))),
        row.bytes(6),
        row.time(7));
  }

  List<Change.SignedForContact> signed() throws SQLException {
    return database.list(
        Sql.SIGNED,
        row ->
            new Change.SignedForContact(
                new ContactId(row.bytes(1)), row.number(2), row.bytes(3), row.integer(4)));
  }

  List<Change.SeenFromContact> seen() throws SQLException {
    return database.list(
        Sql.SEEN,
        row ->
            new Change.SeenFromContact(new ContactId(row.bytes(1)), row.number(2), row.bytes(3)));
  }
}
