package dev.pli.transport.multistream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import java.nio.ByteBuffer;

class NegotiationFuzzTest {
  @FuzzTest
  void answer(byte[] input) {
    try {
      var progress = Negotiation.answer("/noise"::equals).feed(ByteBuffer.wrap(input));
      assertTrue(progress.answer().length() <= 20 + 16 * 8);
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }

  @FuzzTest
  void propose(byte[] input) {
    try {
      Negotiation.propose("/noise").feed(ByteBuffer.wrap(input));
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }
}
