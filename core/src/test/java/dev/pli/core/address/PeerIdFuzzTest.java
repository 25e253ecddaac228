package dev.pli.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

class PeerIdFuzzTest {
  @FuzzTest
  void text(byte[] input) {
    try {
      var peer = PeerId.parse(Bytes.copyOf(input).utf8());
      assertEquals(peer, PeerId.parse(peer.text()));
    } catch (RejectedException e) {
      assertEquals(AddressRule.class, e.rule().getClass());
    }
  }

  @FuzzTest
  void key(byte[] input) {
    try {
      assertEquals(Bytes.copyOf(input), PeerId.ofKeyProtobuf(Bytes.copyOf(input)).keyProtobuf());
    } catch (RejectedException e) {
      assertEquals(AddressRule.class, e.rule().getClass());
    }
  }
}
