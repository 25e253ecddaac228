package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  /// Released files never change: a new version is a new file.
  private static final Map<String, String> PINNED =
      Map.of(
          "V001.sql", "8b8557893afd99dd9cf94dd6173d7dd6e159e08ee7e21688a672371d6a0421e8",
          "V002.sql", "6475d4c8d1fad9955c1d1fe775d27859e59aca31c29d0068e39da3a947b97c42");

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void migrate() throws Exception {
    Path file = PrivateFiles.createFile(folder.resolve("db.00000001"));
    database = Database.open(file, Secret.random(32, new Random(1)));
    Migrations.run(database);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void V162_versionSaysHowManyHaveRun() throws Exception {
    assertEquals(Migrations.VERSION, Migrations.version(database));
    Migrations.run(database);
    assertEquals(Migrations.VERSION, Migrations.version(database));
    Migrations.requireKnown(database);
  }

  @Test
  void V163_releasedFilesNeverChange() throws Exception {
    assertEquals(Migrations.VERSION, PINNED.size());
    for (var file : PINNED.entrySet()) {
      String text = Migrations.resource(file.getKey());
      assertEquals(file.getValue(), Hash.sha256(Bytes.utf8(text)).hex(), file.getKey());
    }
  }

  @Test
  void V164_schemaIsTheOneThatIsCommitted() throws Exception {
    assertEquals(Migrations.resource("schema-002.sql"), Migrations.dump(database));
  }

  @Test
  void schemaHasNoTriggersViewsOrVirtualTables() throws Exception {
    Set<String> types = new TreeSet<>(database.texts("SELECT DISTINCT type FROM sqlite_schema"));
    assertEquals(Set.of("index", "table"), types);
    assertFalse(Migrations.dump(database).contains("VIRTUAL"));
  }

  @Test
  void everyTableIsStrict() throws Exception {
    for (String sql : database.texts("SELECT sql FROM sqlite_schema WHERE type = 'table'")) {
      assertTrue(sql.contains("STRICT"), sql);
    }
  }

  @Test
  void V168_everyColumnIsKeptOrScrubbedByABackup() throws Exception {
    Set<String> columns =
        new TreeSet<>(
            database.texts(
                "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c"
                    + " WHERE m.type = 'table'"));
    Set<String> decided = new TreeSet<>();
    for (String line : Migrations.resource("backup-policy.txt").lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (!line.isBlank() && !line.startsWith("#")) {
        assertTrue(List.of("keep", "scrub").contains(words[1]), line);
        decided.add(words[0]);
      }
    }
    assertEquals(columns, decided);
  }

  @Test
  void V173_everyStatementFitsTheSchemaAndScansNoHistory() throws Exception {
    for (Sql sql : Sql.values()) {
      for (String step : database.texts("EXPLAIN QUERY PLAN " + sql.text())) {
        assertFalse(
            step.matches(".*SCAN (p|o|pli|offer|body|blob|statement|journal)\\b(?! USING).*"),
            sql + ": " + step);
      }
    }
  }

  @Test
  void V147_noStatementAttachesOrTurnsPragmas() {
    for (Sql sql : Sql.values()) {
      assertFalse(sql.text().matches("(?i).*\\b(attach|pragma|vacuum)\\b.*"), sql.text());
    }
  }
}
