package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Secret key material. It never prints, compares in constant time, and is wiped on request.
///
/// Its bytes leave this package by [#reveal] alone, so that one search shows every place that holds
/// them; the module's PurityTest lists those that may. Wiping is best effort on the JVM
/// (docs/threat-model.md). Thread-safe but for [#wipe].
public final class Secret {
  private final byte[] bytes;
  private volatile boolean isWiped; // Whoever wipes is the owner; others may find out later.

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Secret copyOf(Bytes source) {
    return new Secret(source.toArray());
  }

  /// What remains in `source`, which is not moved.
  public static Secret copyOf(ByteBuffer source) {
    var bytes = new byte[source.remaining()];
    source.get(source.position(), bytes);
    return new Secret(bytes);
  }

  /// Takes over `source` without a copy: for this package's own fresh arrays.
  static Secret own(byte[] source) {
    return new Secret(source);
  }

  /// Fresh random bytes; `random` is the system's `SecureRandom` outside tests.
  public static Secret random(int length, RandomGenerator random) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /// From `from`, included, to `to`, excluded; a copy, wiped on its own.
  public Secret slice(int from, int to) {
    requireKept();
    if (to > bytes.length) {
      throw new IndexOutOfBoundsException("end " + to + " of " + bytes.length + " bytes");
    }
    return new Secret(Arrays.copyOfRange(bytes, from, to));
  }

  /// `prefix`, then these bytes: what a labelled derivation takes.
  public Secret behind(Bytes prefix) {
    requireKept();
    var both = Arrays.copyOf(prefix.array(), prefix.length() + bytes.length);
    System.arraycopy(bytes, 0, both, prefix.length(), bytes.length);
    return new Secret(both);
  }

  /// The bytes themselves, where a format or a library asks for them: a session frame that carries
  /// a pli's key, a wrapped key on its way to disk, the database's own key.
  public Bytes reveal() {
    requireKept();
    return Bytes.copyOf(bytes);
  }

  /// This package reads the array itself.
  byte[] array() {
    requireKept();
    return bytes;
  }

  /// Overwrites the bytes with zeros. What uses this secret afterwards throws: sealing under a key
  /// of zeros must not pass unseen.
  public void wipe() {
    isWiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  private void requireKept() {
    if (isWiped) {
      throw new IllegalStateException("this secret was wiped");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.length; // Nothing about the content.
  }

  @Override
  public String toString() {
    return "Secret[" + bytes.length + " bytes]";
  }
}
