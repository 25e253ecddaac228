package dev.pli.transport.dcutr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

class PunchFuzzTest {
  private static final PeerId PEER = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final Multiaddr OWN = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);

  @FuzzTest
  void message(byte[] input) {
    try {
      HolePunch message = HolePunch.parse(Bytes.copyOf(input));
      assertEquals(message, HolePunch.parse(message.encode()));
      assertTrue(message.addresses().size() <= HolePunch.MAX_ADDRESSES);
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }

  /// Both sides of a round, fed by a stranger's bytes, whole and one by one.
  @FuzzTest
  void round(byte[] input) {
    for (Role role : Role.values()) {
      assertEquals(outcome(role, input, input.length), outcome(role, input, 1));
    }
  }

  private static String outcome(Role role, byte[] input, int step) {
    var punch = new Punch(role, PEER, List.of(OWN), new Random(1));
    var said = new StringBuilder();
    try {
      if (role == Role.RESPONDER) {
        punch.start(List.of(), 0);
      }
      punch.streamOpened(0);
      for (int i = 0; i < input.length; i += Math.max(1, step)) {
        int length = Math.min(Math.max(1, step), input.length - i);
        punch.feed(ByteBuffer.wrap(input, i, length).slice(), 1).forEach(said::append);
      }
      punch.tick(2).forEach(said::append);
    } catch (RejectedException e) {
      return e.rule().name();
    }
    return said.toString();
  }
}
