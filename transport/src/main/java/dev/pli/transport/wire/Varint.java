package dev.pli.transport.wire;

import static dev.pli.transport.wire.WireRule.T001_VARINT_NOT_MINIMAL;
import static dev.pli.transport.wire.WireRule.T002_VARINT_TOO_LONG;
import static dev.pli.transport.wire.WireRule.T003_TRUNCATED;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// Unsigned LEB128 numbers of at most 63 bits: multiformats/unsigned-varint.
public final class Varint {
  /// Nine groups of seven bits.
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /// How many bytes the number at the front of `input` has, or 0 if it is not whole yet. Moves
  /// nothing. Rule T002.
  public static int wholeBytes(ByteBuffer input) throws RejectedException {
    int available = Math.min(input.remaining(), MAX_BYTES);
    for (int i = 0; i < available; i++) {
      if (input.get(input.position() + i) >= 0) {
        return i + 1;
      }
    }
    RejectedException.require(available < MAX_BYTES, T002_VARINT_TOO_LONG);
    return 0;
  }

  /// The number at the front of `input`. Rules T001, T002, T003.
  public static long read(ByteBuffer input) throws RejectedException {
    int length = wholeBytes(input);
    RejectedException.require(length > 0, T003_TRUNCATED);
    long value = 0;
    byte last = 0;
    for (int i = 0; i < length; i++) {
      last = input.get();
      value |= (last & 0x7fL) << 7 * i;
    }
    RejectedException.require(length == 1 || last != 0, T001_VARINT_NOT_MINIMAL);
    return value;
  }

  public static Bytes encode(long value) {
    var bytes = ByteBuffer.allocate(MAX_BYTES);
    long rest = value;
    while (rest >= 0x80) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    return Bytes.copyOf(bytes.put((byte) rest).flip());
  }
}
