package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/// The one connection to a database file, and its prepared statements.
///
/// Opened with a raw key in the driver's properties, never in SQL or a URL; every setting is read
/// back, and a difference is a fault. Store thread only. docs/spec/vault.md §6.
final class Database implements AutoCloseable {
  /// « PLI1 » as SQLite's application id.
  static final int APPLICATION_ID = 0x504C_4931;

  /// Beyond it a read gives way to commits, and begins again behind them.
  static final Duration READ_LIMIT = Duration.ofMillis(250);

  /// Steps of SQLite's machine between two looks at the time: some microseconds.
  private static final int STEPS_A_LOOK = 1_000;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Connection connection;
  private final Thread owner = Thread.currentThread();
  private final Map<Sql, PreparedStatement> statements = new EnumMap<>(Sql.class);

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// Connections of this process that are open: at most one a vault. V154
  static int open() {
    return OPEN.get();
  }

  /// Opens an existing file, empty or whole; who calls has settled that the key is right.
  static Database open(Path file, Secret key) throws IOException, SQLException {
    Driver.load();
    String path = file.toAbsolutePath().toString();
    if (path.contains("?") || path.startsWith("file:")) {
      throw new IOException("a vault's path must not contain a question mark");
    }
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + path, properties(key));
    var database = new Database(connection);
    OPEN.incrementAndGet();
    try {
      database.settle();
      database.requireSettings();
      return database;
    } catch (IOException | SQLException e) {
      database.close();
      throw e;
    }
  }

  private static Properties properties(Secret key) {
    Properties p =
        SQLiteMCSqlCipherConfig.getV4Defaults()
            .withRawUnsaltedKey(key.reveal().toArray())
            .build()
            .toProperties();
    p.setProperty("locking_mode", "EXCLUSIVE");
    p.setProperty("journal_mode", "WAL");
    p.setProperty("synchronous", "FULL");
    p.setProperty("secure_delete", "true");
    p.setProperty("temp_store", "MEMORY");
    p.setProperty("foreign_keys", "true");
    p.setProperty("cache_size", "-65536");
    p.setProperty("busy_timeout", "5000");
    return p;
  }

  private void settle() throws SQLException {
    for (Setting setting : Setting.values()) {
      if (setting.ours) {
        execute("PRAGMA " + setting.name + " = " + setting.value);
      }
    }
  }

  /// What must hold of a connection before anything is written over it. V149
  private enum Setting {
    LOCKING_MODE("locking_mode", "exclusive", false),
    JOURNAL_MODE("journal_mode", "wal", false),
    SYNCHRONOUS("synchronous", "2", false),
    SECURE_DELETE("secure_delete", "1", false),
    TEMP_STORE("temp_store", "2", false),
    FOREIGN_KEYS("foreign_keys", "1", false),
    CACHE_SIZE("cache_size", "-65536", false),
    PAGE_SIZE("page_size", "4096", false),
    CIPHER("cipher", "sqlcipher", false),
    LEGACY("legacy", "4", false),
    TRUSTED_SCHEMA("trusted_schema", "0", true),
    CELL_SIZE_CHECK("cell_size_check", "1", true),
    JOURNAL_SIZE_LIMIT("journal_size_limit", "67108864", true),
    FULL_SYNC("fullfsync", "1", true),
    CHECKPOINT_FULL_SYNC("checkpoint_fullfsync", "1", true);

    private final String name;
    private final String value;

    /// Set by us after opening; the others are properties of the driver.
    private final boolean ours;

    Setting(String name, String value, boolean ours) {
      this.name = name;
      this.value = value;
      this.ours = ours;
    }
  }

  void requireSettings() throws IOException, SQLException {
    if (text("SELECT sqlite3mc_version()").isEmpty()) {
      throw new IOException("the database library does not encrypt");
    }
    for (Setting setting : Setting.values()) {
      String found = text("PRAGMA " + setting.name).orElse("nothing");
      if (!found.equals(setting.value)) {
        throw new IOException("the database took " + found + " for " + setting.name);
      }
    }
  }

  /// Runs text that is not of the closed set: settings and migrations alone.
  void execute(String sql) throws SQLException {
    requireOwner();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first column of the first row, for settings and the schema.
  Optional<String> text(String sql) throws SQLException {
    List<String> rows = texts(sql);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  /// The columns of each row, joined by a tab.
  List<String> texts(String sql) throws SQLException {
    requireOwner();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        texts.add(String.join("\t", row));
      }
      return texts;
    }
  }

  /// Runs a statement that writes; returns how many rows it changed.
  int run(Sql sql, Object... values) throws SQLException {
    return with(sql, PreparedStatement::executeUpdate, values);
  }

  <T> List<T> list(Sql sql, RowReader<T> reader, Object... values) throws SQLException {
    return with(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            var row = new Row(rows);
            var list = new ArrayList<T>();
            while (rows.next()) {
              list.add(reader.read(row));
            }
            return list;
          }
        },
        values);
  }

  <T> Optional<T> first(Sql sql, RowReader<T> reader, Object... values) throws SQLException {
    return with(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(new Row(rows))) : Optional.empty();
          }
        },
        values);
  }

  /// What is done with a prepared statement.
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /// The driver gives up a statement that has failed, so the next use prepares it anew.
  private <T> T with(Sql sql, Use<T> use, Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try {
      return use.of(statement);
    } catch (SQLException e) {
      statements.remove(sql);
      statement.close();
      throw e;
    }
  }

  /// Makes a value of one row; columns count from 1.
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }

  private PreparedStatement bound(Sql sql, Object... values) throws SQLException {
    requireOwner();
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql.text());
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case Optional<?> optional when optional.isEmpty() -> statement.setObject(index, null);
      case Optional<?> optional -> bind(statement, index, optional.get());
      case Bytes bytes -> statement.setBytes(index, bytes.toArray());
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case String text -> statement.setString(index, text);
      case java.time.Instant time -> statement.setLong(index, time.toEpochMilli());
      default -> throw new IllegalArgumentException("no column holds " + value.getClass());
    }
  }

  /// One transaction: all of `work` is durable when this returns, or none of it when it throws.
  void transaction(Work work) throws SQLException {
    run(Sql.BEGIN);
    boolean done = false;
    try {
      work.run();
      run(Sql.COMMIT);
      done = true;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  /// What one transaction does.
  interface Work {
    void run() throws SQLException;
  }

  private void rollBack() {
    try {
      run(Sql.ROLLBACK);
    } catch (SQLException e) {
      // A full disk has rolled back by itself; the first exception is the one to tell.
    }
  }

  /// One read, ended by SQLite itself after its time. V172
  <T> T limited(Duration limit, Read<T> read) throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    ProgressHandler.setHandler(
        connection,
        STEPS_A_LOOK,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - end > 0 ? 1 : 0;
          }
        });
    try {
      return read.run();
    } finally {
      ProgressHandler.clearHandler(connection);
    }
  }

  /// What one read gives.
  interface Read<T> {
    T run() throws SQLException;
  }

  /// Moves everything from the log into the file, and empties the log. V186
  void checkpoint() throws SQLException {
    texts("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /// Whether the disk had no room for what was written.
  static boolean isFull(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  /// Whether another program has the file.
  static boolean isBusy(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
  }

  private void requireOwner() {
    if (!Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("a database belongs to the thread that opened it");
    }
  }

  @Override
  public void close() throws SQLException {
    requireOwner();
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    } finally {
      connection.close();
      OPEN.decrementAndGet();
    }
  }
}
