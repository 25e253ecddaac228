package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// What a device is willing to receive, told in every handshake: largest pli and largest part in
/// bytes, parts in a pli, offers it keeps unfinished.
///
/// Both sizes are unsigned. docs/spec/session.md §7.
public record Limits(long pliBytes, long partBytes, int parts, int unfinishedOffers) {
  /// Highest values of docs/spec/session.md §16: 64 GiB, 16 GiB, 64 parts, 256 offers.
  public static final Limits HIGHEST = new Limits(64L << 30, 16L << 30, 64, 256);

  private static final int MAX_COUNT = 0xffff;

  public Limits {
    if (parts < 0 || parts > MAX_COUNT || unfinishedOffers < 0 || unfinishedOffers > MAX_COUNT) {
      throw new IllegalArgumentException("a count of limits beyond 16 bits");
    }
  }

  /// Whether a pli of `bytes` in `partCount` parts, the largest of `largestPart` bytes, may come.
  public boolean admits(long bytes, long largestPart, int partCount) {
    return Long.compareUnsigned(bytes, pliBytes) <= 0
        && Long.compareUnsigned(largestPart, partBytes) <= 0
        && partCount <= parts;
  }

  Bytes encode() {
    ByteBuffer buffer = ByteBuffer.allocate(2 * Long.BYTES + 2 * Short.BYTES);
    buffer.putLong(pliBytes).putLong(partBytes);
    buffer.putShort((short) parts).putShort((short) unfinishedOffers);
    return Bytes.copyOf(buffer.flip());
  }
}
