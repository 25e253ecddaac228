package dev.pli.core.carry;

import static dev.pli.core.carry.CarryRule.C104_RECORD_LENGTH;
import static dev.pli.core.carry.CarryRule.C106_RECORD_LAYOUT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Padding;
import java.nio.ByteBuffer;

/// One record of a carried file: what it is, and its body. Padded as the records of a session are,
/// so that lengths tell as little.
///
/// `type u8 ‖ blen u32 ‖ body ‖ zeros up to max(256, padmé(5 + blen)) <= 16 384`; sealed, 16 bytes
/// more. docs/spec/carry.md §5.
public record CarryRecord(Type type, Bytes body) {
  public static final int MAX_BODY_BYTES = 16_379;

  static final int MIN_SEALED_BYTES = Padding.MIN_BYTES + Aead.TAG_BYTES;
  static final int MAX_SEALED_BYTES = 16_384 + Aead.TAG_BYTES;

  /// What a record holds; the code is its byte.
  public enum Type {
    HEAD(1),
    FRAME(2),
    END(3);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    private static Type of(int code) throws RejectedException {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new RejectedException(C106_RECORD_LAYOUT);
    }
  }

  Bytes pad() {
    if (body.length() > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a body has at most 16 379 bytes");
    }
    ByteBuffer plaintext = ByteBuffer.allocate(Padding.recordBytes(body.length()));
    plaintext.put((byte) type.code).putInt(body.length()).put(body.buffer());
    return Bytes.copyOf(plaintext.clear());
  }

  /// Rejects by C104 a length that no sealed record has; before anything is read by it.
  public static int requireLength(int sealed) throws RejectedException {
    require(sealed >= MIN_SEALED_BYTES && sealed <= MAX_SEALED_BYTES, C104_RECORD_LENGTH);
    int padded = sealed - Aead.TAG_BYTES;
    require(Padding.padme(padded) == padded, C104_RECORD_LENGTH);
    return sealed;
  }

  static CarryRecord parse(Bytes plaintext) throws RejectedException {
    ByteBuffer input = plaintext.buffer();
    Type type = Type.of(Byte.toUnsignedInt(input.get()));
    long length = Integer.toUnsignedLong(input.getInt());
    require(length <= MAX_BODY_BYTES, C106_RECORD_LAYOUT);
    require(Padding.recordBytes((int) length) == plaintext.length(), C106_RECORD_LAYOUT);
    int end = input.position() + (int) length;
    require(plaintext.slice(end, plaintext.length()).isZero(), C106_RECORD_LAYOUT);
    return new CarryRecord(type, plaintext.slice(input.position(), end));
  }
}
