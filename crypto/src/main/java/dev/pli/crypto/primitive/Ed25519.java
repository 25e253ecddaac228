package dev.pli.crypto.primitive;

import java.util.random.RandomGenerator;

/// Ed25519 signatures: device certificates, device lists and host keys, never evidence. RFC 8032.
public final class Ed25519 {
  public static final int SEED_BYTES = 32;
  public static final int PUBLIC_KEY_BYTES = 32;
  public static final int SIGNATURE_BYTES = 64;

  private Ed25519() {}

  /// The 32-byte private seed of RFC 8032 and its public key.
  public record KeyPair(Secret seed, Bytes publicKey) {
    public static KeyPair generate(RandomGenerator random) {
      return of(Secret.random(SEED_BYTES, random));
    }

    public static KeyPair of(Secret seed) {
      requireSeed(seed);
      var publicKey = new byte[PUBLIC_KEY_BYTES];
      org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed.array(), 0, publicKey, 0);
      return new KeyPair(seed, Bytes.own(publicKey));
    }
  }

  public static Bytes sign(Secret seed, Bytes message) {
    requireSeed(seed);
    var signature = new byte[SIGNATURE_BYTES];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        seed.array(), 0, message.array(), 0, message.length(), signature, 0);
    return Bytes.own(signature);
  }

  /// False for a key that [#isValidPublicKey] refuses, and for a signature of another length.
  public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return signature.length() == SIGNATURE_BYTES
        && isValidPublicKey(publicKey)
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature.array(), 0, publicKey.array(), 0, message.array(), 0, message.length());
  }

  /// Canonical, on the curve, and in the subgroup of prime order: a key of small order "verifies"
  /// what nobody has signed.
  public static boolean isValidPublicKey(Bytes publicKey) {
    return publicKey.length() == PUBLIC_KEY_BYTES
        && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey.array(), 0);
  }

  private static void requireSeed(Secret seed) {
    if (seed.length() != SEED_BYTES) {
      throw new IllegalArgumentException("expected a seed of 32 bytes");
    }
  }
}
