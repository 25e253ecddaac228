package dev.pli.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import org.junit.jupiter.api.function.Executable;

/// What tests of rules say: this input breaks exactly that rule.
public final class Rejections {
  private Rejections() {}

  public static void assertRejected(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RejectedException.class, action).rule());
  }

  /// `bytes` with the byte at `index` replaced.
  public static Bytes replaced(Bytes bytes, int index, int value) {
    return Bytes.concat(
        bytes.slice(0, index), Bytes.of(value), bytes.slice(index + 1, bytes.length()));
  }

  /// `bytes` with `part` written over it from `index` on.
  public static Bytes replaced(Bytes bytes, int index, Bytes part) {
    return Bytes.concat(
        bytes.slice(0, index), part, bytes.slice(index + part.length(), bytes.length()));
  }

  /// `bytes` with one bit of the byte at `index` flipped.
  public static Bytes flipped(Bytes bytes, int index) {
    return replaced(bytes, index, bytes.at(index) ^ 1);
  }
}
