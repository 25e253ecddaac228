package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How each command ends, and the keys it prints then. docs/cli.md, « exit codes ».
class ExitCodesTest {
  @TempDir Path folder;
  private Pli pli;

  @BeforeEach
  void vault() throws IOException {
    pli = new Pli(folder).withVault();
  }

  /// `keys` are the command's own first key, or empty when there are only the four of an error.
  private void ends(int exit, String error, String keys, String... arguments) {
    String[] json = Arrays.copyOf(arguments, arguments.length + 1);
    json[arguments.length] = "--json";
    Pli.Run run = pli.run(json);
    assertEquals(exit, run.exit(), run.out() + run.err());
    String pattern =
        exit == 0
            ? "\\{\"ok\":true,\"exit\":0,\"" + keys + "\":.*}\n"
            : "\\{\"ok\":false,\"exit\":"
                + exit
                + ",\"error\":\""
                + error
                + "\",\"message\":\"([^\"\\\\]|\\\\.)+\""
                + (keys.isEmpty() ? "" : ",\"" + keys + "\":.*")
                + "}\n";
    assertTrue(run.out().matches("(?s)" + pattern), run.out());
    assertEquals("", run.err());
    assertEquals(exit, pli.run(arguments).exit(), "in words too");
  }

  @Test
  void done() {
    String file = pli.write("i", "pli:AQIDBAUG");
    ends(0, "", "fingerprint", "id");
    ends(0, "", "invitation", "invite", "--label", "Martin");
    ends(0, "", "invitations", "invite", "--list");
    ends(0, "", "invitation", "invite", "--cancel", "5a0d93c1");
    ends(0, "", "contact", "accept", file, "--label", "Me Claire");
    ends(0, "", "contact", "accept", file, "--replaces", "Dupont");
    ends(0, "", "contacts", "contacts");
    ends(0, "", "contact", "contacts", "show", "Dupont");
    ends(0, "", "contact", "contacts", "rename", "Dupont", "Dupont père");
    ends(0, "", "contact", "contacts", "set", "Dupont", "--country", "fr", "--colleague", "on");
    ends(0, "", "contact", "contacts", "acknowledge", "Dupont", FakeOffice.DEVICE);
    ends(0, "", "contact", "contacts", "remove", "Dupont", "--yes");
    ends(0, "", "fingerprint", "verify", "Dupont");
    ends(0, "", "fingerprint", "verify", "Dupont", "--reset");
    ends(0, "", "pli", "send", "Dupont", "-m", "x", "--mention", "official", "--no-forward");
    ends(0, "", "pli", "send", "Dupont", "--forward", "7d1f0c52", "--yes");
    ends(0, "", "plis", "inbox", "--sent");
    ends(0, "", "pli", "read", "7d1f0c52", "--keep-unread", "--dossier", "2026-031");
    ends(0, "", "id", "save", "7d1f0c52", "--to", ".", "--part", "1", "--part", "2", "--force");
    ends(0, "", "id", "receipt", "7d1f0c52");
    ends(0, "", "contact", "carry", "export", "Dupont", "--out", pli.folder + "/new.pli-carry");
    ends(0, "", "contact", "carry", "import", pli.write("d.pli-carry", "x"));
    ends(0, "", "result", "doctor");
    ends(0, "", "entries", "journal");
    ends(0, "", "state", "status");
    ends(0, "", "state", "stop");
    ends(0, "", "state", "lock");
  }

  @Test
  void notFound() {
    ends(4, "contact_not_found", "", "send", "Durand", "-m", "x");
    ends(4, "contact_not_found", "", "contacts", "show", "Durand");
    ends(4, "contact_not_found", "", "verify", "Durand");
    ends(4, "contact_not_found", "", "doctor", "Durand");
    ends(4, "contact_not_found", "", "carry", "export", "Durand", "--out", "f");
    ends(4, "file_not_found", "", "carry", "import", "/none");
    ends(4, "contact_not_found", "", "inbox", "--from", "Durand");
    ends(4, "pli_not_found", "", "read", "ffffffff");
    ends(4, "pli_not_found", "", "save", "ffffffff", "--to", ".");
    ends(4, "pli_not_found", "", "receipt", "ffffffff");
    ends(4, "pli_not_found", "", "send", "--cancel", "ffffffff");
    ends(4, "part_not_found", "", "save", "7d1f0c52", "--to", ".", "--part", "9");
    ends(4, "invitation_not_found", "", "invite", "--cancel", "ffffffff");
    ends(4, "device_not_found", "", "contacts", "acknowledge", "Dupont", "12D3");
    ends(4, "file_not_found", "", "send", "Dupont", "-f", "/none");
    ends(4, "file_not_found", "", "send", "Dupont", "-f", "/");
    ends(4, "file_not_found", "", "accept", "/none", "--label", "x");
  }

  @Test
  void notReachable() {
    pli.in = "pli:away";
    ends(5, "not_reachable", "contact", "accept", "-", "--label", "x");
    ends(5, "not_reachable", "pli", "send", "Berger", "-m", "x");
    ends(0, "", "pli", "send", "Berger", "-m", "x", "--wait", "0");
  }

  @Test
  void verificationFailed() {
    pli.in = "pli:other";
    ends(6, "fingerprint_mismatch", "contact", "accept", "-", "--label", "x");
    ends(6, "words_differ", "fingerprint", "verify", "Dupont", "--heard", "autre");
    ends(6, "carry_invalid", "contact", "carry", "import", pli.write("other", "x"));
    ends(1, "check_failed", "result", "doctor", "Lambert");
  }

  @Test
  void refusedByPolicy() throws IOException {
    pli.in = "pli:old";
    ends(7, "invitation_expired", "", "accept", "-", "--label", "x");
    ends(7, "label_taken", "", "invite", "--label", "Dupont");
    ends(7, "label_taken", "", "contacts", "rename", "Dupont", "Berger");
    ends(7, "key_changed", "", "send", "Lambert", "-m", "x");
    ends(7, "key_changed", "", "carry", "export", "Lambert", "--out", "f");
    ends(7, "contact_pending", "", "carry", "export", "Berger", "--out", "f");
    ends(7, "file_exists", "", "carry", "export", "Dupont", "--out", pli.write("there", "x"));
    ends(2, "usage", "", "carry", "export", "Dupont");
    ends(2, "usage", "", "carry");
    ends(7, "confirmation_required", "", "contacts", "remove", "Dupont");
    ends(7, "confirmation_required", "", "send", "Dupont", "--forward", "7d1f0c52");
    Files.createDirectory(pli.folder.resolve("full"));
    ends(7, "file_exists", "", "save", "7d1f0c52", "--to", pli.folder + "/full");
    ends(7, "vault_exists", "", "init", "--recovery-file", pli.folder + "/r");
    pli.in = "x".repeat(600_000);
    ends(7, "too_large", "", "send", "Dupont");
    ends(2, "ambiguous", "", "contacts", "show", "c40e86b3");
  }

  @Test
  void theKeyChangeIsSaidAsTheContractSaysIt() {
    assertEquals(
        "La clé de « Lambert » a changé. Envoi bloqué jusqu'à une nouvelle vérification.\n",
        pli.run("send", "Lambert", "-m", "x").err());
    assertEquals(
        "The key of \"Lambert\" has changed. Sending is blocked until you verify again.\n",
        pli.run("send", "Lambert", "-m", "x", "--lang", "en").err());
  }

  @Test
  void aVaultThatStaysBusyIsSaidSo() {
    pli.busy = true;
    ends(1, "vault_busy", "", "contacts");
  }

  @Test
  void anErrorOfOursIsInternalAndToldInFullOnRequest() {
    pli.broken = true;
    ends(1, "internal", "", "contacts");
    assertTrue(pli.run("contacts", "-v").err().contains("IllegalStateException: planned"));
  }
}
