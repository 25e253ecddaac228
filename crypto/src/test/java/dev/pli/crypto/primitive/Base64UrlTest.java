package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  @Test
  void decodesWhatItEncoded() {
    for (int length = 0; length < 40; length++) {
      Bytes bytes = Hash.sha256(Bytes.of(length)).slice(0, length % 33);
      assertEquals(Optional.of(bytes), Base64Url.decode(Base64Url.encode(bytes)));
    }
    assertEquals("-_8", Base64Url.encode(Bytes.hex("fbff")));
  }

  /// Padding, standard alphabet, spare bits, white space, an impossible length, another character.
  @ParameterizedTest
  @ValueSource(strings = {"AA==", "+/8", "AB", "AAB", "AA A", "AA\n", "A", "AAé", "====", "AAAAA"})
  void refusesASecondTextForAValue(String text) {
    assertEquals(Optional.empty(), Base64Url.decode(text));
  }
}
