package dev.pli.transport.dcutr;

import static dev.pli.transport.dcutr.PunchRule.T806_TOO_MANY;
import static dev.pli.transport.wire.Rejections.assertRejected;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import org.junit.jupiter.api.Test;

class PunchLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  private final PunchLimits limits = new PunchLimits();

  private static PeerId peer(int number) {
    return PeerId.of(Bytes.hex("%064x".formatted(number)));
  }

  @Test
  void T806_fiveAtOnceOrTwoOfOnePeer() throws Exception {
    for (int i = 1; i <= 3; i++) {
      limits.begin(peer(i), Role.RESPONDER, 0);
    }
    assertRejected(T806_TOO_MANY, () -> limits.begin(peer(3), Role.INITIATOR, 0));
    limits.begin(peer(4), Role.INITIATOR, 0);
    assertRejected(T806_TOO_MANY, () -> limits.begin(peer(5), Role.INITIATOR, 0));
    limits.end(peer(1), true, 0);
    limits.begin(peer(5), Role.INITIATOR, 0);
  }

  @Test
  void T806_againTooSoon() throws Exception {
    limits.begin(peer(1), Role.RESPONDER, 0);
    limits.end(peer(1), false, 0);
    assertRejected(T806_TOO_MANY, () -> limits.begin(peer(1), Role.RESPONDER, 59 * SECOND));
    assertRejected(T806_TOO_MANY, () -> limits.begin(peer(1), Role.INITIATOR, 49 * SECOND));
    limits.begin(peer(1), Role.INITIATOR, 51 * SECOND);
    limits.end(peer(1), true, 52 * SECOND);
    limits.begin(peer(1), Role.RESPONDER, 60 * SECOND);
  }

  @Test
  void anotherNetworkIsAnotherTry() throws Exception {
    limits.begin(peer(1), Role.RESPONDER, 0);
    limits.end(peer(1), false, 0);
    limits.forget();
    limits.begin(peer(1), Role.RESPONDER, 1);
  }
}
