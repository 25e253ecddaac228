package dev.pli.transport.yamux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import java.nio.ByteBuffer;

class YamuxFuzzTest {
  @FuzzTest
  void feed(byte[] input) {
    var yamux = new Yamux(Role.RESPONDER, 0);
    try {
      long data = 0;
      for (YamuxEvent event : yamux.feed(ByteBuffer.wrap(input), 0)) {
        if (event instanceof YamuxEvent.Data(var stream, var bytes)) {
          data += bytes.remaining();
          yamux.consumed(stream, bytes.remaining(), 1);
        }
      }
      assertTrue(data <= input.length);
      assertTrue(yamux.controlBytes() <= 2 * input.length);
    } catch (RejectedException e) {
      assertTrue(e.rule() instanceof YamuxRule);
    }
  }
}
