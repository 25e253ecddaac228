package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-512 under one key, for many inputs that come in pieces: how SQLCipher authenticates the
/// pages of a database. RFC 2104. Not thread-safe.
public final class PageHmac {
  /// Bytes of every code.
  public static final int BYTES = 64;

  private static final String ALGORITHM = "HmacSHA512";

  private final Mac mac = Jdk.mac(ALGORITHM);

  public PageHmac(Secret key) {
    try {
      mac.init(new SecretKeySpec(key.array(), ALGORITHM));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  /// The code of all pieces, one after the other; each is moved to its limit.
  public Bytes of(ByteBuffer... pieces) {
    for (ByteBuffer piece : pieces) {
      mac.update(piece);
    }
    return Bytes.own(mac.doFinal());
  }
}
