package dev.pli.transport.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;

class IdentifyFuzzTest {
  private static final PeerId PEER = PeerId.of(Bytes.hex("11".repeat(32)));

  @FuzzTest
  void identify(byte[] input) {
    try {
      var identify = Identify.parse(List.of(Bytes.copyOf(input)), PEER);
      assertEquals(identify, Identify.parse(List.of(identify.encode()), PEER));
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }
}
