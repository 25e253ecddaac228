package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S401_RECORD_LENGTH;
import static dev.pli.crypto.session.SessionRule.S403_RECORD_PADDING;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Padding;
import java.nio.ByteBuffer;

/// The inside of a record, padded so that its length tells little. docs/spec/session.md §9.
///
/// ```
///  0        1            5            5+blen                      max(256, padmé(5+blen)) <= 16 384
///  +--------+------------+------------+---------------------------+
///  | type   | blen u32   | body       | zeros                     |
///  +--------+------------+------------+---------------------------+
/// ```
public final class Records {
  /// At most 16 KiB: what the JIT has compiled serves every record.
  public static final int MAX_PLAINTEXT_BYTES = 16_384;

  public static final int MAX_BODY_BYTES = MAX_PLAINTEXT_BYTES - Padding.RECORD_HEADER_BYTES;
  public static final int MIN_RECORD_BYTES = Padding.MIN_BYTES + Aead.TAG_BYTES;
  public static final int MAX_RECORD_BYTES = MAX_PLAINTEXT_BYTES + Aead.TAG_BYTES;

  private Records() {}

  /// A record opened: what it is, and its body.
  record Content(RecordType type, Bytes body) {}

  static Bytes pad(RecordType type, Bytes body) {
    if (body.length() > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a body has at most 16 379 bytes");
    }
    ByteBuffer plaintext = ByteBuffer.allocate(Padding.recordBytes(body.length()));
    plaintext.put((byte) type.code()).putInt(body.length()).put(body.buffer());
    return Bytes.copyOf(plaintext.clear());
  }

  /// Rejects by S401 a record whose length no plaintext gives.
  static void requireLength(Bytes record) throws RejectedException {
    int length = record.length();
    require(length >= MIN_RECORD_BYTES && length <= MAX_RECORD_BYTES, S401_RECORD_LENGTH);
    int padded = length - Aead.TAG_BYTES;
    require(Padding.padme(padded) == padded, S401_RECORD_LENGTH);
  }

  /// Rejects by S403, S404. `plaintext` has a length that [#requireLength] passed.
  static Content parse(Bytes plaintext) throws RejectedException {
    ByteBuffer input = plaintext.buffer();
    int code = Byte.toUnsignedInt(input.get());
    long length = Integer.toUnsignedLong(input.getInt());
    require(length <= MAX_BODY_BYTES, S403_RECORD_PADDING);
    require(Padding.recordBytes((int) length) == plaintext.length(), S403_RECORD_PADDING);
    int end = input.position() + (int) length;
    require(plaintext.slice(end, plaintext.length()).isZero(), S403_RECORD_PADDING);
    return new Content(RecordType.of(code), plaintext.slice(input.position(), end));
  }
}
