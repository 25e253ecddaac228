package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.mc.SQLiteMCSqlCipherConfig;

/// A database set up as a vault's, in which one row of the size of a short pli is committed at a
/// time: what durability costs on this disk. One owner thread.
final class DurableCommits implements AutoCloseable {
  private static final int ROW_BYTES = 500;
  private static final int KEY_BYTES = 32;

  private final Connection connection;
  private final PreparedStatement insert;

  private DurableCommits(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    }
    this.insert = connection.prepareStatement("INSERT INTO row (body) VALUES (randomblob(?))");
    this.insert.setInt(1, ROW_BYTES);
  }

  static DurableCommits open(Path file) throws IOException {
    Properties properties =
        SQLiteMCSqlCipherConfig.getV4Defaults()
            .withRawUnsaltedKey(new byte[KEY_BYTES])
            .build()
            .toProperties();
    properties.setProperty("locking_mode", "EXCLUSIVE");
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("secure_delete", "true");
    properties.setProperty("temp_store", "MEMORY");
    properties.setProperty("cache_size", "-65536");
    try {
      return new DurableCommits(JDBC.createConnection("jdbc:sqlite:" + file, properties));
    } catch (SQLException e) {
      throw new IOException("the database beside the vaults", e);
    }
  }

  /// How long `count` transactions take, one after the other.
  Duration commit(int count) throws IOException {
    long begun = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        insert.executeUpdate(); // A transaction of its own.
      }
    } catch (SQLException e) {
      throw new IOException("the database beside the vaults", e);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() throws IOException {
    try {
      insert.close();
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the database beside the vaults", e);
    }
  }
}
