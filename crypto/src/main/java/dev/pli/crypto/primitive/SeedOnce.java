package dev.pli.crypto.primitive;

import java.security.SecureRandom;

/// A `SecureRandom` that hands out one seed, once, so that the JDK makes the key that belongs to
/// it.
///
/// Any other request throws: a JDK that asked for more, or in pieces, would silently make other
/// keys.
final class SeedOnce extends SecureRandom {
  private final transient Secret seed;
  private boolean isGiven; // The one caller's thread.

  SeedOnce(Secret seed) {
    super(null, null); // No provider behind it.
    this.seed = seed;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (isGiven || bytes.length != seed.length()) {
      throw new IllegalStateException("the JDK asked for other bytes than the seed");
    }
    isGiven = true;
    System.arraycopy(seed.array(), 0, bytes, 0, bytes.length);
  }
}
