package dev.pli.crypto.primitive;

import java.security.InvalidKeyException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256. RFC 2104.
public final class Hmac {
  /// Bytes of every code.
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /// HMAC pads a key with zeros, so a single zero byte is the empty key, which `SecretKeySpec`
  /// refuses.
  private static final Key EMPTY_KEY = new SecretKeySpec(new byte[1], ALGORITHM);

  private Hmac() {}

  /// A code that may be shown.
  public static Bytes mac(Secret key, Bytes data) {
    return Bytes.own(keyed(key.array()).doFinal(data.array()));
  }

  /// A key made from another.
  public static Secret derive(Secret key, Bytes data) {
    return Secret.own(keyed(key.array()).doFinal(data.array()));
  }

  /// A `Mac` that serves this one key, as often as wanted.
  static Mac keyed(byte[] key) {
    Mac mac = Jdk.mac(ALGORITHM);
    try {
      mac.init(key.length == 0 ? EMPTY_KEY : new SecretKeySpec(key, ALGORITHM));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
    return mac;
  }
}
