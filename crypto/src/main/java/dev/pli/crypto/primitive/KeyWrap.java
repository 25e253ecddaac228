package dev.pli.crypto.primitive;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// How the vault keeps one key under another. docs/spec/vault.md §3.
///
/// ```
///  0        16                16+n+16
///  +--------+-----------------+
///  | salt   | AES-256-GCM     |  key = HKDF-Expand(root, label ‖ id ‖ salt, 32), nonce = 12 zeros,
///  +--------+-----------------+  associated data = the vault's id
/// ```
///
/// The salt is random at each call, so an old vault that was restored never seals twice under one
/// key.
public final class KeyWrap {
  /// What a wrapped key has beyond the key itself.
  public static final int OVERHEAD_BYTES = 32;

  private static final int SALT_BYTES = 16;
  private static final Bytes NONCE = Bytes.zero(AesGcm.NONCE_BYTES); // Each key seals once.

  private KeyWrap() {}

  public static Bytes wrap(
      Secret root, String label, Bytes id, Bytes vaultId, Secret data, RandomGenerator random) {
    Bytes salt = Secret.random(SALT_BYTES, random).reveal();
    Secret key = wrappingKey(root, label, id, salt);
    try {
      return Bytes.concat(salt, AesGcm.seal(key, NONCE, vaultId, data));
    } finally {
      key.wipe();
    }
  }

  /// Empty when root, label, id or vault are not those it was wrapped for, or a byte has changed.
  public static Optional<Secret> unwrap(
      Secret root, String label, Bytes id, Bytes vaultId, Bytes wrapped) {
    if (wrapped.length() < OVERHEAD_BYTES) {
      return Optional.empty();
    }
    Secret key = wrappingKey(root, label, id, wrapped.slice(0, SALT_BYTES));
    try {
      return AesGcm.openSecret(key, NONCE, vaultId, wrapped.slice(SALT_BYTES, wrapped.length()));
    } finally {
      key.wipe();
    }
  }

  private static Secret wrappingKey(Secret root, String label, Bytes id, Bytes salt) {
    return Hkdf.expand(root, Bytes.concat(Bytes.ascii(label), id, salt), AesGcm.KEY_BYTES);
  }
}
