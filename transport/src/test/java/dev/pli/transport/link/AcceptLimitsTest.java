package dev.pli.transport.link;

import static dev.pli.transport.noise.ChannelRule.T316_ACCEPT_LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptLimitsTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final Bytes HERE = Bytes.hex("0a000001");
  private static final Bytes THERE = Bytes.hex("0a000002");
  private static final Optional<Rule> NONE = Optional.empty();
  private static final Optional<Rule> REFUSED = Optional.of(T316_ACCEPT_LIMIT);

  private final AcceptLimits limits = new AcceptLimits(0);

  @Test
  void T316_fiveAtOnceFromOnePlace() {
    for (int i = 0; i < 4; i++) {
      assertEquals(NONE, limits.accept(HERE, 0));
    }
    assertEquals(REFUSED, limits.accept(HERE, 0));
    assertEquals(NONE, limits.accept(THERE, 0));
    limits.ended(HERE);
    assertEquals(NONE, limits.accept(HERE, 0));
  }

  @Test
  void T316_thirtyOneAMinuteFromOnePlace() {
    for (int i = 0; i < 30; i++) {
      assertEquals(NONE, limits.accept(HERE, 0));
      limits.ended(HERE);
    }
    assertEquals(REFUSED, limits.accept(HERE, MINUTE - 1));
    assertEquals(NONE, limits.accept(HERE, MINUTE));
  }

  @Test
  void T316_twoHundredFiftySevenInAll() {
    for (int i = 0; i < 256; i++) {
      assertEquals(NONE, limits.accept(Bytes.u32(i), 0));
    }
    assertEquals(REFUSED, limits.accept(HERE, 0));
  }

  @Test
  void aProvenPeerGivesItsTurnBack() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals(NONE, limits.accept(HERE, 0));
      limits.proven(HERE);
    }
  }

  @Test
  void anIp6PlaceIsItsNetwork() {
    Bytes one = Bytes.hex("20010db8000000000000000000000001");
    Bytes two = Bytes.hex("20010db8000000000000000000000002");
    assertEquals(AcceptLimits.place(one), AcceptLimits.place(two));
    assertEquals(HERE, AcceptLimits.place(HERE));
  }
}
