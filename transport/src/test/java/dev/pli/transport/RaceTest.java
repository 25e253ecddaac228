package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final long MILLISECOND = 1_000_000;

  private static List<String> due(Race<String> race, long milliseconds) {
    var due = new ArrayList<String>();
    for (Optional<String> next = race.next(milliseconds * MILLISECOND);
        next.isPresent();
        next = race.next(milliseconds * MILLISECOND)) {
      due.add(next.get());
    }
    return due;
  }

  @Test
  void theLocalNetworkHasAHeadStart() {
    var race = new Race<>(List.of("lan1", "lan2"), List.of("a", "b"), 0);
    assertEquals(List.of("lan1", "lan2"), due(race, 0));
    assertEquals(List.of(), due(race, 99));
    assertEquals(List.of("a"), due(race, 100));
    assertEquals(List.of(), due(race, 349));
    assertEquals(List.of("b"), due(race, 350));
  }

  @Test
  void withoutLocalAddressesItBeginsAtOnce() {
    assertEquals(List.of("a"), due(new Race<>(List.of(), List.of("a", "b"), 0), 0));
  }

  @Test
  void aFailureBringsTheNextForward() {
    var race = new Race<>(List.of(), List.of("a", "b"), 0);
    due(race, 0);
    race.failed("a");
    assertEquals(List.of("b"), due(race, 1));
    assertFalse(race.isLost());
    race.failed("b");
    assertTrue(race.isLost());
  }

  @Test
  void noMoreThanFourRun() {
    var race = new Race<>(List.of("1", "2", "3", "4", "5"), List.of("a"), 0);
    assertEquals(List.of("1", "2", "3", "4"), due(race, 0));
    assertEquals(List.of(), due(race, 10_000));
    race.failed("1");
    assertEquals(List.of("5"), due(race, 10_000));
  }

  @Test
  void noAddressIsLostFromTheStart() {
    assertTrue(new Race<>(List.of(), List.of(), 0).isLost());
  }
}
