package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.contact.Contact;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The [Village] through bad days: links are lost, half open, doubled, their frames bent, repeated
/// and kept back; processes are killed between any two acts, disks are full, clocks are set;
/// strangers knock, and Mallory lies. What must hold at each moment is the [Ledger]'s; what must
/// hold in the end is said here. A seed that fails once fails always.
class SimulationTest {
  private static final int SEEDS_AT_ONCE = 20;

  @RepeatedTest(50)
  void everyLetterArrivesOnceAndProven(RepetitionInfo repetition) {
    everySeed(repetition, SimulationTest::badDays);
  }

  @Tag("long")
  @RepeatedTest(500)
  void everyLetterArrivesOnceAfterManyBadDays(RepetitionInfo repetition) {
    everySeed(repetition, seed -> badDays(1_000_000 + seed, 25));
  }

  @RepeatedTest(2)
  void keysAreRenewedOnALivingLink(RepetitionInfo repetition) {
    everySeed(repetition, SimulationTest::longDays);
  }

  @RepeatedTest(2)
  void everyLetterArrivesWhateverBreaksARekey(RepetitionInfo repetition) {
    everySeed(repetition, SimulationTest::longBadDays);
  }

  @RepeatedTest(2)
  void aVaultPutBackGoesOnAndItsContactsAreTold(RepetitionInfo repetition) {
    everySeed(repetition, SimulationTest::putBack);
  }

  @RepeatedTest(2)
  void aPairingCutAnywhereLeavesOneContactAndOneKey(RepetitionInfo repetition) {
    everySeed(repetition, SimulationTest::pairing);
  }

  @Test
  void replaysExactly() {
    LongStream.range(0, SEEDS_AT_ONCE)
        .parallel()
        .forEach(seed -> assertEquals(badDays(seed, 8), badDays(seed, 8), "seed " + seed));
  }

  private static void everySeed(RepetitionInfo repetition, LongConsumer story) {
    long first = (long) SEEDS_AT_ONCE * (repetition.getCurrentRepetition() - 1);
    LongStream.range(first, first + SEEDS_AT_ONCE).parallel().forEach(seed -> tell(seed, story));
  }

  private static void tell(long seed, LongConsumer story) {
    try {
      story.accept(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void badDays(long seed) {
    badDays(seed, 8);
  }

  /// What happened, in one number.
  private static int badDays(long seed, int mishaps) {
    var village = Village.ofFriends(seed);
    village.start();
    village.world.setCalm(false);
    for (int i = 0; i < mishaps; i++) {
      village.gossip();
      village.world.run(Duration.ofMillis(village.world.random.nextInt(3_000)));
      village.mishap();
    }
    village.calm();
    village.ledger.assertAllIsWell();
    return village.world.trace();
  }

  /// Letters with long pauses between them, while nothing goes wrong: no link is lost.
  private static void longDays(long seed) {
    var village = Village.ofHonestFriends(seed);
    village.start();
    village.world.run(Duration.ofMinutes(1));
    List<World.Wire> links = village.world.living();
    talkForHours(village);
    assertEquals(links, village.world.living(), "a link was lost");
    village.ledger.assertAllIsWell();
  }

  private static void longBadDays(long seed) {
    var village = Village.ofHonestFriends(seed);
    village.start();
    village.world.run(Duration.ofMinutes(1));
    village.world.setCalm(false);
    talkForHours(village);
    village.calm();
    village.ledger.assertAllIsWell();
  }

  private static void talkForHours(Village village) {
    for (int i = 0; i < 6; i++) {
      village.world.run(Duration.ofSeconds(village.world.random.nextInt(35 * 60)));
      for (int n = village.world.random.nextInt(5); n >= 0; n--) {
        village.gossip();
      }
      village.world.run(Duration.ofSeconds(village.world.random.nextInt(20)));
    }
    village.world.run(Duration.ofMinutes(1));
  }

  /// An older copy of Bob's folder, after both he and his contacts have sent more.
  private static void putBack(long seed) {
    var village = Village.ofHonestFriends(seed);
    village.start();
    village.gossip();
    village.world.run(Duration.ofMillis(village.world.random.nextInt(3_000)));
    MemoryStore.Copy old = village.bob.store().copy();
    village.gossipOfAll();
    village.world.run(Duration.ofMinutes(1));
    village.bob.crash();
    village.bob.store().putBack(old);
    village.ledger.wasPutBack(village.bob);
    village.world.setCalm(false);
    for (int i = 0; i < 4; i++) {
      village.gossip();
      village.world.run(Duration.ofMillis(village.world.random.nextInt(3_000)));
      village.strike();
    }
    village.calm();
    village.gossipOfAll();
    village.world.run(Duration.ofMinutes(10));
    village.ledger.assertAllIsWell();
    assertTold(village.bob, "own_vault_older");
    assertTold(village.alice, "contact_restored_or_copied");
    assertTold(village.carol, "contact_restored_or_copied");
  }

  private static void assertTold(Inhabitant who, String kind) {
    assertTrue(
        who.store().journal(0, Integer.MAX_VALUE).stream()
            .anyMatch(entry -> entry.kind().equals(kind)),
        who + " was not told " + kind);
  }

  private static void pairing(long seed) {
    var village = Village.ofStrangers(seed);
    village.start();
    village.invite(
        village.alice, "Bob", true, link -> village.accept(village.bob, "Alice", link, true));
    while (village.bob.store().contacts().isEmpty()) {
      village.world.run(Duration.ofMillis(1));
    }
    village.world.setCalm(false);
    for (int i = 0; i < 6; i++) {
      village.world.run(Duration.ofMillis(village.world.random.nextInt(300)));
      village.strike();
    }
    village.calm();
    Contact bob = village.alice.contact("Bob");
    Contact alice = village.bob.contact("Alice");
    assertEquals(1, village.alice.store().contacts().size());
    assertEquals(1, village.bob.store().contacts().size());
    assertTrue(bob.current().confirmed() && alice.current().confirmed());
    assertEquals(bob.current().pairPsks(), alice.current().pairPsks());
    assertTrue(bob.current().hasProof() && alice.current().hasProof());
  }
}
