package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.process.Machine.Run;
import dev.pli.core.identity.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The main job of docs/cli.md between two vaults, each in processes of its own.
@Timeout(900)
class TwoVaultsTest {
  @TempDir Path folder;
  private Machine lawyer;
  private Machine client;

  @BeforeEach
  void machines() throws IOException {
    lawyer = new Machine(folder, "lawyer", Machine.passphrase(Language.FRENCH));
    client = new Machine(folder, "client", Machine.passphrase(Language.ENGLISH));
  }

  @AfterEach
  void stop() {
    lawyer.close();
    client.close();
  }

  private static Run done(Run run) {
    assertEquals(0, run.exit(), run.out() + run.err());
    return run;
  }

  @Test
  void aLetterAndAFileArriveAndComeBackAsReceipts() throws IOException {
    for (Machine machine : new Machine[] {lawyer, client}) {
      done(machine.run("init", "--recovery-file", machine.vault + ".recovery", "--json"));
      Run started = done(machine.run("start", "--listen", "/ip4/127.0.0.1/tcp/0", "--json"));
      assertTrue(started.out().contains("\"state\":\"open\",\"started\":true"), started.out());
    }
    String invitation = folder.resolve("client.pli-invitation").toString();
    done(lawyer.run("invite", "--label", "Dupont", "--out", invitation));
    Run accepted = done(client.run("accept", invitation, "--label", "Me Claire", "--json"));
    assertTrue(accepted.out().contains("\"state\":\"active\""), accepted.out());
    assertTrue(accepted.out().contains("\"proof\":true"), accepted.out());

    Run again = client.run("accept", invitation, "--label", "Autre", "--json");
    assertEquals(7, again.exit(), again.out());
    assertTrue(again.out().contains("\"error\":\"invitation_used\""), again.out());

    String digits = done(lawyer.run("verify", "Dupont", "--json")).key("digits");
    assertTrue(
        done(client.run("verify", "Me Claire", "--heard", digits, "--json"))
            .out()
            .contains("\"state\":\"verified_by_voice\",\"method\":\"digits\""));

    byte[] content = new byte[1_500_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("acte.pdf"), content);
    Run sent =
        done(
            lawyer.tell(
                "Maître, voici le projet d'acte.\n",
                "send",
                "Dupont",
                "-f",
                file.toString(),
                "--json"));
    String id = sent.key("id");
    assertTrue(sent.out().contains("\"state\":\"delivered\""), sent.out());

    assertTrue(done(client.run("inbox", "--unread", "--json")).out().contains(id));
    Run read = done(client.run("read", id.substring(0, 8), "--json"));
    assertTrue(read.out().contains("\"text\":\"Maître, voici le projet d'acte.\""), read.out());
    Path saved = Files.createDirectory(folder.resolve("saved"));
    done(client.run("save", id, "--to", saved.toString()));
    assertTrue(Arrays.equals(content, Files.readAllBytes(saved.resolve("acte.pdf"))));
    assertEquals(7, client.run("save", id, "--to", saved.toString()).exit(), "file_exists");

    wishesTravel(id);
    Path receipt = folder.resolve("receipt.json");
    Run receipts = done(lawyer.run("receipt", id, "--out", receipt.toString(), "--json"));
    assertTrue(receipts.out().contains("\"valid\":true"), receipts.out());
    assertTrue(Files.readString(receipt).contains("\"signatures\""));

    awayAndBack();
    done(lawyer.run("stop"));
    assertFalse(done(lawyer.run("status", "--json")).out().contains("open"));
    assertTrue(done(lawyer.run("inbox", "--sent", "--json")).out().contains(id), "without a node");
  }

  /// What a pli replaces, and the wish that it be not forwarded, reach the other person.
  private void wishesTravel(String first) {
    Run sent =
        done(
            lawyer.run("send", "Dupont", "-m", "x", "--replaces", first, "--no-forward", "--json"));
    Run read = done(client.run("read", sent.key("id"), "--json"));
    assertTrue(read.out().contains("\"replaces\":\"" + first + "\""), read.out());
    assertTrue(read.out().contains("\"no_forward\":true"), read.out());
    String said = done(client.run("read", sent.key("id"), "--lang", "fr")).out();
    assertTrue(said.contains("Ne pas transférer"), said);
    assertTrue(said.contains("Remplace le pli " + first), said);
    assertEquals(
        4,
        client.run("send", "Me Claire", "-m", "x", "--replaces", first).exit(),
        "somebody else's pli");
  }

  /// What is sent while the other is locked waits, and leaves when it is open again.
  private void awayAndBack() {
    done(client.run("lock"));
    Run waiting = lawyer.run("send", "Dupont", "-m", "x", "--wait", "1", "--json");
    assertEquals(5, waiting.exit(), waiting.out());
    assertTrue(waiting.out().contains("\"error\":\"not_reachable\""), waiting.out());
    done(client.run("start"));
    Run watched = done(lawyer.run("watch", "--after", "0", "--for", "1", "--json"));
    for (int i = 0; i < 60 && !isDelivered(watched, waiting.key("id")); i++) {
      watched = done(lawyer.run("watch", "--after", "0", "--for", "1", "--json"));
    }
    assertTrue(isDelivered(watched, waiting.key("id")), watched.out());
  }

  private static boolean isDelivered(Run watched, String id) {
    return watched
        .out()
        .lines()
        .anyMatch(line -> line.contains(id) && line.contains("\"state\":\"delivered\""));
  }

  @Test
  void aWatchEndsWellOnASignal() throws Exception {
    done(lawyer.run("init", "--recovery-file", lawyer.vault + ".recovery"));
    done(lawyer.run("start", "--listen", "/ip4/127.0.0.1/tcp/0"));
    String link = done(lawyer.run("invite", "--label", "Dupont", "--json")).key("link");
    done(client.run("init", "--recovery-file", client.vault + ".recovery"));
    done(client.tell(link, "accept", "-", "--label", "Me Claire"));
    Process watch = lawyer.start("watch", "--after", "0", "--json");
    watch.getInputStream().read(); // It follows.
    watch.destroy();
    assertEquals(0, watch.waitFor());
  }

  @Test
  void aBusyVaultIsSaidAndAKilledNodeLeavesNoLock() throws Exception {
    done(lawyer.run("init", "--recovery-file", lawyer.vault + ".recovery"));
    Process node =
        lawyer.start("start", "--foreground", "--json", "--listen", "/ip4/127.0.0.1/tcp/0");
    node.getInputStream().read(); // It has begun to say that it is open.
    assertTrue(done(lawyer.run("status", "--json")).out().contains("\"state\":\"open\""));
    done(lawyer.run("contacts"));
    node.destroyForcibly();
    node.waitFor();
    assertTrue(done(lawyer.run("status", "--json")).out().contains("\"state\":\"stopped\""));
    done(lawyer.run("contacts"));
    Run started = done(lawyer.run("start", "--listen", "/ip4/127.0.0.1/tcp/0", "--json"));
    assertTrue(started.out().contains("\"started\":true"), started.out());
    long pid = Long.parseLong(started.out().replaceAll("(?s).*\"pid\":(\\d+).*", "$1"));
    ProcessHandle.of(pid).orElseThrow().destroy(); // SIGTERM: an orderly end.
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
    assertFalse(Files.exists(lawyer.vault.resolve("run/node.sock")));
  }
}
