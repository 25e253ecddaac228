package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  @TempDir Path folder;
  private Pli pli;
  private Path recovery;

  @BeforeEach
  void pli() throws IOException {
    pli = new Pli(folder);
    pli.passphrase(FakeOffice.PASSPHRASE);
    recovery = pli.folder.resolve("recovery.txt");
  }

  @Test
  void makesAVaultFromFilesAlone() throws IOException {
    Pli.Run run = pli.run("init", "--profile", "avocat", "--recovery-file", recovery.toString());
    assertEquals(
        """
        Coffre créé : %s
        Empreinte : 3f8a 11c0 7be2 94d6 05fa c31b 8e27 6d40 b913 52fc e08a 47d1 296b f5e3 0c84 a17d
        Feuille de secours : %s. Imprimez-la, mettez-la sous enveloppe, puis effacez ce fichier.
        """
            .formatted(pli.vault, recovery),
        run.out());
    assertEquals(0, run.exit());
    assertEquals(24, Files.readString(recovery).strip().split(" ").length);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(recovery)));
    assertFalse(
        run.out().contains("mot1 ") || run.err().contains("mot1 "), "words stay in the file");
  }

  @Test
  void printsTheKeysOfTheContract() {
    assertEquals(
        ("{\"ok\":true,\"exit\":0,\"vault\":\"%s\",\"fingerprint\":\"%s\",\"device\":\"%s\","
                + "\"profile\":\"doctor\",\"created\":\"2026-11-22T17:12:31.004Z\","
                + "\"passphrase_bits\":88,\"key_file\":true,\"recovery_file\":\"%s\"}\n")
            .formatted(pli.vault, FakeOffice.FINGERPRINT, FakeOffice.DEVICE, recovery),
        pli.run(
                "init",
                "--profile",
                "Médecin",
                "--key-file",
                "k",
                "--recovery-file",
                recovery.toString(),
                "--json")
            .out());
  }

  @Test
  void tellsADoctorWhatTheRuleIs() {
    Pli.Run run = pli.run("init", "--profile", "doctor", "--recovery-file", recovery.toString());
    assertEquals(
        "Entre professionnels de santé, la règle est MSSanté. Pli convient pour vos échanges avec"
            + " un patient, un avocat, un psychologue, ou au sein du cabinet.\n",
        run.err());
  }

  @Test
  void withoutATerminalTheRecoveryWordsNeedAFile() {
    Pli.Run run = pli.run("init");
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("Il manque : --recovery-file"), run.err());
    assertFalse(Files.exists(pli.vault));
  }

  @Test
  void withoutATerminalThePassphraseNeedsAFile() {
    pli.environment.remove("PLI_PASSPHRASE_FILE");
    assertEquals(3, pli.run("init", "--recovery-file", recovery.toString()).exit());
    assertFalse(Files.exists(recovery));
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.writeString(recovery, "other");
    assertEquals(7, pli.run("init", "--recovery-file", recovery.toString()).exit());
    assertFalse(Files.exists(pli.vault), "the vault comes after the look at the file");
    Files.delete(recovery);
    Files.createDirectories(pli.vault);
    assertEquals(0, pli.run("init", "--recovery-file", recovery.toString()).exit(), "empty folder");
    Files.delete(recovery);
    assertEquals(7, pli.run("init", "--recovery-file", recovery.toString()).exit());
    assertFalse(Files.exists(recovery));
  }

  @Test
  void withoutAPlaceForTheWordsThereIsNoVault() {
    Path nowhere = pli.folder.resolve("nowhere/recovery.txt");
    Pli.Run run = pli.run("init", "--recovery-file", nowhere.toString(), "--json");
    assertEquals(4, run.exit());
    assertTrue(run.out().contains("\"error\":\"file_not_found\""), run.out());
    assertFalse(Files.exists(pli.vault), "the words would be lost");
  }

  @Test
  void aWeakPassphraseMakesNothing() throws IOException {
    pli.passphrase("azerty");
    Pli.Run run = pli.run("init", "--recovery-file", recovery.toString(), "--json");
    assertEquals(7, run.exit());
    assertTrue(run.out().contains("\"error\":\"weak_passphrase\""), run.out());
    assertFalse(Files.exists(recovery));
  }

  @Test
  void thePlaceForTheWordsIsTakenBeforeTheVaultIsMade() {
    pli.meanwhile =
        () -> {
          assertEquals("", Files.readString(recovery));
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(recovery)));
          return "";
        };
    assertEquals(0, pli.run("init", "--recovery-file", recovery.toString()).exit());
  }

  @Test
  void aVaultWhoseWordsCannotBeWrittenGoes() {
    pli.meanwhile = () -> Files.deleteIfExists(recovery);
    Pli.Run run = pli.run("init", "--recovery-file", recovery.toString());
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("a été retiré"), run.err());
    assertFalse(Files.exists(pli.vault));
    assertFalse(run.out().contains("mot1 ") || run.err().contains("mot1 "), run.err());
  }

  @Test
  void aVaultThatCannotBeMadeLeavesNoFileForWords() {
    pli.meanwhile =
        () -> {
          throw new IOException("planned");
        };
    assertEquals(1, pli.run("init", "--recovery-file", recovery.toString()).exit());
    assertFalse(Files.exists(recovery));
  }
}
