package dev.pli.core.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How keys follow one another: what was used by the newest can be opened by no older one.
class CarryKeysTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_000_000_000_000L);

  private final Random random = new Random(1);
  private final CarryKeys one = CarryKeys.none(CarrySamples.ALICE).drawn(random, NOW);

  @Test
  void aFileSealedToTheNewestEndsTheOthers() {
    CarryKeys two = one.drawn(random, NOW);
    assertEquals(2, two.own().size());
    CarryKeys.Own newest = two.own().getFirst();
    CarryKeys used = two.usedBy(newest.made(), random, NOW);
    assertEquals(newest, used.own().get(1));
    assertFalse(used.own().contains(one.own().getFirst()));
    assertTrue(used.own().getFirst().made() > newest.made());
  }

  @Test
  void aFileSealedToAnOlderOneEndsNothing() {
    CarryKeys two = one.drawn(random, NOW);
    assertEquals(two, two.usedBy(one.own().getFirst().made(), random, NOW));
  }

  @Test
  void noMoreThanTwoAreKept() {
    CarryKeys three = one.drawn(random, NOW).drawn(random, NOW);
    assertEquals(CarryKeys.MAX_OWN, three.own().size());
    assertFalse(three.own().contains(one.own().getFirst()));
  }

  @Test
  void aLinkBringsANewOneAfterAWeek() {
    assertTrue(CarryKeys.none(CarrySamples.ALICE).isDue(NOW));
    assertFalse(one.isDue(NOW.plus(CarryKeys.MAX_AGE).minusMillis(1)));
    assertTrue(one.isDue(NOW.plus(CarryKeys.MAX_AGE)));
  }

  @Test
  void isToldToEachDeviceOnce() {
    CarryKeys told = one.toldTo(CarrySamples.BOBS);
    assertTrue(told.isTold(CarrySamples.BOBS));
    assertFalse(told.isTold(CarrySamples.ALICES));
    assertFalse(told.drawn(random, NOW).isTold(CarrySamples.BOBS));
  }

  @Test
  void anOlderKeyOfTheContactChangesNothing() {
    CarryKey newer = CarrySamples.own(CarrySamples.SEED, 7).shown(CarrySamples.ALICES);
    CarryKey older = CarrySamples.own(CarrySamples.ANSWER_SEED, 6).shown(CarrySamples.ALICES);
    CarryKeys held = one.shown(newer);
    assertEquals(held, held.shown(older));
    CarryKey restored = CarrySamples.own(CarrySamples.ANSWER_SEED, 1).shown(CarrySamples.BOBS);
    assertEquals(restored, held.shown(restored).peer().orElseThrow());
  }
}
