package dev.pli.crypto.primitive;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// X25519 key agreement. RFC 7748 §5.
public final class X25519 {
  public static final int KEY_BYTES = 32;

  private X25519() {}

  /// A private key, as drawn, and its public key.
  public record KeyPair(Secret privateKey, Bytes publicKey) {
    public static KeyPair generate(RandomGenerator random) {
      return of(Secret.random(KEY_BYTES, random));
    }

    public static KeyPair of(Secret privateKey) {
      requireLength(privateKey.length());
      var publicKey = new byte[KEY_BYTES];
      org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(
          privateKey.array(), 0, publicKey, 0);
      return new KeyPair(privateKey, Bytes.own(publicKey));
    }
  }

  /// The shared secret; empty when it is all zero, that is when `publicKey` has a small order.
  public static Optional<Secret> agree(Secret privateKey, Bytes publicKey) {
    requireLength(privateKey.length());
    requireLength(publicKey.length());
    var shared = new byte[KEY_BYTES];
    boolean contributory =
        org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
            privateKey.array(), 0, publicKey.array(), 0, shared, 0);
    return contributory ? Optional.of(Secret.own(shared)) : Optional.empty();
  }

  private static void requireLength(int length) {
    if (length != KEY_BYTES) {
      throw new IllegalArgumentException("expected a key of 32 bytes");
    }
  }
}
