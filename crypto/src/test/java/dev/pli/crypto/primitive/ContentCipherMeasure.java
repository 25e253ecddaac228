package dev.pli.crypto.primitive;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Measures what sealing and opening whole content costs with each of the two ciphers: 256 MiB in
/// chunks of 16 KiB, alone and with the hashes that go with it (SHA-256 of the content and of each
/// sealed segment).
///
/// By hand: `mvn -pl crypto test-compile`, then `java` with this class. Prints MB/s of the thread's
/// own CPU time, so that other load counts little; best of five rounds after two of warming up.
final class ContentCipherMeasure {
  private static final int CHUNK = 16_384;
  private static final int SEALED = CHUNK + Aead.TAG_BYTES;
  private static final int SEGMENT_CHUNKS = 16;
  private static final int SEGMENTS = 1_024;
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 2;
  private static final Secret KEY = Secret.copyOf(Bytes.hex("42".repeat(32)));

  private final AeadCipher aead;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] content = new byte[SEGMENT_CHUNKS * CHUNK];
  private final byte[] sealed = new byte[SEGMENT_CHUNKS * SEALED];
  private long chunks;

  private ContentCipherMeasure(AeadCipher aead) {
    this.aead = aead;
    this.key = aead.key(KEY);
    this.cipher = aead.create();
  }

  public static void main(String[] arguments) {
    System.out.println("cipher                seal   seal+hashes   open   open+hashes   MB/s");
    for (AeadCipher aead : new AeadCipher[] {Aead.CIPHER, AesGcm.CIPHER}) {
      var measure = new ContentCipherMeasure(aead);
      System.out.printf(
          Locale.ROOT,
          "%-18s %7.0f %13.0f %6.0f %13.0f%n",
          aead.transformation(),
          measure.best(() -> measure.seal(false)),
          measure.best(() -> measure.seal(true)),
          measure.best(() -> measure.open(false)),
          measure.best(() -> measure.open(true)));
    }
    System.out.printf(Locale.ROOT, "SHA-256 alone      %7.0f%n", hashAlone());
  }

  private double best(Runnable round) {
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double rate = rate(round);
      best = i < WARM_UP ? 0 : Math.max(best, rate);
    }
    return best;
  }

  private static double rate(Runnable round) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    round.run();
    long nanos = threads.getCurrentThreadCpuTime() - start;
    return (double) SEGMENTS * SEGMENT_CHUNKS * CHUNK * 1e3 / nanos;
  }

  private void seal(boolean hashes) {
    Hash.Running whole = Hash.running();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      if (hashes) {
        whole.update(ByteBuffer.wrap(content));
      }
      for (int i = 0; i < SEGMENT_CHUNKS; i++) {
        aead.start(cipher, Cipher.ENCRYPT_MODE, key, nonce(chunks++), Bytes.EMPTY);
        AeadCipher.finish(
            cipher,
            ByteBuffer.wrap(content, i * CHUNK, CHUNK),
            ByteBuffer.wrap(sealed, i * SEALED, SEALED));
      }
      if (hashes) {
        Hash.sha256(ByteBuffer.wrap(sealed));
      }
    }
  }

  private void open(boolean hashes) {
    for (int i = 0; i < SEGMENT_CHUNKS; i++) {
      aead.start(cipher, Cipher.ENCRYPT_MODE, key, nonce(-1 - i), Bytes.EMPTY);
      AeadCipher.finish(
          cipher,
          ByteBuffer.wrap(content, i * CHUNK, CHUNK),
          ByteBuffer.wrap(sealed, i * SEALED, SEALED));
    }
    Hash.Running whole = Hash.running();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      if (hashes) {
        Hash.sha256(ByteBuffer.wrap(sealed));
      }
      for (int i = 0; i < SEGMENT_CHUNKS; i++) {
        aead.start(cipher, Cipher.DECRYPT_MODE, key, nonce(-1 - i), Bytes.EMPTY);
        if (!AeadCipher.finish(
            cipher,
            ByteBuffer.wrap(sealed, i * SEALED, SEALED),
            ByteBuffer.wrap(content, i * CHUNK, CHUNK))) {
          throw new IllegalStateException("a chunk did not open");
        }
      }
      if (hashes) {
        whole.update(ByteBuffer.wrap(content));
      }
    }
  }

  private static double hashAlone() {
    var segment = new byte[SEGMENT_CHUNKS * CHUNK];
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double rate =
          rate(() -> {
            for (int j = 0; j < SEGMENTS; j++) {
              Hash.sha256(ByteBuffer.wrap(segment));
            }
          });
      best = Math.max(best, rate);
    }
    return best;
  }

  private static Bytes nonce(long chunk) {
    return Bytes.concat(Bytes.u64(chunk), Bytes.u32(0));
  }
}
