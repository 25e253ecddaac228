package dev.pli.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

class MultiaddrFuzzTest {
  @FuzzTest
  void bytes(byte[] input) {
    try {
      var address = Multiaddr.parse(Bytes.copyOf(input));
      assertEquals(Bytes.copyOf(input), address.encode());
      assertEquals(address, Multiaddr.parse(address.toString()));
      address.dialled();
    } catch (RejectedException e) {
      assertEquals(AddressRule.class, e.rule().getClass());
    }
  }

  @FuzzTest
  void text(byte[] input) {
    try {
      var text = Bytes.copyOf(input).utf8();
      var address = Multiaddr.parse(text);
      assertEquals(text, address.toString());
      assertEquals(address, Multiaddr.parse(address.encode()));
    } catch (RejectedException e) {
      assertEquals(AddressRule.class, e.rule().getClass());
    }
  }
}
