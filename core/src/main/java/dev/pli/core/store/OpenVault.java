package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.journal.Entry;
import dev.pli.core.node.NoSpaceException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A vault with its database open, from the driver's first call to the last. Store thread only, but
/// for what says otherwise.
final class OpenVault {
  /// So that a database put back within a minute is all that goes unnoticed.
  private static final Duration MARKED_EVERY = Duration.ofMinutes(1);

  private static final String PLAIN_SQLITE = "SQLite format 3";

  private final Vault vault;
  private final Surroundings around;
  private final Database database;
  private final Tables tables;
  private final ChangeWriter writer;
  private final Opening opening;

  /// Written by the store thread, read by committers.
  private volatile long markedAt;

  /// Set by the store thread once the disk has failed: then nothing more is written.
  private boolean failed;

  /// Set by the store thread when locked.
  private boolean closed;

  private OpenVault(
      Vault vault, Surroundings around, Database database, Tables tables, Opening opening) {
    this.vault = vault;
    this.around = around;
    this.database = database;
    this.tables = tables;
    this.writer = new ChangeWriter(tables);
    this.opening = opening;
    this.markedAt = around.clock().nanos();
  }

  // Founding.

  /// Makes header and database of a new vault in `draft`, on the caller's thread, and closes them.
  static void found(VaultFolder draft, Founding founding, Surroundings around) throws IOException {
    Vault vault = Vault.found(draft, founding, around);
    try {
      PrivateFiles.createFile(vault.database());
      foundDatabase(vault, founding, around);
      requireSealed(vault, around);
      PrivateFiles.syncFolder(draft.root());
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      vault.release();
    }
  }

  private static void foundDatabase(Vault vault, Founding founding, Surroundings around)
      throws IOException, SQLException {
    try (Database database = Database.open(vault.database(), vault.databaseKey())) {
      database.execute("PRAGMA application_id = " + Database.APPLICATION_ID);
      Migrations.run(database);
      Tables tables = Tables.of(database, vault.keys());
      database.transaction(() -> {
        database.run(Sql.NEW_META, vault.keys().vaultId(), vault.header().serial());
        tables.cases().found();
      });
      new ChangeWriter(tables).write(founding.initial());
      database.checkpoint();
      mark(vault, database, tables, around);
    }
  }

  /// What was written is no plain SQLite, and another key does not open it. V145
  private static void requireSealed(Vault vault, Surroundings around) throws IOException {
    try (var file = Files.newInputStream(vault.database())) {
      String start = Bytes.copyOf(file.readNBytes(PLAIN_SQLITE.length())).utf8();
      if (start.equals(PLAIN_SQLITE)) {
        throw new IOException("the database library wrote plaintext");
      }
    }
    Secret other = Secret.random(VaultKeys.KEY_BYTES, around.random());
    try {
      Database.open(vault.database(), other).close();
    } catch (SQLException e) {
      return;
    } finally {
      other.wipe();
    }
    throw new IOException("the database opens with any key");
  }

  // Opening.

  /// Opens the database of an unlocked vault; when it fails, nothing is open.
  static OpenVault open(Vault vault, Surroundings around, Opening.Older older) throws IOException {
    vault.requireDatabase();
    try {
      Database database = Database.open(vault.database(), vault.databaseKey());
      try {
        return open(vault, around, older, database);
      } catch (IOException | SQLException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static OpenVault open(
      Vault vault, Surroundings around, Opening.Older older, Database database)
      throws IOException, SQLException {
    Meta meta = requireOurs(vault, database);
    Optional<Mark> mark = Mark.read(vault.folder(), vault.keys());
    boolean behind = mark.filter(seen -> seen.step() > meta.step()).isPresent();
    if (behind && older == Opening.Older.REFUSED) {
      throw new VaultException.RolledBack(mark.get().time());
    }
    var opening =
        new Opening(
            meta.opened(),
            new Tries(vault.folder(), around.random()).failures(),
            meta.clean(),
            behind,
            mark.isEmpty(),
            vault.folder().tighten(vault.folder().user(around.random())),
            Place.of(vault.folder().root()));
    Tables tables = Tables.of(database, vault.keys());
    tables.restart();
    var open = new OpenVault(vault, around, database, tables, opening);
    open.take();
    return open;
  }

  private static Meta requireOurs(Vault vault, Database database) throws IOException, SQLException {
    String application = database.text("PRAGMA application_id").orElse("");
    if (!application.equals(Integer.toString(Database.APPLICATION_ID))) {
      throw new VaultException.Foreign();
    }
    Migrations.requireKnown(database);
    Meta meta = Meta.read(database);
    if (!meta.vaultId().equals(vault.keys().vaultId())) {
      throw new VaultException.Foreign();
    }
    if (meta.headSerial() > vault.header().serial()) {
      throw new VaultException.HeaderOlder();
    }
    return meta;
  }

  /// All checks have passed: from here on the vault is written.
  private void take() throws IOException, SQLException {
    vault.folder().emptyTemp();
    vault.evenHeader(around);
    Instant now = around.clock().now();
    database.transaction(() -> {
      database.run(Sql.OPENED, now, vault.header().serial());
      while (tables.plis().emptyTray()) {
        // Each round files at most 200.
      }
    });
    new Tries(vault.folder(), around.random()).succeeded();
  }

  /// Making a vault is no opening of it: its owner has not opened it yet.
  void forgetOpening() throws SQLException {
    database.run(Sql.OPENED, Optional.empty(), vault.header().serial());
  }

  /// Any thread.
  Opening opening() {
    return opening;
  }

  Vault vault() {
    return vault;
  }

  /// Any thread.
  Instant now() {
    return around.clock().now();
  }

  Tables tables() {
    return tables;
  }

  // Running.

  void commit(List<Change> changes) throws IOException {
    if (failed) {
      throw new IOException("the vault's disk has failed; lock and open it again");
    }
    boolean done = false;
    try {
      writer.write(changes);
      done = true;
    } catch (SQLException e) {
      failed = !Database.isFull(e) && isOfTheDisk(e);
      throw failure(e);
    } finally {
      if (!done) {
        startOver();
      }
    }
  }

  /// The transaction is undone; what was remembered of it must be too.
  private void startOver() throws IOException {
    try {
      tables.restart();
    } catch (SQLException e) {
      failed = true;
      throw failure(e);
    }
  }

  private static boolean isOfTheDisk(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() != SQLiteErrorCode.SQLITE_CONSTRAINT;
  }

  /// Empty if the read has taken longer than `limit`, and has given way.
  <T> Optional<T> read(Duration limit, TableRead<T> read) throws SQLException {
    try {
      return Optional.of(database.limited(limit, () -> read.from(tables)));
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// What one read gives.
  interface TableRead<T> {
    T from(Tables tables) throws SQLException;
  }

  /// Any thread.
  boolean isMarkDue() {
    return around.clock().nanos() - markedAt > MARKED_EVERY.toNanos();
  }

  Void writeMark() throws IOException, SQLException {
    if (!closed && !failed && isMarkDue()) {
      mark(vault, database, tables, around);
      markedAt = around.clock().nanos();
    }
    return null;
  }

  private static void mark(Vault vault, Database database, Tables tables, Surroundings around)
      throws IOException, SQLException {
    Bytes head = tables.journal().lastEntry().map(Entry::hash).orElse(Entry.ORIGIN);
    new Mark(
            vault.header().serial(),
            Meta.read(database).step(),
            around.clock().now(),
            vault.header().current().number(),
            head)
        .write(vault.folder(), vault.keys(), around.random());
  }

  // Closed and open again.

  void closeToReaders() {
    tables.cases().close();
    vault.keys().close();
  }

  /// Times of wrong secrets since the last right one. Any thread.
  List<Instant> failures() throws IOException {
    return new Tries(vault.folder(), around.random()).failures();
  }

  /// Any thread: only the header and the disk are asked.
  Secret rootOf(SlotSecret secret) throws IOException {
    Secret root = Vault.rootOf(vault.folder(), vault.header(), secret, around);
    new Tries(vault.folder(), around.random()).succeeded();
    return root;
  }

  void reopen(Secret vaultKey) throws IOException, SQLException {
    if (vault.keys().isOpen()) {
      vaultKey.wipe();
      return;
    }
    vault.keys().reopen(vaultKey);
    tables.cases().load();
    database.transaction(() -> {
      while (tables.plis().emptyTray()) {
        // Each round files at most 200.
      }
    });
  }

  // Locked.

  void close() throws IOException, SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try (Database last = database) {
      if (!failed) {
        last.run(Sql.CLEAN);
        last.checkpoint();
        mark(vault, last, tables, around);
      }
    } finally {
      tables.cases().forget();
      vault.release();
    }
  }

  /// Pages that are not as they were written, from `from` on; nothing once closed.
  List<Long> damagedPages(PageCheck check, long from, long count) throws IOException {
    return closed ? List.of() : check.damaged(from, count);
  }

  /// What a failure of the database is to whoever asked. What the database itself says names files
  /// and pages, and is for nobody else.
  static IOException failure(SQLException e) {
    if (e instanceof SQLiteException sqlite) {
      return switch (sqlite.getResultCode()) {
        case SQLITE_NOTADB -> new VaultException.Damaged(VaultException.Part.FIRST_PAGE);
        case SQLITE_CORRUPT -> new VaultException.Damaged(VaultException.Part.DATABASE);
        case SQLITE_BUSY, SQLITE_LOCKED -> new VaultException.InUse();
        case SQLITE_FULL -> new NoSpaceException();
        default -> new IOException("the vault's database failed", e);
      };
    }
    return new IOException("the vault's database failed", e);
  }

  Path database() {
    return vault.database();
  }
}
