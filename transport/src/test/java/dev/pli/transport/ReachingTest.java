package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachingTest {
  private static final Multiaddr PRIVATE = Multiaddr.tcp(Bytes.hex("c0a80102"), 4001);
  private static final Multiaddr PUBLIC = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);
  private static final Multiaddr SEEN_BY_A_RELAY = Multiaddr.tcp(Bytes.hex("2c000003"), 4001);

  @Test
  void aPublicAddressThatNobodyHasReachedIsToldToNobody() {
    List<Multiaddr> own = List.of(PRIVATE, PUBLIC);
    assertEquals(List.of(PRIVATE), Reaching.tellable(own, List.of()));
    assertEquals(List.of(PRIVATE, PUBLIC), Reaching.tellable(own, List.of(PUBLIC)));
    assertEquals(
        List.of(PRIVATE, SEEN_BY_A_RELAY), Reaching.tellable(own, List.of(SEEN_BY_A_RELAY)));
  }
}
