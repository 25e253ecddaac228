package dev.pli.transport.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.Random;

class MdnsMessageFuzzTest {
  @FuzzTest
  void parse(byte[] input) {
    try {
      MdnsMessage message = MdnsMessage.parse(Bytes.copyOf(input));
      assertTrue(message.records().size() <= 32);
    } catch (RejectedException e) {
      assertEquals(LanRule.T951_MESSAGE, e.rule());
    }
  }

  @FuzzTest
  void hear(byte[] input) {
    var table = new LanTable(PeerId.of(Bytes.zero(32)), new Random(1), _ -> true);
    try {
      table.hear(Bytes.copyOf(input), Bytes.hex("c0a80102"), _ -> true, 0);
    } catch (RejectedException e) {
      assertTrue(e.rule().name().startsWith("T"));
    }
  }
}
