package dev.pli.crypto.primitive;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// What a signer of the JDK takes for randomness: fresh bytes, mixed with the private key and the
/// message.
///
/// Fresh bytes alone are not enough: a machine resumed twice from one memory image draws the same
/// ones for two messages, and two signatures with one nonce give an ECDSA key away. Mixed in, the
/// key and the message make the nonces differ even then (as RFC 6979 §3.6 allows).
final class HedgedRandom extends SecureRandom {
  private static final int FRESH_BYTES = 32;

  private final transient Secret key;
  private int requests; // The one caller's thread.

  private HedgedRandom(Secret key) {
    super(null, null); // No provider behind it.
    this.key = key;
  }

  static HedgedRandom of(Secret privateKey, Bytes message, RandomGenerator random) {
    Bytes fresh = Secret.random(FRESH_BYTES, random).reveal();
    return new HedgedRandom(Hmac.derive(privateKey, Bytes.concat(fresh, message)));
  }

  /// The same bytes each time, for a message whose signature is to be the same each time.
  static HedgedRandom repeatable(Secret privateKey, Bytes message) {
    Bytes fixed = Bytes.zero(FRESH_BYTES);
    return new HedgedRandom(Hmac.derive(privateKey, Bytes.concat(fixed, message)));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    Secret block = Hkdf.expand(key, Bytes.u32(requests++), bytes.length);
    System.arraycopy(block.array(), 0, bytes, 0, bytes.length);
  }
}
