package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an independent SQLCipher 4 says of our databases: the npm package @signalapp/sqlcipher, in
/// src/test/js. It opens them with the key and with nothing else.
@Tag("oracle")
class OracleTest {
  private static final int ENTRIES = 30;

  @TempDir Path parent;
  private VaultFixture fixture;

  @BeforeEach
  void create() throws Exception {
    fixture = new VaultFixture(parent);
    var samples = new Samples(1);
    try (VaultStore store = fixture.create(samples.initial())) {
      var changes = new ArrayList<Change>();
      for (int i = 0; i < ENTRIES; i++) {
        changes.add(new Change.JournalWritten(samples.entry()));
      }
      store.commit(changes);
    }
  }

  private Bytes key() throws Exception {
    Vault vault = fixture.unlocked();
    Bytes key = vault.databaseKey().reveal();
    vault.release();
    return key;
  }

  /// Asks the oracle about a copy, so that it never writes to the vault.
  private String ask(Path folder, String... key) throws Exception {
    var command =
        new ArrayList<>(List.of("node", "oracle.js", folder.resolve("db.00000001").toString()));
    command.addAll(List.of(key));
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("src/test/js").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private Path copy(String name) throws Exception {
    Path copy = parent.resolve(name);
    VaultFixture.copy(fixture.folder, copy);
    return copy;
  }

  private static String sound() {
    return "{\"faults\":[],\"integrity\":\"ok\",\"version\":" + Migrations.VERSION;
  }

  private static String sound(long entries) {
    return sound() + ",\"entries\":" + entries + "}";
  }

  @Test
  void V271_opensWithTheDerivedKey() throws Exception {
    assertEquals(sound(ENTRIES), ask(copy("right"), key().hex()));
  }

  @Test
  void V271_refusesEveryOtherKeyAndNone() throws Exception {
    String refused = "{\"refused\":\"SQLITE_NOTADB\"}";
    assertEquals(refused, ask(copy("none")));
    assertEquals(refused, ask(copy("zero"), Bytes.zero(32).hex()));
    byte[] flipped = key().toArray();
    flipped[31] ^= 1;
    assertEquals(refused, ask(copy("flipped"), Bytes.copyOf(flipped).hex()));
  }

  @Test
  void V271_opensAHotLogLeftByAKill() throws Exception {
    Process process = ChildVault.start(fixture.folder, fixture.recovery, 5, ENTRIES);
    long last = 0;
    try (BufferedReader lines = process.inputReader()) {
      while (last < ENTRIES + 25) {
        last = Long.parseLong(lines.readLine());
      }
      process.destroyForcibly().waitFor();
    }
    Path copy = copy("hot");
    assertTrue(Files.size(copy.resolve("db.00000001-wal")) > 0);
    String said = ask(copy, key().hex());
    assertTrue(said.startsWith(sound()), said);
    long kept = Long.parseLong(said.replaceAll(".*\"entries\":(\\d+)}", "$1"));
    assertTrue(kept >= last, said);
  }

  @Test
  void V146_vacuumIntoGivesASealedCopy() throws Exception {
    Path target = Files.createDirectory(parent.resolve("vacuumed"));
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      thread.first(() -> {
        Path file = PrivateFiles.createFile(target.resolve("db.00000001"));
        try (Database database = Database.open(vault.database(), vault.databaseKey())) {
          database.execute("VACUUM INTO '" + file + "'");
          return database;
        }
      });
    } finally {
      thread.close();
      vault.release();
    }
    assertEquals("{\"refused\":\"SQLITE_NOTADB\"}", ask(target));
    assertEquals(sound(ENTRIES), ask(target, key().hex()));
    assertEquals(List.of(), FolderSearch.ofPlainSqlite().hits(target));
  }

  /// Our check of a page and the oracle's agree on each damaged file.
  @Test
  void V133_agreesOnDamagedPages() throws Exception {
    Bytes key = key();
    var random = new Random(1);
    byte[] whole = Files.readAllBytes(fixture.files().database(1));
    for (int i = 0; i < 100; i++) {
      byte[] bytes = whole.clone();
      int at = PageCheck.PAGE_BYTES + random.nextInt(bytes.length - PageCheck.PAGE_BYTES);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Path folder = Files.createDirectory(parent.resolve("damaged" + i));
      Path file = Files.write(folder.resolve("db.00000001"), bytes);
      try (PageCheck check = PageCheck.open(file, Secret.copyOf(key))) {
        long page = at / PageCheck.PAGE_BYTES + 1L;
        assertEquals(List.of(page), check.damaged(1, check.pages()));
        if (i < 10) { // One start of node each.
          String said = ask(folder, key.hex());
          assertTrue(said.matches(".*\\bpage " + page + "\\b.*") || said.contains("refused"), said);
        }
      }
    }
  }
}
