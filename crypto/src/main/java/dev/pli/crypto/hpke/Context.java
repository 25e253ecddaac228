package dev.pli.crypto.hpke;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One side of an HPKE encryption context: the key of all its messages and the number of the next.
/// Immutable, so a forgery cannot move it. RFC 9180 §5.2.
///
/// The nonce of message n is the base nonce with n, big-endian, in its last eight bytes by XOR.
record Context(Secret key, Bytes baseNonce, long sequence) {
  private static final int NUMBER_AT = Aead.NONCE_BYTES - Long.BYTES;

  Bytes seal(Bytes associatedData, Bytes plaintext) {
    return Aead.seal(key, nonce(), associatedData, plaintext);
  }

  Optional<Bytes> open(Bytes associatedData, Bytes ciphertext) {
    return Aead.open(key, nonce(), associatedData, ciphertext);
  }

  Context next() {
    return new Context(key, baseNonce, Math.incrementExact(sequence));
  }

  private Bytes nonce() {
    ByteBuffer nonce = ByteBuffer.wrap(baseNonce.toArray());
    nonce.putLong(NUMBER_AT, nonce.getLong(NUMBER_AT) ^ sequence);
    return Bytes.copyOf(nonce);
  }
}
