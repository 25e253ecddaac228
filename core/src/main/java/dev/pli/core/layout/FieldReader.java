package dev.pli.core.layout;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// Reads the fields of a fixed layout front to back; numbers are unsigned and big-endian.
///
/// Input that ends too early, or does not end where [#end] expects it, breaks the one rule that it
/// was made with. Not thread-safe.
public final class FieldReader {
  private final Bytes bytes;
  private final ByteBuffer numbers;
  private final Rule rule;
  private int at;

  public FieldReader(Bytes bytes, Rule rule) {
    this.bytes = bytes;
    this.numbers = bytes.buffer();
    this.rule = rule;
  }

  public Bytes bytes(int length) throws RejectedException {
    int from = advance(length);
    return bytes.slice(from, at);
  }

  public int u8() throws RejectedException {
    return bytes.at(advance(Byte.BYTES));
  }

  public int u16() throws RejectedException {
    return Short.toUnsignedInt(numbers.getShort(advance(Short.BYTES)));
  }

  public long u32() throws RejectedException {
    return Integer.toUnsignedLong(numbers.getInt(advance(Integer.BYTES)));
  }

  /// All 64 bits: a number above 2^63 - 1 comes out negative.
  public long u64() throws RejectedException {
    return numbers.getLong(advance(Long.BYTES));
  }

  /// What has not been read yet.
  public Bytes rest() {
    Bytes rest = bytes.slice(at, bytes.length());
    at = bytes.length();
    return rest;
  }

  /// Rejects trailing bytes.
  public void end() throws RejectedException {
    require(at == bytes.length(), rule);
  }

  private int advance(int length) throws RejectedException {
    require(length <= bytes.length() - at, rule);
    int from = at;
    at += length;
    return from;
  }
}
