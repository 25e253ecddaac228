package dev.pli.crypto.primitive;

/// How far lengths are rounded up, so that they tell little: Padmé. docs/spec/session.md §9.
///
/// A length of `L` keeps only the `floor(log2(log2 L)) + 1` highest bits after its first one; the
/// overhead is at most 12 %.
public final class Padding {
  /// Shorter contents and records look alike: an ack is as long as a short text.
  public static final int MIN_BYTES = 256;

  /// The type and the length of the body, before the body of a record.
  public static final int RECORD_HEADER_BYTES = 5;

  private Padding() {}

  /// The Padmé length of `length`, never shorter than it.
  public static long padme(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("a length is not negative");
    }
    if (length < 2) {
      return length;
    }
    int exponent = log2(length);
    int droppedBits = exponent - (log2(exponent) + 1);
    if (droppedBits <= 0) {
      return length;
    }
    long mask = (1L << droppedBits) - 1;
    return Math.addExact(length, mask) & ~mask;
  }

  /// The padded length of a blob's plaintext.
  public static long contentBytes(long size) {
    return Math.max(MIN_BYTES, padme(size));
  }

  /// The padded length of a record's plaintext.
  public static int recordBytes(int bodyBytes) {
    return (int) contentBytes((long) RECORD_HEADER_BYTES + bodyBytes);
  }

  private static int log2(long value) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
  }
}
