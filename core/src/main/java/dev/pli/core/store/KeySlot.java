package dev.pli.core.store;

import dev.pli.crypto.primitive.AesGcm;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One way into a vault: what it takes, and the vault key sealed under it.
///
/// ```
///  0    1       2    18      26   58 62 66  67    68      84     116   180 182    694    806    1008
///  +----+-------+----+-------+----+--+--+---+-----+-------+------+-----+---+------+------+------+-----+
///  |used|factors| id |created|salt|m |t |p=1|token|key id |token |chal.|len|data  |sealed|zeros |sum  |
///  +----+-------+----+-------+----+--+--+---+-----+-------+------+-----+---+------+------+------+-----+
/// ```
///
/// 1 024 bytes, big-endian; `sum` is SHA-256 of what is before it, cut to 16 bytes. `sealed` holds
/// the purpose, the root and a label of 63 bytes. docs/spec/vault.md §4.
record KeySlot(
    Factors factors,
    Bytes id,
    Instant created,
    Bytes salt,
    Optional<KdfCost> cost,
    Bytes keyFileId,
    Bytes sealed) {

  static final int LENGTH_BYTES = 1_024;

  private static final int ID_BYTES = 16;
  private static final int SALT_BYTES = 32;
  private static final int ROOT_BYTES = 32;
  private static final int LABEL_BYTES = 63;
  private static final int KEY_FILE_AT = 68;
  private static final int TOKEN_FIELDS_AT = 84;
  private static final int SEALED_AT = 694;
  private static final int SEALED_END = 806;
  private static final int SUM_AT = 1_008;
  private static final int OWNER = 1;
  private static final Bytes NONCE = Bytes.zero(AesGcm.NONCE_BYTES); // Each key seals once.
  private static final Bytes RECOVERY = Bytes.ascii("pli/1 vault recovery");
  private static final Bytes SLOT = Bytes.ascii("pli/1 vault slot");

  /// What opening a slot takes.
  enum Factors {
    PASSPHRASE(1),
    PASSPHRASE_AND_KEY_FILE(3),
    PASSPHRASE_AND_TOKEN(5),
    RECOVERY_WORDS(8);

    private final int code;

    Factors(int code) {
      this.code = code;
    }

    private static Optional<Factors> of(int code) {
      for (Factors factors : values()) {
        if (factors.code == code) {
          return Optional.of(factors);
        }
      }
      return Optional.empty();
    }
  }

  /// How a slot's bytes read.
  sealed interface Reading {
    record Unused() implements Reading {}

    record Damaged() implements Reading {}

    record Good(KeySlot slot) implements Reading {}
  }

  /// A new slot that `secret` opens; `cost` is for the factors with a passphrase.
  static KeySlot seal(
      Bytes vaultId,
      Secret vaultKey,
      SlotSecret secret,
      KdfCost cost,
      Instant now,
      RandomGenerator random) {
    var draft =
        new KeySlot(
            secret.factors(),
            Secret.random(ID_BYTES, random).reveal(),
            now,
            Secret.random(SALT_BYTES, random).reveal(),
            secret.factors() == Factors.RECOVERY_WORDS ? Optional.empty() : Optional.of(cost),
            secret.keyFile().map(KeyFile::id).orElse(Bytes.zero(ID_BYTES)),
            Bytes.zero(SEALED_END - SEALED_AT));
    Secret key = draft.key(vaultId, secret);
    Secret payload =
        Secret.copyOf(Bytes.concat(Bytes.of(OWNER), vaultKey.reveal(), Bytes.zero(LABEL_BYTES)));
    try {
      return draft.with(AesGcm.seal(key, NONCE, draft.associated(vaultId), payload));
    } finally {
      key.wipe();
      payload.wipe();
    }
  }

  private KeySlot with(Bytes next) {
    return new KeySlot(factors, id, created, salt, cost, keyFileId, next);
  }

  /// The vault key, when `secret` is the right one. Empty is the only meaning of « wrong secret ».
  Optional<Secret> open(Bytes vaultId, SlotSecret secret) throws VaultException {
    Secret key = key(vaultId, secret);
    try {
      Optional<Secret> payload = AesGcm.openSecret(key, NONCE, associated(vaultId), sealed);
      return payload.isEmpty() ? Optional.empty() : Optional.of(root(payload.get()));
    } finally {
      key.wipe();
    }
  }

  private static Secret root(Secret payload) throws VaultException {
    try {
      if (payload.reveal().at(0) != OWNER) {
        throw new VaultException.TooNew(); // The other purposes are of later versions.
      }
      return payload.slice(1, 1 + ROOT_BYTES);
    } finally {
      payload.wipe();
    }
  }

  private Secret key(Bytes vaultId, SlotSecret secret) {
    Secret stretched = stretched(vaultId, secret);
    Secret mixed =
        secret
            .keyFile()
            .map(file -> Secret.copyOf(Bytes.concat(stretched.reveal(), file.secret().reveal())))
            .orElse(stretched);
    try {
      return Hkdf.derive(
          salt, mixed, Bytes.concat(SLOT, Bytes.of(factors.code), id), AesGcm.KEY_BYTES);
    } finally {
      stretched.wipe();
      mixed.wipe();
    }
  }

  private Secret stretched(Bytes vaultId, SlotSecret secret) {
    return switch (secret) {
      case SlotSecret.Passphrase(var passphrase, _) ->
          cost.orElseThrow().derive(passphrase, salt, Bytes.concat(vaultId, id));
      case SlotSecret.Recovery(var seed64) -> Hkdf.derive(salt, seed64, RECOVERY, ROOT_BYTES);
    };
  }

  private Bytes associated(Bytes vaultId) {
    return Bytes.concat(vaultId, Bytes.copyOf(head().slice(0, SEALED_AT)));
  }

  Bytes encode() {
    ByteBuffer bytes = head();
    bytes.put(SEALED_AT, sealed.toArray());
    Bytes sum = Hash.sha256(Bytes.copyOf(bytes.slice(0, SUM_AT))).slice(0, LENGTH_BYTES - SUM_AT);
    bytes.put(SUM_AT, sum.toArray());
    return Bytes.copyOf(bytes);
  }

  /// A whole slot with everything before `sealed` in place.
  private ByteBuffer head() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES);
    bytes.put((byte) 1).put((byte) factors.code);
    bytes.put(id.buffer()).putLong(created.toEpochMilli()).put(salt.buffer());
    bytes.putInt(cost.map(KdfCost::memoryKib).orElse(0));
    bytes.putInt(cost.map(KdfCost::iterations).orElse(0));
    bytes.put((byte) (cost.isPresent() ? 1 : 0));
    bytes.put(KEY_FILE_AT, keyFileId.toArray());
    return bytes.clear();
  }

  static Reading parse(Bytes bytes) {
    if (bytes.isZero()) {
      return new Reading.Unused();
    }
    Bytes sum = Hash.sha256(bytes.slice(0, SUM_AT)).slice(0, LENGTH_BYTES - SUM_AT);
    Optional<Factors> factors = Factors.of(bytes.at(1));
    if (!bytes.slice(SUM_AT, LENGTH_BYTES).equals(sum) || bytes.at(0) != 1 || factors.isEmpty()) {
      return new Reading.Damaged();
    }
    return parse(bytes, factors.get());
  }

  private static Reading parse(Bytes bytes, Factors factors) {
    ByteBuffer numbers = bytes.buffer();
    int memory = numbers.getInt(58);
    int iterations = numbers.getInt(62);
    boolean recovery = factors == Factors.RECOVERY_WORDS;
    boolean allowed =
        recovery
            ? memory == 0 && iterations == 0 && bytes.at(66) == 0
            : KdfCost.isAllowed(memory, iterations, bytes.at(66));
    if (!allowed) {
      return new Reading.Damaged();
    }
    var slot =
        new KeySlot(
            factors,
            bytes.slice(2, 18),
            Instant.ofEpochMilli(numbers.getLong(18)),
            bytes.slice(26, 58),
            recovery ? Optional.empty() : Optional.of(new KdfCost(memory, iterations)),
            bytes.slice(KEY_FILE_AT, TOKEN_FIELDS_AT),
            bytes.slice(SEALED_AT, SEALED_END));
    return slot.encode().equals(bytes) ? new Reading.Good(slot) : new Reading.Damaged();
  }
}
