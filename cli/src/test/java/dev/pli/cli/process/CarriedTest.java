package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.process.Machine.Run;
import dev.pli.core.identity.Language;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two vaults as processes that are never up at the same time again once they are paired: letters
/// go by a file, receipts come back by another, also when processes are killed over it.
@Timeout(900)
class CarriedTest {
  private static final int SMALL_BYTES = 900_000;
  private static final int LARGE_BYTES = 48 << 20;

  @TempDir Path folder;

  private static Run done(Run run) {
    assertEquals(0, run.exit(), run.out() + run.err());
    return run;
  }

  private Path file(String name, int bytes) throws IOException {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void lettersGoAndReceiptsComeBackWithoutALink() throws IOException {
    try (var lawyer = new Machine(folder, "lawyer", Machine.passphrase(Language.FRENCH));
        var client = new Machine(folder, "client", Machine.passphrase(Language.ENGLISH))) {
      pair(lawyer, client);
      String acte = file("acte.pdf", SMALL_BYTES).toString();
      String text = queued(lawyer, "-m", "Voici.");
      String large = queued(lawyer, "-m", "L'acte.", "-f", acte);
      String there = folder.resolve("there.pli-carry").toString();
      Run out = done(lawyer.run("carry", "export", "Dupont", "--out", there, "--json"));
      assertTrue(out.out().contains("\"plis\":2,\"receipts\":0}"), out.out());
      assertTrue(out.out().contains("\"size\":" + Files.size(Path.of(there)) + ","), out.out());
      assertEquals(7, lawyer.run("carry", "export", "Dupont", "--out", there).exit());
      Run waiting = done(lawyer.run("receipt", text, "--json"));
      assertTrue(waiting.out().contains("\"state\":\"queued\",\"receipts\":[]"), waiting.out());
      assertTrue(waiting.out().contains("[\"this_device\",\"medium\"]"), waiting.out());

      done(client.run("start", "--listen", "/ip4/127.0.0.1/tcp/0")); // The lawyer is not there.
      Run in = done(client.run("carry", "import", there, "--json"));
      assertTrue(in.out().contains("\"plis\":2,\"receipts\":0,\"repeated\":0}"), in.out());
      Run again = done(client.run("carry", "import", there, "--json"));
      assertTrue(again.out().contains("\"plis\":0,\"receipts\":0,\"repeated\":2}"), again.out());
      done(client.run("save", large, "--to", folder + "/saved"));
      assertEquals(-1, Files.mismatch(Path.of(acte), folder.resolve("saved/acte.pdf")));
      String back = folder.resolve("back.pli-carry").toString();
      Run receipts = done(client.run("carry", "export", "Me Claire", "--out", back, "--json"));
      assertTrue(receipts.out().contains("\"plis\":0,\"receipts\":2}"), receipts.out());
      done(client.run("stop"));

      damaged(lawyer, back);
      Run taken = done(lawyer.run("carry", "import", back, "--json"));
      assertTrue(taken.out().contains("\"plis\":0,\"receipts\":2,\"repeated\":0}"), taken.out());
      for (String id : List.of(text, large)) {
        Run receipt = done(lawyer.run("receipt", id, "--json"));
        assertTrue(receipt.out().contains("\"state\":\"delivered\""), receipt.out());
        assertTrue(receipt.out().contains("\"valid\":true"), receipt.out());
        assertTrue(receipt.out().contains("\"path\":\"carried\""), receipt.out());
        assertTrue(receipt.out().contains("\"peer_device\",\"medium\"]"), receipt.out());
      }
    }
  }

  private void pair(Machine lawyer, Machine client) {
    for (Machine machine : List.of(lawyer, client)) {
      done(machine.run("init", "--recovery-file", machine.vault + ".recovery"));
      done(machine.run("start", "--listen", "/ip4/127.0.0.1/tcp/0"));
    }
    String invitation = folder.resolve("client.pli-invitation").toString();
    done(lawyer.run("invite", "--label", "Dupont", "--out", invitation));
    done(client.run("accept", invitation, "--label", "Me Claire"));
    done(lawyer.run("stop"));
    done(client.run("stop"));
  }

  private static String queued(Machine machine, String... what) {
    var arguments = new ArrayList<>(List.of("send", "Dupont", "--wait", "0", "--json"));
    arguments.addAll(List.of(what));
    return done(machine.run(arguments.toArray(String[]::new))).key("id");
  }

  private void damaged(Machine machine, String carried) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(carried));
    bytes[bytes.length / 2] ^= 1;
    String bent = Files.write(folder.resolve("bent"), bytes).toString();
    Run refused = machine.run("carry", "import", bent, "--json");
    assertEquals(6, refused.exit(), refused.out());
    assertEquals("carry_invalid", refused.key("error"));
    assertEquals(4, machine.run("carry", "import", carried + ".none").exit());
  }

  /// Whenever its node dies, the same command brings the rest: all of it once.
  @Test
  void nothingIsLostOrDoubledWhenNodesAreKilledOverIt() throws Exception {
    var random = new Random(20_261_124);
    try (Mortal anna = Mortal.found(folder, "anna");
        Mortal bert = Mortal.found(folder, "bert")) {
      Mortal.pair(anna, bert);
      bert.kill();
      String large = file("large.bin", LARGE_BYTES).toString();
      var ids = new ArrayList<String>();
      for (int i = 0; i < 5; i++) {
        ids.add(queued(anna, "letter " + i, i % 2 == 0 ? List.of(large) : List.of()));
      }
      Path there = folder.resolve("there");
      killedOver(anna, random, new Request.CarryExport("Bert", there.toString()));
      Files.deleteIfExists(there);
      assertEquals(
          5,
          anna.done(new Request.CarryExport("Bert", there.toString()), Result.CarriedOut.class)
              .plis());
      anna.kill();

      rise(bert);
      killedOver(bert, random, new Request.CarryImport(there.toString()));
      bert.done(new Request.CarryImport(there.toString()), Result.CarriedIn.class);
      assertEquals(ids, ids(bert, false));
      Path back = folder.resolve("back");
      assertEquals(
          5,
          bert.done(new Request.CarryExport("Anna", back.toString()), Result.CarriedOut.class)
              .receipts());
      bert.kill();

      rise(anna);
      killedOver(anna, random, new Request.CarryImport(back.toString()));
      anna.done(new Request.CarryImport(back.toString()), Result.CarriedIn.class);
      assertEquals(ids, ids(anna, true));
      for (String id : ids) {
        var receipts = anna.done(new Request.Receipt(id, Optional.empty()), Result.Receipts.class);
        assertEquals("delivered", receipts.state());
        assertTrue(receipts.receipts().getFirst().valid());
      }
    }
  }

  private static String queued(Mortal mortal, String text, List<String> files) throws IOException {
    var request =
        new Request.Send(
            "Bert",
            text,
            files,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ZERO);
    return mortal.done(request, Result.OnePli.class).pli().id();
  }

  private static List<String> ids(Mortal mortal, boolean sent) throws IOException {
    var request =
        new Request.Inbox(sent, false, Optional.empty(), Optional.empty(), Optional.empty(), 100);
    return mortal.done(request, Result.Plis.class).plis().stream().map(View.Pli::id).toList();
  }

  private static void rise(Mortal mortal) throws Exception {
    mortal.conceive();
    mortal.open();
  }

  /// Asks, and kills the node somewhere in the middle of it, several times.
  private static void killedOver(Mortal mortal, Random random, Request request) throws Exception {
    for (int i = 0; i < 4; i++) {
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(() -> {
            try {
              assertFalse(mortal.ask(request) instanceof Answer.Partial, "not whole");
            } catch (IOException dead) {
              // As it must be.
            }
          });
      assertFalse(mortal.ends(random.nextInt(900)), "ended by itself");
      mortal.kill();
      asked.get();
      rise(mortal);
    }
  }
}
