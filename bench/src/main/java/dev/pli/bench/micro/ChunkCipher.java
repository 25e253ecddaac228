package dev.pli.bench.micro;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One AEAD of the JDK with a counted nonce, whose `Cipher` is kept between messages. Not
/// thread-safe.
final class ChunkCipher {
  static final int TAG_BYTES = 16;

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final ChunkBenchmark.Construction construction;
  private final Cipher cipher;
  private final SecretKeySpec key;
  private long counter;

  ChunkCipher(ChunkBenchmark.Construction construction) {
    this.construction = construction;
    this.key = new SecretKeySpec(new byte[KEY_BYTES], construction.key());
    try {
      this.cipher = Cipher.getInstance(construction.cipher());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Seals what remains in `in` under the next nonce.
  void seal(ByteBuffer in, ByteBuffer out) {
    counter++;
    run(Cipher.ENCRYPT_MODE, in, out);
  }

  /// Opens what [#seal] has just made.
  void open(ByteBuffer in, ByteBuffer out) {
    run(Cipher.DECRYPT_MODE, in, out);
  }

  private void run(int mode, ByteBuffer in, ByteBuffer out) {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(counter).array();
    try {
      switch (construction) {
        case CHACHA20_POLY1305 -> cipher.init(mode, key, new IvParameterSpec(nonce));
        case AES_256_GCM ->
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
      }
      cipher.doFinal(in, out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
