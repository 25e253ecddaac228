package dev.pli.crypto.primitive;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.spec.GCMParameterSpec;

/// AES-256-GCM with nonces of 96 bits. NIST SP 800-38D. It wraps the vault's keys and nothing else;
/// what travels is sealed by [Aead].
public final class AesGcm {
  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  static final AeadCipher CIPHER = new AeadCipher("AES/GCM/NoPadding", "AES", AesGcm::nonce);

  private AesGcm() {}

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

  /// As [#open], for a plaintext that is key material.
  public static Optional<Secret> openSecret(
      Secret key, Bytes nonce, Bytes associatedData, Bytes ciphertext) {
    return CIPHER.open(key, nonce, associatedData, ciphertext).map(Secret::own);
  }

  private static AlgorithmParameterSpec nonce(byte[] nonce) {
    return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce);
  }
}
