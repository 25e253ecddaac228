package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Public bytes: immutable, equal by content, ordered as unsigned numbers, printed in hex.
///
/// What must not be looked at is a [Secret] instead. Thread-safe.
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /// Longest prefix that [#toString] prints; a message of kilobytes helps nobody in a failed test.
  private static final int PRINTED_BYTES = 32;

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The given values, each reduced to its low eight bits.
  public static Bytes of(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Bytes(bytes);
  }

  public static Bytes copyOf(byte[] source) {
    return source.length == 0 ? EMPTY : new Bytes(source.clone());
  }

  /// What remains in `source`, which is not moved.
  public static Bytes copyOf(ByteBuffer source) {
    var bytes = new byte[source.remaining()];
    source.get(source.position(), bytes);
    return new Bytes(bytes);
  }

  /// Takes over `source` without a copy: for this package's own fresh arrays.
  static Bytes own(byte[] source) {
    return new Bytes(source);
  }

  public static Bytes zero(int length) {
    return new Bytes(new byte[length]);
  }

  /// Hex digits of either case; white space is skipped, so that tests can group them.
  public static Bytes hex(String digits) {
    return new Bytes(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Bytes ascii(String text) {
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Eight bytes, big-endian.
  public static Bytes u64(long value) {
    return new Bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /// Four bytes, big-endian.
  public static Bytes u32(int value) {
    return new Bytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /// All parts in order.
  public static Bytes concat(Bytes... parts) {
    int length = 0;
    for (Bytes part : parts) {
      length = Math.addExact(length, part.bytes.length);
    }
    var joined = ByteBuffer.allocate(length);
    for (Bytes part : parts) {
      joined.put(part.bytes);
    }
    return new Bytes(joined.array());
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public boolean isZero() {
    int seen = 0;
    for (byte b : bytes) {
      seen |= b;
    }
    return seen == 0;
  }

  /// The byte at `index`, 0 to 255.
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /// From `from`, included, to `to`, excluded.
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(bytes, from, checkedEnd(to)));
  }

  private int checkedEnd(int to) {
    if (to > bytes.length) {
      throw new IndexOutOfBoundsException("end " + to + " of " + bytes.length + " bytes");
    }
    return to;
  }

  /// A read-only big-endian view of all bytes.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /// This package may read the array itself; nobody may write it.
  byte[] array() {
    return bytes;
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// The text that these bytes are in UTF-8; malformed input becomes U+FFFD.
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    if (bytes.length <= PRINTED_BYTES) {
      return hex();
    }
    return HexFormat.of().formatHex(bytes, 0, PRINTED_BYTES) + "… (" + bytes.length + " bytes)";
  }
}
