package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// An authenticated cipher of the JDK: 32-byte keys, 12-byte nonces, 16-byte tags. Thread-safe:
/// each call on whole messages makes its own `Cipher`.
record AeadCipher(
    String transformation, String keyAlgorithm, Function<byte[], AlgorithmParameterSpec> nonces) {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  byte[] seal(Secret key, Bytes nonce, Bytes associatedData, byte[] plaintext) {
    Cipher cipher = create();
    start(cipher, Cipher.ENCRYPT_MODE, key(key), nonce, associatedData);
    return Jdk.must(() -> cipher.doFinal(plaintext));
  }

  Optional<byte[]> open(Secret key, Bytes nonce, Bytes associatedData, Bytes ciphertext) {
    if (ciphertext.length() < TAG_BYTES) {
      return Optional.empty();
    }
    Cipher cipher = create();
    start(cipher, Cipher.DECRYPT_MODE, key(key), nonce, associatedData);
    try {
      return Optional.of(cipher.doFinal(ciphertext.array()));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("only the tag can fail", e);
    }
  }

  Cipher create() {
    return Jdk.cipher(transformation);
  }

  SecretKeySpec key(Secret key) {
    if (key.length() != KEY_BYTES) {
      throw new IllegalArgumentException("expected a key of 32 bytes");
    }
    return new SecretKeySpec(key.array(), keyAlgorithm);
  }

  void start(Cipher cipher, int mode, SecretKeySpec key, Bytes nonce, Bytes associatedData) {
    if (nonce.length() != NONCE_BYTES) {
      throw new IllegalArgumentException("expected a nonce of 12 bytes");
    }
    try {
      cipher.init(mode, key, nonces.apply(nonce.array()));
    } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("a nonce was used twice in a row with one key", e);
    }
    if (!associatedData.isEmpty()) {
      cipher.updateAAD(associatedData.array());
    }
  }

  /// Finishes the message that `start` began: from `in` to `out`, which may share an array at the
  /// same offset. False when it does not authenticate.
  static boolean finish(Cipher cipher, ByteBuffer in, ByteBuffer out) {
    try {
      cipher.doFinal(in, out);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the output buffer is too small", e);
    }
  }
}
