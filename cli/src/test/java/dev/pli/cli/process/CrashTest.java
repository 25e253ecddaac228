package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes in processes of their own, killed at random moments while words and files go both
/// ways. Nothing is lost, nothing is shown twice, no receipt stands for what a restart would not
/// find, and what has arrived does not travel again. docs/threat-model.md; invariants 1, 2, 11.
class CrashTest {
  private static final long SEED = 20_261_122;
  private static final int REPORT = 20;
  private static final int LONGEST_LIFE_MILLIS = 3_000;
  private static final long CALM_NANOS = TimeUnit.MINUTES.toNanos(3);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private Correspondent one;
  private Correspondent other;

  /// By pli: what the other has read after its restart.
  private final Set<String> proven = new HashSet<>();

  @Test
  @Timeout(600)
  void nothingIsLostOrShownTwiceWhenNodesAreKilled() throws Exception {
    killed(20);
  }

  @Test
  @Tag("long")
  @Timeout(7200)
  void nothingIsLostOrShownTwiceWhenNodesAreKilledTwoHundredTimes() throws Exception {
    killed(200);
  }

  private void killed(int times) throws Exception {
    try (Mortal anna = Mortal.found(folder, "anna");
        Mortal bert = Mortal.found(folder, "bert")) {
      Mortal.pair(anna, bert);
      one = new Correspondent(anna, "Bert", folder, random.nextLong());
      other = new Correspondent(bert, "Anna", folder, random.nextLong());
      try (var _ = one.writing();
          var _ = other.writing()) {
        for (int kills = 0, told = 0; kills < times; ) {
          kills += strike();
          if (kills / REPORT > told) {
            told = kills / REPORT;
            report(kills);
          }
        }
      }
      calm();
      one.check(other);
      other.check(one);
      report(times);
      assertEquals(Set.of(), one.repeated(), "travelled twice");
      assertEquals(Set.of(), other.repeated(), "travelled twice");
    }
  }

  private void report(int kills) throws IOException {
    System.out.printf(
        "%d kills: %d and %d plis, %d receipts looked up after a death, %d transfers resumed,"
            + " %d of them from too far back%n",
        kills,
        one.sent().size(),
        other.sent().size(),
        proven.size(),
        one.resumed() + other.resumed(),
        one.repeated().size() + other.repeated().size());
  }

  /// Both live for a while; then one dies, or both. Returns how many were killed.
  private int strike() throws Exception {
    assertFalse(one.mortal.ends(random.nextInt(LONGEST_LIFE_MILLIS)), "anna ended by herself");
    assertFalse(other.mortal.ends(0), "bert ended by himself");
    boolean both = random.nextInt(10) == 0;
    Correspondent victim = random.nextBoolean() ? one : other;
    List<Correspondent> victims = both ? List.of(one, other) : List.of(victim);
    int kills = 0;
    for (Correspondent dying : victims) {
      dying.mortal.kill();
      kills++;
    }
    for (Correspondent dying : victims) {
      // Receipts that the survivor has now stand for what the dead must still have.
      Correspondent survivor = dying == one ? other : one;
      Optional<String> arriving = both ? Optional.empty() : survivor.underWay();
      Set<String> receipted = both ? Set.of() : survivor.delivered();
      kills += dying.rise(random, arriving);
      prove(receipted, survivor, dying);
    }
    prove(victim.delivered(), victim, victim == one ? other : one);
    return kills;
  }

  private void prove(Set<String> delivered, Correspondent sender, Correspondent recipient)
      throws IOException {
    for (String id : delivered) {
      if (proven.add(id)) {
        recipient.mustHold(id, sender);
      }
    }
  }

  /// Until all that was queued has been delivered.
  private void calm() throws Exception {
    long begun = System.nanoTime();
    while (!one.isQuiet() || !other.isQuiet()) {
      assertFalse(
          System.nanoTime() - begun > CALM_NANOS,
          () -> "still waiting:\n" + one.unfinished() + other.unfinished());
      assertFalse(one.mortal.ends(200) || other.mortal.ends(0), "a node ended by itself");
    }
  }
}
