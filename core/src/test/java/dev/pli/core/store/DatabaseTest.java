package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.util.OSInfo;

class DatabaseTest {
  private static final String SLOW =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
          + " SELECT count(*) FROM n";

  @TempDir Path folder;
  private final Secret key = Secret.random(32, new Random(1));
  private Path file;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    file = PrivateFiles.createFile(folder.resolve("db.00000001"));
    database = Database.open(file, key);
    Migrations.run(database);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
    assertEquals(0, Database.open()); // V154
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "synchronous = NORMAL",
        "secure_delete = OFF",
        "temp_store = FILE",
        "foreign_keys = OFF",
        "cache_size = 10",
        "trusted_schema = ON",
        "cell_size_check = OFF",
        "journal_size_limit = -1",
      })
  void V149_settingThatWasNotTakenIsAFault(String pragma) throws Exception {
    database.requireSettings();
    database.execute("PRAGMA " + pragma);
    assertThrows(IOException.class, () -> database.requireSettings());
  }

  @Test
  void V150_pathWithAQuestionMarkIsRefused() throws Exception {
    Path odd = PrivateFiles.createFile(folder.resolve("db?key=x"));
    assertThrows(IOException.class, () -> Database.open(odd, key));
    assertEquals(0, Files.size(odd));
  }

  @Test
  void V145_fileIsSealedFromItsFirstByte() throws Exception {
    database.checkpoint();
    String start = Bytes.copyOf(Files.readAllBytes(file)).slice(0, 15).utf8();
    assertFalse(start.equals("SQLite format 3"));
  }

  @Test
  void V101_logIsItsOwnersAlone() throws Exception {
    for (String name : new String[] {"db.00000001", "db.00000001-wal"}) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
    }
    assertFalse(Files.exists(folder.resolve("db.00000001-shm")));
  }

  @Test
  void V171_anotherThreadIsRefused() throws Exception {
    var thrown = new AtomicReference<Throwable>();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                database.run(Sql.CLEAN);
              } catch (SQLException | IllegalStateException e) {
                thrown.set(e);
              }
            });
    other.join();
    assertTrue(thrown.get() instanceof IllegalStateException);
  }

  @Test
  void V172_longReadGivesWay() throws Exception {
    Instant start = Instant.now();
    assertThrows(
        SQLException.class, () -> database.limited(Database.READ_LIMIT, () -> database.text(SLOW)));
    assertTrue(Duration.between(start, Instant.now()).compareTo(Duration.ofSeconds(10)) < 0);
    database.limited(Database.READ_LIMIT, () -> database.first(Sql.UNREAD, row -> row.integer(1)));
  }

  @Test
  void V162_failedMigrationLeavesNothing() throws Exception {
    String before = Migrations.dump(database);
    assertThrows(
        SQLException.class,
        () ->
            database.transaction(() -> {
              database.execute("CREATE TABLE half (x INTEGER) STRICT");
              database.execute("CREATE TABLE meta (x INTEGER) STRICT");
            }));
    assertEquals(before, Migrations.dump(database));
  }

  /// The library that is loaded is the pinned one, wherever the system's settings point. V142
  @Test
  void V142_brokenLibraryPathIsNotFollowed() throws Exception {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve(System.mapLibraryName("sqlitejdbc")), "not a library");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.lib.path=" + broken,
                "-cp",
                System.getProperty("java.class.path"),
                LibraryProbe.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor());
    assertTrue(said.strip().endsWith("pli-" + System.getProperty("user.name") + "-" + pin()), said);
  }

  private static String pin() throws IOException {
    for (String line : Migrations.resource("driver-libraries.sha256").lines().toList()) {
      if (line.contains(OSInfo.getNativeLibFolderPathForCurrentOS() + "/")) {
        return line.substring(0, 16);
      }
    }
    throw new IOException("no library for this system");
  }

  /// Loads the driver and prints where its library is.
  static final class LibraryProbe {
    private LibraryProbe() {}

    public static void main(String[] arguments) throws Exception {
      Driver.load();
      System.out.println(System.getProperty("org.sqlite.lib.path"));
    }
  }
}
