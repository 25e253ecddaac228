package dev.pli.cli.network;

import dev.pli.cli.network.Internet.Box;
import dev.pli.cli.network.Internet.Desk;
import dev.pli.cli.network.Internet.Nat;
import dev.pli.cli.process.Mortal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A network that changes while a file travels: the pli arrives once, and what had arrived does not
/// travel again. docs/spec/transport.md §14.
@Tag("network")
@Timeout(300)
class ComingBackTest {
  private static final int PORT = 4001;
  private static final int FILE_BYTES = 8 << 20;

  /// So slow that a file is on its way for eight seconds.
  private static final int MEGABITS_PER_SECOND = 8;

  @TempDir Path folder;

  @Test
  void theSenderGetsAnotherAddressOnItsOwnNetwork() throws Exception {
    try (Internet internet = Internet.build()) {
      Box practice = internet.practice("practice", Nat.CONE);
      Desk sender = practice.desk("anna");
      Desk recipient = practice.desk("bert");
      aFileSurvives(sender, recipient, List.of(), _ -> sender.move());
    }
  }

  @Test
  void theRecipientGetsAnotherAddressOnItsOwnNetwork() throws Exception {
    try (Internet internet = Internet.build()) {
      Box practice = internet.practice("practice", Nat.CONE);
      Desk sender = practice.desk("anna");
      Desk recipient = practice.desk("bert");
      aFileSurvives(sender, recipient, List.of(), _ -> recipient.move());
    }
  }

  @Test
  void aCableIsPulledAndPluggedInAgain() throws Exception {
    try (Internet internet = Internet.build()) {
      Box practice = internet.practice("practice", Nat.CONE);
      Desk sender = practice.desk("anna");
      Desk recipient = practice.desk("bert");
      aFileSurvives(
          sender,
          recipient,
          List.of(),
          flight -> {
            sender.pullCable();
            flight.awaitQueued();
            sender.plugCable();
          });
    }
  }

  @Test
  void theBoxOfThePracticeRestartsAndHasAnotherAddress() throws Exception {
    try (Internet internet = Internet.build()) {
      Box one = internet.practice("one", Nat.CONE);
      Desk sender = one.desk("anna");
      one.forward(PORT, sender);
      Box other = internet.practice("other", Nat.CONE);
      Desk recipient = other.desk("bert");
      String open = "/ip4/" + one.address() + "/tcp/" + PORT;
      aFileSurvives(sender, recipient, List.of(open), _ -> other.restart());
    }
  }

  /// A pli under way.
  private record Flight(Traffic traffic, String id) {
    void awaitQueued() throws Exception {
      traffic.await("queued again", () -> traffic.state(id).equals("queued"));
    }
  }

  private interface Trouble {
    void strike(Flight flight) throws Exception;
  }

  private void aFileSurvives(Desk from, Desk to, List<String> addresses, Trouble trouble)
      throws Exception {
    try (Mortal anna = Mortal.found(folder, "anna", from.place(PORT));
        Mortal bert = Mortal.found(folder, "bert", to.place(PORT))) {
      Mortal.pair(anna, bert, addresses);
      from.limit(MEGABITS_PER_SECOND);
      var traffic = new Traffic(anna, bert, "Bert", folder);
      Path file = traffic.file(FILE_BYTES);
      Traffic.Arrival arrival = traffic.watch();
      String id = traffic.send("avec une pièce", file);
      traffic.await("a quarter has come", () -> arrival.bytes() > FILE_BYTES / 4);
      trouble.strike(new Flight(traffic, id));
      long struck = System.nanoTime();
      long had = arrival.bytes();
      traffic.await("it goes on", () -> arrival.bytes() > had + 2 * Traffic.SEGMENT_BYTES);
      System.out.printf("%s: bytes again after %.1f s%n", trouble(), seconds(struck));
      traffic.awaitDelivered(id);
      traffic.mustHaveArrivedOnce(id, file);
      arrival.mustHaveRepeatedOneSegmentAtMost();
    }
  }

  private static String trouble() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst().orElseThrow().getMethodName());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
