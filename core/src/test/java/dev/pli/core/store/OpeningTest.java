package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.office.ErrorCode;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each row of the opening order: which check says what, and that nothing was written.
class OpeningTest {
  @TempDir Path parent;
  private VaultFixture fixture;
  private VaultFolder files;

  @BeforeEach
  void create() throws Exception {
    fixture = new VaultFixture(parent);
    files = fixture.files();
    var samples = new Samples(1);
    try (VaultStore store = fixture.create(samples.initial())) {
      for (int i = 0; i < 40; i++) {
        store.commit(List.of(new Change.JournalWritten(samples.entry())));
      }
    }
  }

  /// Opening fails by `type`, and the folder is as it was, byte for byte.
  private <E extends VaultException> E refused(Class<E> type) throws IOException {
    Map<String, Bytes> before = fixture.snapshot();
    E refusal = assertThrows(type, () -> fixture.open().close());
    assertEquals(before, fixture.snapshot());
    assertEquals(0, Database.open());
    return refusal;
  }

  private void damaged(VaultException.Part part) throws IOException {
    VaultException.Damaged damaged = refused(VaultException.Damaged.class);
    assertEquals(part, damaged.part());
    assertEquals(ErrorCode.VAULT_DAMAGED, damaged.code());
  }

  private static void flip(Path file, long at) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }

  private Path database() {
    return files.database(1);
  }

  @Test
  void aNewVaultHasNeverBeenOpened() throws Exception {
    try (VaultStore store = fixture.open()) {
      assertEquals(Optional.empty(), store.opening().lastUnlock());
    }
  }

  @Test
  void opensAgainAndSaysWhatWasBefore() throws Exception {
    fixture.clock.advance(Duration.ofHours(5));
    Instant first = fixture.clock.now();
    fixture.open().close();
    fixture.clock.advance(Duration.ofHours(1));
    try (VaultStore store = fixture.open()) {
      assertEquals(Optional.of(first), store.opening().lastUnlock());
      assertEquals(List.of(), store.opening().failures());
      assertTrue(store.opening().wasClean());
      assertFalse(store.opening().older());
      assertFalse(store.opening().unwitnessed());
    }
  }

  @Test
  void absentVaultIsSaidAsSuch() {
    VaultException.Absent absent =
        assertThrows(
            VaultException.Absent.class,
            () ->
                VaultStore.open(
                    parent.resolve("nothing"),
                    fixture.recovery,
                    fixture.around,
                    Opening.Older.REFUSED));
    assertEquals(ErrorCode.VAULT_NOT_FOUND, absent.code());
  }

  @Test
  void V105_secondOpeningIsRefused() throws Exception {
    try (VaultStore store = fixture.open()) {
      assertEquals(new VaultStatus(true, true), VaultStatus.of(fixture.folder));
      Map<String, Bytes> before = fixture.snapshot();
      assertThrows(VaultException.InUse.class, () -> fixture.open());
      assertEquals(before, fixture.snapshot());
      assertEquals(40, store.journal(0, 200).size());
    }
    assertEquals(new VaultStatus(true, false), VaultStatus.of(fixture.folder));
    assertEquals(new VaultStatus(false, false), VaultStatus.of(parent.resolve("nothing")));
  }

  // Rows 1 and 2.

  @Test
  void row1_bothHeadersBad() throws Exception {
    flip(files.header(), 20);
    Files.write(files.mirror(), new byte[0]);
    damaged(VaultException.Part.HEADER);
  }

  @Test
  void row1_truncatedAtEveryLengthItIsTheMirrorThatServes() throws Exception {
    for (int length : List.of(0, 1, 7, 8, 47, 4_095, 4_096, 12_287)) {
      byte[] whole = Files.readAllBytes(files.mirror());
      Files.write(files.header(), java.util.Arrays.copyOf(whole, length));
      fixture.open().close();
      assertEquals(Bytes.copyOf(whole), Bytes.copyOf(Files.readAllBytes(files.header())));
    }
  }

  @Test
  void row1_newerFormat() throws Exception {
    for (Path header : List.of(files.header(), files.mirror())) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(header));
      bytes.putShort(8, (short) 2);
      bytes.put(4_080, Hash.sha256(Bytes.copyOf(bytes.slice(0, 4_080))).toArray(), 0, 16);
      Files.write(header, bytes.array());
    }
    assertEquals(ErrorCode.VAULT_TOO_NEW, refused(VaultException.TooNew.class).code());
  }

  @Test
  void row2_slotDamagedInBothFilesIsNamed() throws Exception {
    for (Path header : List.of(files.header(), files.mirror())) {
      flip(header, 4_096 + 100); // The passphrase's slot; the recovery words' is whole.
    }
    damaged(VaultException.Part.SLOT);
  }

  @Test
  void row2_slotDamagedInOneFileIsMended() throws Exception {
    flip(files.header(), 4_096 + 1_024 + 700);
    fixture.open().close();
    assertEquals(fixture.snapshot().get("vault.pli.2"), fixture.snapshot().get("vault.pli"));
  }

  // Rows 3 and 4.

  @Test
  void row4_wrongPassphraseWritesOneTimeAndNothingElse() throws Exception {
    var wrong = VaultFixture.passphrase("marbre ciseau lagune tambour orage velours prairie");
    Map<String, Bytes> before = new TreeMap<>(fixture.snapshot());
    VaultException.WrongSecret refusal =
        assertThrows(VaultException.WrongSecret.class, () -> fixture.open(wrong));
    assertEquals(ErrorCode.WRONG_PASSPHRASE, refusal.code());
    Map<String, Bytes> after = new TreeMap<>(fixture.snapshot());
    assertEquals(Bytes.u64(fixture.clock.now().toEpochMilli()), after.remove("tries"));
    before.remove("tries");
    assertEquals(before, after);
    try (VaultStore store = fixture.open(fixture.passphrase)) {
      assertEquals(List.of(fixture.clock.now()), store.opening().failures());
    }
  }

  private VaultException wrong(SlotSecret secret) {
    return assertThrows(VaultException.WrongSecret.class, () -> fixture.open(secret));
  }

  @Test
  void V246_thirdFailureSlowsTheNextTry() throws Exception {
    var wrong = new SlotSecret.Recovery(Secret.random(64, new Random(9)));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(), wrong(wrong).problem().arguments());
    }
    VaultException third = wrong(wrong);
    assertEquals(List.of("1"), third.problem().arguments(), "says how long");
    assertTrue(third.sentence("fr").endsWith("Nouvel essai dans 1\u202fs."));
    VaultException.TooEarly early = refused(VaultException.TooEarly.class); // Also the right one.
    assertEquals(List.of("1", "3"), early.problem().arguments());
    assertEquals(Duration.ofSeconds(1), early.retryAfter());
    fixture.clock.advance(Duration.ofSeconds(1));
    try (VaultStore store = fixture.open()) {
      assertEquals(3, store.opening().failures().size());
    }
    try (VaultStore store = fixture.open()) {
      assertEquals(List.of(), store.opening().failures());
    }
  }

  @Test
  void row3_keyFileIsJudgedBeforeThePassphrase() throws Exception {
    var random = new Random(4);
    KeyFile file = KeyFile.draw(random);
    var both = new SlotSecret.Passphrase(fixture.passphrase.canonical(), Optional.of(file));
    Path folder = parent.resolve("second");
    VaultStore.create(
            folder,
            new Founding(both, fixture.recovery, KdfCost.FLOOR, new Samples(1).initial()),
            fixture.around)
        .close();
    for (Optional<KeyFile> wrong :
        List.of(Optional.<KeyFile>empty(), Optional.of(KeyFile.draw(random)))) {
      var secret = new SlotSecret.Passphrase(fixture.passphrase.canonical(), wrong);
      VaultException.WrongKeyFile refusal =
          assertThrows(VaultException.WrongKeyFile.class, () -> open(folder, secret));
      assertEquals(ErrorCode.WRONG_KEY_FILE, refusal.code());
    }
    assertFalse(Files.exists(folder.resolve("tries")));
    open(folder, both).close();
  }

  private VaultStore open(Path folder, SlotSecret secret) throws IOException {
    return VaultStore.open(folder, secret, fixture.around, Opening.Older.REFUSED);
  }

  // Rows 5 to 8.

  @Test
  void row5_slotsSwappedOrAdded() throws Exception {
    for (Path header : List.of(files.header(), files.mirror())) {
      byte[] bytes = Files.readAllBytes(header);
      System.arraycopy(bytes, 4_096 + 1_024, bytes, 4_096 + 2 * 1_024, 1_024);
      Files.write(header, bytes);
    }
    damaged(VaultException.Part.HEADER_CHANGED);
  }

  @Test
  void row7_databaseAbsentEmptyOrCutUnderAPage() throws Exception {
    for (int length : List.of(4_095, 1, 0)) {
      try (var file = new RandomAccessFile(database().toFile(), "rw")) {
        file.setLength(length);
      }
      damaged(VaultException.Part.DATABASE_ABSENT);
    }
    Files.delete(database());
    damaged(VaultException.Part.DATABASE_ABSENT);
  }

  @Test
  void row8_firstPageFlippedAnywhere() throws Exception {
    byte[] whole = Files.readAllBytes(database());
    for (int at : List.of(0, 15, 16, 100, 2_000, 4_015, 4_016, 4_031, 4_032, 4_095)) {
      flip(database(), at);
      damaged(VaultException.Part.FIRST_PAGE);
      Files.write(database(), whole);
    }
    fixture.open().close();
  }

  @Test
  void row8_plaintextDatabaseInItsPlace() throws Exception {
    byte[] whole = Files.readAllBytes(database());
    System.arraycopy("SQLite format 3\0".getBytes("US-ASCII"), 0, whole, 0, 16);
    Files.write(database(), whole);
    damaged(VaultException.Part.FIRST_PAGE);
  }

  @Test
  void row8_databaseOfAnotherVault() throws Exception {
    Path folder = parent.resolve("second");
    VaultStore.create(
            folder,
            new Founding(
                fixture.passphrase, fixture.recovery, KdfCost.FLOOR, new Samples(2).initial()),
            fixture.around)
        .close();
    Files.copy(
        new VaultFolder(folder).database(1), database(), StandardCopyOption.REPLACE_EXISTING);
    damaged(VaultException.Part.FIRST_PAGE);
  }

  // Rows 9 to 12.

  private interface Alteration {
    void of(Database database) throws Exception;
  }

  /// Changes the database with its own key, as nobody else can.
  private void alter(Alteration alteration) throws Exception {
    Vault vault = fixture.unlocked();
    var thread = new StoreThread();
    try {
      thread.first(() -> {
        try (Database database = Database.open(vault.database(), vault.databaseKey())) {
          alteration.of(database);
          database.checkpoint();
          return database;
        } catch (IOException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      });
    } finally {
      thread.close();
      vault.release();
    }
  }

  @Test
  void row9_foreignApplicationOrVault() throws Exception {
    alter(database -> database.execute("PRAGMA application_id = 1"));
    refused(VaultException.Foreign.class);
    alter(database -> database.execute("PRAGMA application_id = " + Database.APPLICATION_ID));
    alter(database -> database.execute("UPDATE meta SET vault_id = zeroblob(16)"));
    refused(VaultException.Foreign.class);
  }

  @Test
  void V166_newerVersion() throws Exception {
    alter(database -> database.execute("PRAGMA user_version = 99"));
    refused(VaultException.TooNew.class);
  }

  @Test
  void V166_schemaWithATriggerOrAMissingIndex() throws Exception {
    alter(database ->
        database.execute("CREATE TRIGGER evil AFTER INSERT ON pli BEGIN DELETE FROM pli; END"));
    damaged(VaultException.Part.SCHEMA);
    alter(database -> database.execute("DROP TRIGGER evil"));
    fixture.open().close();
    alter(database -> database.execute("DROP INDEX pli_way"));
    damaged(VaultException.Part.SCHEMA);
  }

  @Test
  void row10_headerOlderThanTheDatabase() throws Exception {
    alter(database -> database.execute("UPDATE meta SET head_serial = 2"));
    refused(VaultException.HeaderOlder.class);
  }

  @Test
  void V201_databasePutBackIsAQuestion() throws Exception {
    byte[] old = Files.readAllBytes(database());
    var samples = new Samples(3);
    try (VaultStore store = fixture.open()) {
      store.commit(List.of(new Change.InvitationSaved(samples.invitation(samples.bytes(16)))));
    }
    Files.write(database(), old);
    VaultException.RolledBack older = refused(VaultException.RolledBack.class);
    assertEquals(ErrorCode.CONFIRMATION_REQUIRED, older.code());
    assertEquals(fixture.clock.now(), older.lastUse());
    try (VaultStore store =
        VaultStore.open(fixture.folder, fixture.recovery, fixture.around, Opening.Older.ACCEPTED)) {
      assertTrue(store.opening().older());
    }
    fixture.open().close(); // Asked once: the mark says the new state now.
  }

  @Test
  void V202_missingOrBrokenMarkIsANotice() throws Exception {
    flip(files.mark(), 20);
    try (VaultStore store = fixture.open()) {
      assertTrue(store.opening().unwitnessed());
    }
    Files.delete(files.mark());
    try (VaultStore store = fixture.open()) {
      assertTrue(store.opening().unwitnessed());
    }
    try (VaultStore store = fixture.open()) {
      assertFalse(store.opening().unwitnessed());
    }
  }

  @Test
  void V203_clockMovedBackChangesNothing() throws Exception {
    fixture.clock.set(Instant.parse("2020-01-01T00:00:00Z"));
    fixture.open().close();
    fixture.open().close();
  }

  // After opening.

  @Test
  void V134_pageDamagedLaterEndsTheReadAndNothingIsRepaired() throws Exception {
    byte[] whole = Files.readAllBytes(database());
    for (int page = 2; page <= whole.length / 4_096; page++) {
      flip(database(), (page - 1) * 4_096L + 300);
    }
    Map<String, Bytes> before = fixture.snapshot();
    VaultException.Damaged damaged =
        assertThrows(VaultException.Damaged.class, () -> fixture.open().close());
    assertEquals(VaultException.Part.DATABASE, damaged.part());
    assertEquals(before, fixture.snapshot());
  }

  @Test
  void V133_findsEveryDamagedPageAfterAnUncleanStop() throws Exception {
    alter(database -> database.execute("UPDATE meta SET clean = 0"));
    long pages = Files.size(database()) / PageCheck.PAGE_BYTES;
    flip(database(), (pages - 1) * PageCheck.PAGE_BYTES + 10); // The journal's last page or free.
    try (VaultStore store = fixture.open()) {
      assertFalse(store.opening().wasClean());
      while (store.findings().isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(List.of(pages), store.findings().get().damagedPages());
    } catch (VaultException.Damaged e) {
      assertEquals(VaultException.Part.DATABASE, e.part()); // That page was needed to open.
    }
  }

  @Test
  void everyRefusalHasASentenceInBothLanguages() throws Exception {
    Files.write(database(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    VaultException refusal = refused(VaultException.Damaged.class);
    assertEquals(
        "Coffre endommagé\u202f: base absente ou vidée. Rien n’a été modifié. Gardez ce dossier tel quel\u202f; si"
            + " vous aviez copié le coffre, ouvrez une copie de cette copie.",
        refusal.sentence("fr"));
    assertEquals(
        "Damaged vault: database missing or emptied. Nothing was changed. Keep this folder as it is; if"
            + " you had copied the vault, open a copy of that copy.",
        refusal.sentence("en"));
    assertInstanceOf(List.class, refusal.problem().arguments());
  }
}
