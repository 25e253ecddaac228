package dev.pli.cli.network;

import dev.pli.cli.network.Internet.Box;
import dev.pli.cli.network.Internet.Desk;
import dev.pli.cli.network.Internet.Nat;
import dev.pli.cli.process.Mortal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Words sent the moment after an address has changed on one local network: each arrives, and how
/// long that takes is printed. docs/spec/transport.md §14 wants 19 in 20 under 3 s.
@Tag("network")
@Timeout(300)
class ReconnectionTest {
  private static final int CHANGES = 10;

  /// A link younger than this may have crossed another one, and two that crossed are one too many.
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(6);

  @TempDir Path folder;

  @Test
  void wordsArriveAfterEveryChangeOfAddress() throws Exception {
    try (Internet internet = Internet.build()) {
      Box practice = internet.practice("practice", Nat.CONE);
      Desk from = practice.desk("anna");
      Desk to = practice.desk("bert");
      try (Mortal anna = Mortal.found(folder, "anna", from.place(4001));
          Mortal bert = Mortal.found(folder, "bert", to.place(4001))) {
        Mortal.pair(anna, bert);
        var traffic = new Traffic(anna, bert, "Bert", folder);
        traffic.awaitDelivered(traffic.send("avant"));
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < CHANGES; i++) {
          long met = System.nanoTime();
          traffic.await("settled", () -> System.nanoTime() - met > SETTLED_NANOS);
          (i % 2 == 0 ? to : from).move();
          long begun = System.nanoTime();
          traffic.awaitDelivered(traffic.send("après " + i));
          seconds.add((System.nanoTime() - begun) / 1e9);
        }
        print(seconds.stream().sorted().toList());
      }
    }
  }

  private static void print(List<Double> sorted) {
    System.out.printf(
        "words after %d changes of address, each to its receipt: median %.2f s, p95 %.2f s,"
            + " longest %.2f s (goal: p95 under 3 s)%n",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get((sorted.size() * 95 + 99) / 100 - 1),
        sorted.getLast());
  }
}
