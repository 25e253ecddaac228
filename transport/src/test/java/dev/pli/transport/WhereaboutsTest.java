package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a look at the networks says that something has changed.
class WhereaboutsTest {
  private static final OwnNetworks HOME = network("c0 a8 01 02");
  private static final OwnNetworks OTHER_ADDRESS = network("c0 a8 01 03");
  private static final Optional<Bytes> GATEWAY = Optional.of(Bytes.ascii("one"));
  private static final Optional<Bytes> OTHER_GATEWAY = Optional.of(Bytes.ascii("other"));
  private static final Instant DAWN = Instant.parse("2026-11-24T06:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final Whereabouts whereabouts = new Whereabouts(HOME, GATEWAY, DAWN, 0);

  private static OwnNetworks network(String address) {
    return new OwnNetworks(List.of(new OwnNetworks.Prefix(Bytes.hex(address), 24)));
  }

  /// `wall` and `running` seconds after the start.
  private Whereabouts.Finding look(
      OwnNetworks seen, Optional<Bytes> gateway, long wall, long running) {
    return whereabouts.look(seen, gateway, DAWN.plus(Duration.ofSeconds(wall)), running * SECOND);
  }

  @Test
  void sameAddressesBehindTheSameGatewayAreNoChange() {
    assertEquals(Whereabouts.Finding.SAME, look(HOME, GATEWAY, 10, 10));
  }

  @Test
  void anotherAddressIsAChangeOnce() {
    assertEquals(Whereabouts.Finding.MOVED, look(OTHER_ADDRESS, GATEWAY, 10, 10));
    assertEquals(Whereabouts.Finding.SAME, look(OTHER_ADDRESS, GATEWAY, 20, 20));
  }

  @Test
  void theSameAddressBehindAnotherGatewayIsAChange() {
    assertEquals(Whereabouts.Finding.MOVED, look(HOME, OTHER_GATEWAY, 10, 10));
  }

  @Test
  void aGatewayThatIsForgottenForAWhileIsNoChange() {
    assertEquals(Whereabouts.Finding.SAME, look(HOME, Optional.empty(), 10, 10));
    assertEquals(Whereabouts.Finding.SAME, look(HOME, GATEWAY, 20, 20));
  }

  @Test
  void aSleepWakesEverything() {
    assertEquals(Whereabouts.Finding.WOKEN, look(HOME, GATEWAY, 610, 10));
    assertEquals(Whereabouts.Finding.SAME, look(HOME, GATEWAY, 620, 20));
  }

  @Test
  void aClockThatIsCorrectedIsNoSleep() {
    assertEquals(Whereabouts.Finding.SAME, look(HOME, GATEWAY, 14, 10));
    assertEquals(Whereabouts.Finding.SAME, look(HOME, GATEWAY, 1, 20));
  }
}
