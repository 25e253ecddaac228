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

class GlobalOptionsTest {
  @TempDir Path folder;
  private Pli pli;

  @BeforeEach
  void vault() throws IOException {
    pli = new Pli(folder).withVault();
  }

  private String error(String... arguments) {
    Pli.Run run = pli.run(arguments);
    assertTrue(run.out().startsWith("{\"ok\":false,\"exit\":" + run.exit() + ","), run.out());
    assertTrue(run.out().endsWith("}\n") && run.out().indexOf('\n') == run.out().length() - 1);
    return run.exit() + " " + run.out().replaceAll("(?s).*\"error\":\"([a-z_]+)\".*", "$1");
  }

  @Test
  void areAcceptedBeforeAndAfterTheCommand() {
    String json = pli.run("--json", "id").out();
    assertTrue(json.startsWith("{\"ok\":true,\"exit\":0,\"fingerprint\":\"3f8a"), json);
    assertEquals(json, pli.run("id", "--json").out());
    assertEquals(json, pli.run("id", "devices", "--json").out());
    assertEquals(json, pli.run("--vault=" + pli.vault, "id", "--json").out());
    assertEquals(json, pli.run("id", "--json", "--vault", pli.vault.toString()).out());
    assertEquals(pli.run("--lang", "en", "id").out(), pli.run("id", "--lang", "en").out());
  }

  @Test
  void theVaultIsTheOptionThenTheVariableThenTheUsualPlace() throws IOException {
    Files.delete(pli.vault.resolve("vault.pli"));
    assertEquals("4 vault_not_found", error("--json", "status"));
    Path other = Files.createDirectory(pli.folder.resolve("other"));
    Files.createFile(other.resolve("vault.pli.2"));
    assertEquals(0, pli.run("status", "--vault", other.toString()).exit(), "a mirror is a vault");
    pli.environment.put("PLI_VAULT", other.toString());
    assertEquals(0, pli.run("status").exit());
    assertEquals(4, pli.run("status", "--vault", pli.vault.toString()).exit());
  }

  @Test
  void theLanguageIsTheOptionThenTheLocale() {
    pli.environment.remove("LANG");
    assertEquals("Stopped.\n", pli.run("status").out());
    pli.environment.put("LANG", "fr_BE.UTF-8");
    assertEquals("Arrêté.\n", pli.run("status").out());
    pli.environment.put("LC_MESSAGES", "de_DE.UTF-8");
    assertEquals("Stopped.\n", pli.run("status").out());
    pli.environment.put("LC_ALL", "fr_FR");
    assertEquals("Arrêté.\n", pli.run("status").out());
    assertEquals("Stopped.\n", pli.run("status", "--lang", "en").out());
    assertEquals("2 usage", error("status", "--lang", "de", "--json"));
  }

  @Test
  void thePassphraseComesFromAFileThatNobodyElseReads() throws IOException {
    Path file = Path.of(pli.environment.get("PLI_PASSPHRASE_FILE"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals("7 passphrase_file_readable", error("--json", "contacts"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertEquals(0, pli.run("contacts").exit());

    pli.passphrase("wrong");
    assertEquals("3 wrong_passphrase", error("--json", "contacts"));
    pli.environment.remove("PLI_PASSPHRASE_FILE");
    assertEquals("3 passphrase_required", error("--json", "contacts"), "nobody to ask");
    assertEquals("4 file_not_found", error("--json", "contacts", "--passphrase-file", "/none"));
  }

  @Test
  void theFirstLineAloneIsThePassphrase() throws IOException {
    Path file = Path.of(pli.environment.get("PLI_PASSPHRASE_FILE"));
    for (String end : new String[] {"", "\n", "\r\n", "\nsecond\n"}) {
      Files.writeString(file, FakeOffice.PASSPHRASE + end);
      assertEquals(0, pli.run("contacts").exit());
    }
    Files.writeString(file, "\n" + FakeOffice.PASSPHRASE);
    assertEquals(3, pli.run("contacts").exit());
  }

  @Test
  void theKeyFileGoesToTheNodeAsAPath() {
    pli.environment.put("PLI_KEY_FILE", "/media/key");
    pli.run("contacts");
    assertEquals("[/media/key]", pli.office.keyFiles().toString());
    pli.run("contacts", "--key-file", "relative/key");
    String absolute = Path.of("relative/key").toAbsolutePath().toString();
    assertEquals("[/media/key, " + absolute + "]", pli.office.keyFiles().toString());
  }

  @Test
  void aLinkOnTheCommandLineIsRefused() {
    assertEquals("2 secret_on_command_line", error("accept", "pli:AQ", "--label", "x", "--json"));
    assertEquals("2 secret_on_command_line", error("accept", "PLI:AQ", "--json"));
    assertEquals("2 secret_on_command_line", error("--json", "--vault=pli:AQ", "status"));
    assertTrue(pli.office.asked.isEmpty());
    assertEquals(0, pli.run("verify", "Dupont", "--met", "pliv:AQ").exit(), "no secret");
  }

  @Test
  void quietSilencesAllButErrors() throws IOException {
    String file = pli.write("acte.pdf", "x");
    Pli.Run usual = pli.run("send", "Dupont", "-m", "x", "-f", file);
    assertTrue(usual.err().contains("acte.pdf"), usual.err());
    Pli.Run quiet = pli.run("send", "Dupont", "-m", "x", "-f", file, "-q");
    assertEquals("", quiet.err());
    assertEquals(usual.out(), quiet.out());
    assertEquals("", pli.run("send", "Dupont", "-m", "x", "-f", file, "--json").err());
    assertFalse(pli.run("-q", "read", "abcdef01").err().isEmpty());
  }

  @Test
  void versionAndHelpOpenNoVault() throws IOException {
    Files.delete(pli.vault.resolve("vault.pli"));
    assertEquals(0, pli.run("--version").exit());
    assertEquals(0, pli.run("send", "--version").exit());
    assertEquals(0, pli.run("--help").exit());
    assertEquals(0, pli.run("send", "--help").exit());
    assertEquals(0, pli.run("contacts", "show", "-h").exit());
    assertTrue(pli.office.asked.isEmpty());
  }
}
