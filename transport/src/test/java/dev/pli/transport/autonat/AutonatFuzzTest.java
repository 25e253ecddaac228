package dev.pli.transport.autonat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

class AutonatFuzzTest {
  private static final PeerId PEER = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final Bytes IP = Bytes.hex("2c000002");

  @FuzzTest
  void message(byte[] input) {
    try {
      AutonatMessage message = AutonatMessage.parse(Bytes.copyOf(input));
      assertEquals(message, AutonatMessage.parse(message.encode()));
      DialBack.isHeard(Bytes.copyOf(input));
      DialBack.parse(Bytes.copyOf(input));
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }

  /// Both sides of a request, fed by the other.
  @FuzzTest
  void stream(byte[] input) {
    var inquiry = new Inquiry(PEER, List.of(Multiaddr.tcp(IP, 4001)), 7, 0);
    var examination = new Examination(Examination.Entitlement.ENTITLED, IP, new Random(1), 0);
    try {
      inquiry.start();
      assertTrue(inquiry.feed(ByteBuffer.wrap(input)).size() <= 40);
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
    try {
      long dials =
          examination.feed(ByteBuffer.wrap(input), 0).stream()
              .filter(AutonatOutput.DialBackTo.class::isInstance)
              .count();
      assertTrue(dials <= 1);
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }
}
