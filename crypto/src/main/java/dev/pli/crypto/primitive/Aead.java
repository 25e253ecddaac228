package dev.pli.crypto.primitive;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.spec.IvParameterSpec;

/// ChaCha20-Poly1305, for messages that fit in memory. RFC 8439.
///
/// A key and a nonce seal once: the caller's key is used once, or its nonce counts. What is long
/// goes through [BulkAead].
public final class Aead {
  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  static final AeadCipher CIPHER = new AeadCipher("ChaCha20-Poly1305", "ChaCha20", Aead::nonce);

  private Aead() {}

  /// The ciphertext, then the tag.
  public static Bytes seal(Secret key, Bytes nonce, Bytes associatedData, Bytes plaintext) {
    return Bytes.own(CIPHER.seal(key, nonce, associatedData, plaintext.array()));
  }

  /// As [#seal], for a plaintext that is key material.
  public static Bytes seal(Secret key, Bytes nonce, Bytes associatedData, Secret plaintext) {
    return Bytes.own(CIPHER.seal(key, nonce, associatedData, plaintext.array()));
  }

  /// Empty when it does not authenticate; the caller names its rule.
  public static Optional<Bytes> open(
      Secret key, Bytes nonce, Bytes associatedData, Bytes ciphertext) {
    return CIPHER.open(key, nonce, associatedData, ciphertext).map(Bytes::own);
  }

  private static AlgorithmParameterSpec nonce(byte[] nonce) {
    return new IvParameterSpec(nonce);
  }
}
