package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The schema of the database, version by version.
///
/// `V001.sql` and its successors never change once released; `user_version` says how many have run.
/// What the schema must then read as is in `schema-001.sql` and its successors: another text is
/// refused before any query runs over it. docs/spec/vault.md V162-V166.
final class Migrations {
  static final int VERSION = 2;

  private static final String DUMP =
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1, 2";

  private Migrations() {}

  /// Brings a database to [#VERSION], one transaction a version.
  static void run(Database database) throws IOException, SQLException {
    for (int version = version(database) + 1; version <= VERSION; version++) {
      List<String> statements = statements(resource("V%03d.sql".formatted(version)));
      int reached = version;
      database.transaction(() -> {
        for (String statement : statements) {
          database.execute(statement);
        }
        database.execute("PRAGMA user_version = " + reached);
      });
    }
  }

  static int version(Database database) throws SQLException {
    return Integer.parseInt(database.text("PRAGMA user_version").orElseThrow());
  }

  /// Refuses a later version, and a schema that is not the one of its version.
  static void requireKnown(Database database) throws IOException, SQLException {
    int version = version(database);
    if (version > VERSION) {
      throw new VaultException.TooNew();
    }
    if (version < 1 || !dump(database).equals(expected(version))) {
      throw new VaultException.Damaged(VaultException.Part.SCHEMA);
    }
  }

  /// The schema as text: a statement a line.
  static String dump(Database database) throws SQLException {
    var dump = new StringBuilder();
    for (String row : database.texts(DUMP)) {
      String sql = row.substring(row.indexOf('\t', row.indexOf('\t') + 1) + 1);
      dump.append(sql.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ")).append(";\n");
    }
    return dump.toString();
  }

  private static String expected(int version) throws IOException {
    return resource("schema-%03d.sql".formatted(version));
  }

  static List<String> statements(String script) {
    var statements = new ArrayList<String>();
    for (String statement : script.replaceAll("--[^\n]*", "").split(";")) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  static String resource(String name) throws IOException {
    try (InputStream stream = Migrations.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("missing from this program: " + name);
      }
      return Bytes.copyOf(stream.readAllBytes()).utf8();
    }
  }
}
