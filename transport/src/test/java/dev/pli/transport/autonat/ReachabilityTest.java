package dev.pli.transport.autonat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Multiaddr ADDRESS = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);

  private final Reachability reachability = new Reachability();

  @Test
  void onlyWhatIsConfirmedIsTold() {
    reachability.suppose(ADDRESS, 0);
    assertEquals(List.of(), reachability.confirmed());
    assertEquals(List.of(ADDRESS), reachability.due(0));
    assertTrue(reachability.answered(ADDRESS, true, 1));
    assertEquals(List.of(ADDRESS), reachability.confirmed());
    assertFalse(reachability.answered(ADDRESS, true, 2), "nothing new");
    assertTrue(reachability.answered(ADDRESS, false, 3));
    assertEquals(List.of(), reachability.confirmed());
  }

  @Test
  void isAskedAgainAfterAWhile() {
    reachability.suppose(ADDRESS, 0);
    reachability.due(0);
    assertEquals(List.of(), reachability.due(30 * SECOND - 1));
    assertEquals(List.of(ADDRESS), reachability.due(30 * SECOND), "nobody has answered");
    reachability.answered(ADDRESS, false, 0);
    assertEquals(List.of(), reachability.due(600 * SECOND - 1));
    assertEquals(List.of(ADDRESS), reachability.due(600 * SECOND));
    reachability.answered(ADDRESS, true, 0);
    assertEquals(List.of(), reachability.due(3_600 * SECOND - 1));
    assertEquals(List.of(ADDRESS), reachability.due(3_600 * SECOND));
    assertEquals(List.of(ADDRESS), reachability.confirmed(), "until it is refuted");
  }

  @Test
  void whatIsNoLongerOwnIsForgotten() {
    reachability.suppose(ADDRESS, 0);
    reachability.answered(ADDRESS, true, 0);
    reachability.keepOnly(_ -> false);
    assertEquals(List.of(), reachability.confirmed());
    assertFalse(reachability.answered(ADDRESS, true, 1), "an answer that comes late");
    assertEquals(List.of(), reachability.confirmed());
  }

  @Test
  void aRelayThatSeesManyAddressesFillsNoMemory() {
    for (int i = 0; i < 1_000; i++) {
      reachability.suppose(Multiaddr.tcp(Bytes.hex("2c000002"), 1 + i), 0);
    }
    assertEquals(16, reachability.due(0).size());
  }
}
