package dev.pli.crypto.primitive;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/// HKDF-SHA-256: one strong secret out of uneven ones, and many out of one. RFC 5869.
public final class Hkdf {
  /// RFC 5869 §2.3: the block counter is one byte.
  public static final int MAX_OUTPUT_BYTES = 255 * Hmac.BYTES;

  private Hkdf() {}

  /// An empty salt is the same as 32 zero bytes.
  public static Secret extract(Bytes salt, Secret ikm) {
    return extract(salt.array(), ikm);
  }

  /// For a salt that is itself secret: a Noise chaining key, a pairing PSK.
  public static Secret extract(Secret salt, Secret ikm) {
    return extract(salt.array(), ikm);
  }

  private static Secret extract(byte[] salt, Secret ikm) {
    return Secret.own(Hmac.keyed(salt).doFinal(ikm.array()));
  }

  public static Secret expand(Secret prk, Bytes info, int length) {
    if (length < 1 || length > MAX_OUTPUT_BYTES) {
      throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes");
    }
    Mac mac = Hmac.keyed(prk.array());
    int blocks = Math.ceilDiv(length, Hmac.BYTES);
    var output = new byte[blocks * Hmac.BYTES];
    for (int i = 0; i < blocks; i++) {
      if (i > 0) {
        mac.update(output, (i - 1) * Hmac.BYTES, Hmac.BYTES);
      }
      mac.update(info.array());
      mac.update((byte) (i + 1));
      write(mac, output, i * Hmac.BYTES);
    }
    if (length == output.length) {
      return Secret.own(output);
    }
    Secret result = Secret.own(Arrays.copyOf(output, length));
    Arrays.fill(output, (byte) 0);
    return result;
  }

  /// Extract, then expand; `salt` may be empty.
  public static Secret derive(Bytes salt, Secret ikm, Bytes info, int length) {
    Secret prk = extract(salt, ikm);
    try {
      return expand(prk, info, length);
    } finally {
      prk.wipe();
    }
  }

  private static void write(Mac mac, byte[] output, int offset) {
    try {
      mac.doFinal(output, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the block fits", e);
    }
  }
}
