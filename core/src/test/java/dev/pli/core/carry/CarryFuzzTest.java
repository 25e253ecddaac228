package dev.pli.core.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;

/// Whatever lies in a file, these parsers reject it or give back the same bytes.
class CarryFuzzTest {
  private interface Codec {
    Bytes again(Bytes body) throws RejectedException;
  }

  @FuzzTest
  void head(byte[] input) {
    assertExact(input, body -> CarryHead.parse(body).encode());
  }

  @FuzzTest
  void end(byte[] input) {
    assertExact(input, body -> CarryEnd.parse(body).encode());
  }

  @FuzzTest
  void key(byte[] input) {
    assertExact(input, body -> CarryKey.parse(body).encode());
  }

  @FuzzTest
  void record(byte[] input) {
    assertExact(
        input,
        body -> {
          CarryRecord.requireLength(body.length() + 16);
          return CarryRecord.parse(body).pad();
        });
  }

  /// The first bytes of a file, and what is said to be its first record.
  @FuzzTest
  void start(byte[] input) {
    Bytes bytes = Bytes.copyOf(input);
    int cut = Math.min(bytes.length(), CarrySealer.START_BYTES);
    try {
      CarryOpener.of(
          bytes.slice(0, cut), bytes.slice(cut, bytes.length()), List.of(CarrySamples.candidate()));
    } catch (RejectedException e) {
      assertEquals(CarryRule.class, e.rule().getClass());
    }
  }

  private static void assertExact(byte[] input, Codec codec) {
    try {
      assertEquals(Bytes.copyOf(input), codec.again(Bytes.copyOf(input)));
    } catch (RejectedException e) {
      assertEquals(CarryRule.class, e.rule().getClass());
    }
  }
}
