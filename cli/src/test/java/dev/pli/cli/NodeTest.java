package dev.pli.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.transport.local.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands through the socket of a node that runs in the foreground, in another thread.
@Timeout(60)
class NodeTest {
  @TempDir Path folder;
  private Pli pli;
  private CompletableFuture<Pli.Run> node;

  @BeforeEach
  void start() throws Exception {
    pli = new Pli(folder).withVault();
    node = inTheBackground("start", "--foreground", "--json");
    while (!pli.run("status").out().startsWith("Ouvert depuis")) {
      assertFalse(node.isDone(), () -> node.join().toString());
    }
  }

  @AfterEach
  void stop() throws Exception {
    pli.run("stop");
    node.get(20, TimeUnit.SECONDS);
  }

  /// In a thread of its own: the common pool may have one only.
  private CompletableFuture<Pli.Run> inTheBackground(String... arguments) {
    return CompletableFuture.supplyAsync(() -> pli.run(arguments), Thread::startVirtualThread);
  }

  private String json(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return pli.run(all).out();
  }

  @Test
  void saysItsStateInWords() {
    assertEquals(
        "Ouvert depuis 18 h 12. 14 correspondants, 1 pli en attente, 2 non lus. Dernière"
            + " sauvegarde : 19 novembre 2026.\n",
        pli.run("status").out());
    assertEquals(
        "Open since 18:12. 14 correspondents, 1 letter waiting, 2 unread. Last backup: 19 November"
            + " 2026.\n",
        pli.run("status", "--lang", "en").out());
  }

  @Test
  void anOpenNodeAsksForNoPassphrase() {
    pli.environment.remove("PLI_PASSPHRASE_FILE");
    assertEquals(0, pli.run("contacts").exit());
    assertEquals(0, pli.run("send", "Dupont", "-m", "x").exit());
    assertEquals(5, pli.run("send", "Berger", "-m", "x").exit());
    assertEquals(0, pli.run("start").exit());
  }

  @Test
  void theSocketsBytesAreThoseOfJson() throws IOException {
    String file = pli.write("acte.pdf", "x");
    String[][] commands = {
      {"id"},
      {"contacts"},
      {"inbox"},
      {"read", "7d1f0c52"},
      {"receipt", "7d1f0c52"},
      {"verify", "Dupont"},
      {"journal", "--verify"},
      {"doctor", "Berger"},
      {"invite", "--list"},
      {"send", "Berger", "-m", "x", "-f", file},
      {"send", "Lambert", "-m", "x"},
      {"contacts", "show", "Durand"},
      {"verify", "Dupont", "--heard", "autre"}
    };
    var through = new ArrayList<String>();
    for (String[] command : commands) {
      through.add(json(command));
    }
    pli.run("stop");
    node.join();
    for (int i = 0; i < commands.length; i++) {
      assertEquals(json(commands[i]), through.get(i), String.join(" ", commands[i]));
    }
  }

  @Test
  void aRightPassphraseOpensAClosedNode() throws IOException {
    pli.office.become("closed");
    assertEquals(
        "Fermé. La réception continue ; la phrase secrète ouvre.\n", pli.run("status").out());
    assertEquals(0, pli.run("contacts").exit(), "opened by the file");
    pli.office.become("closed");
    pli.passphrase("wrong");
    assertEquals(3, pli.run("contacts").exit());
    pli.environment.remove("PLI_PASSPHRASE_FILE");
    assertTrue(json("contacts").contains("passphrase_required"));
    assertTrue(json("watch", "--for", "1").contains("passphrase_required"));
    assertTrue(json("start").contains("passphrase_required"));
  }

  @Test
  void lockAndStartAgain() {
    assertEquals(
        "Verrouillé. Les clés sont effacées de la mémoire ; les plis pour vous attendent chez leurs"
            + " expéditeurs.\n",
        pli.run("lock").out());
    assertTrue(json("status").contains("\"state\":\"locked\""));
    assertTrue(json("status").contains("\"fingerprint\":null,\"contacts\":null"));
    String started = json("start", "--idle", "10", "--lan", "off");
    assertTrue(started.startsWith("{\"ok\":true,\"exit\":0,\"state\":\"open\",\"started\":false,"));
    assertEquals(
        "Ouvert. Écoute : /ip4/192.168.1.20/tcp/41873. Dernière ouverture : jamais. Échecs depuis :"
            + " 0.\n",
        pli.run("start").out());
    assertEquals(
        "Open. Listening: /ip4/192.168.1.20/tcp/41873. Last unlock: never. Failures since: 0.\n",
        pli.run("start", "--lang", "en").out());
  }

  @Test
  void anAddressInUseIsSaidAndTheNodeGoesOn() {
    String line = json("start", "--listen", "/ip4/10.0.0.1/tcp/1");
    assertTrue(line.contains("\"exit\":1,\"error\":\"address_in_use\""), line);
    assertEquals(0, pli.run("contacts").exit());
  }

  @Test
  void stopReturnsOnceTheSocketIsGone() throws Exception {
    assertEquals("Arrêté.\n", pli.run("stop").out());
    assertEquals(0, node.get(20, TimeUnit.SECONDS).exit());
    assertTrue(
        node.join()
            .out()
            .startsWith("{\"ok\":true,\"exit\":0,\"state\":\"open\",\"started\":true,"),
        node.join().out());
    assertFalse(Files.exists(pli.vault.resolve("run/node.sock")));
    assertTrue(json("stop").contains("\"was_running\":false"));
  }

  @Test
  void aTextLongerThanALineIsTooLarge() {
    pli.in = "\u0001".repeat(Limits.MAX_TEXT_BYTES - 1) + "x"; // Sixfold as JSON.
    assertTrue(json("send", "Dupont").contains("\"error\":\"too_large\""));
    pli.in = "é".repeat(Limits.MAX_TEXT_BYTES / 2);
    assertEquals(0, pli.run("send", "Dupont").exit());
  }

  private Pli.Run watchUntil(String state, String... arguments) throws Exception {
    var watching = inTheBackground(arguments);
    pli.office.followed.await();
    pli.office.become(state);
    pli.office.closing.countDown();
    return watching.get(20, TimeUnit.SECONDS);
  }

  @Test
  void watchSaysWhenTheVaultCloses() throws Exception {
    Pli.Run run = watchUntil("closed", "watch", "--after", "0");
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.out().endsWith("Fermé.\n"), run.out());
    assertTrue(run.err().startsWith("Le coffre est fermé."), run.err());
  }

  @Test
  void aStreamOfEventsHoldsNothingElse() throws Exception {
    Pli.Run run = watchUntil("locked", "watch", "--after", "0", "--json");
    assertEquals(3, run.exit(), run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"cursor\":")), run.out());
    assertTrue(
        lines
            .getLast()
            .endsWith(
                "\"event\":\"node_state\",\"pli\":null,\"peer\":null,\"state\":\"locked\","
                    + "\"bytes\":null,\"total\":null}"),
        run.out());
    assertTrue(run.err().startsWith("Le coffre est fermé."), run.err());
  }
}
