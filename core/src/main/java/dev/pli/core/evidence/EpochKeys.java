package dev.pli.core.evidence;

import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Identity;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.SigningKeys;
import dev.pli.crypto.statement.StatementVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One key epoch of this device with the private keys it signs receipts with, and those of the
/// epoch after it, drawn in advance.
///
/// ```
///  first -> keys, next      following -> keys = the old next, a new next      erased -> neither
/// ```
///
/// `keys` and `next` are absent once erased: at the first signature of the following epoch, and at
/// latest [#eraseBy]. They are never in a backup. docs/spec/evidence.md §3.
public record EpochKeys(
    Epoch epoch, Bytes statement, Optional<SigningKeys> keys, Optional<SigningKeys> next) {
  /// How long after its end the private keys of an epoch may still be on disk.
  public static final Duration ERASED_WITHIN = Duration.ofHours(24);

  private static final int KEY_BYTES = 32;

  public EpochKeys {
    if (keys.isPresent() != next.isPresent()) {
      throw new IllegalArgumentException("keys of an epoch without those of the next");
    }
  }

  /// The first epoch of a device.
  public static EpochKeys first(
      Identity identity, DeviceId device, Instant now, RandomGenerator random) {
    SigningKeys keys = SigningKeys.generate(random);
    return issue(identity, device, Optional.empty(), keys, now, random);
  }

  /// The epoch behind this one, from `now` on. This one signs nothing more: keep it [#erased].
  public EpochKeys following(Identity identity, Instant now, RandomGenerator random) {
    if (now.isBefore(epoch.notBefore()) || now.isBefore(epoch.time())) {
      throw new IllegalStateException("a clock behind the newest key epoch");
    }
    SigningKeys keys = next.orElseThrow(() -> new IllegalStateException("erased keys"));
    return issue(identity, epoch.device(), Optional.of(epoch), keys, now, random);
  }

  private static EpochKeys issue(
      Identity identity,
      DeviceId device,
      Optional<Epoch> before,
      SigningKeys keys,
      Instant now,
      RandomGenerator random) {
    SigningKeys next = SigningKeys.generate(random);
    Instant start = Instant.ofEpochMilli(now.toEpochMilli());
    var epoch =
        new Epoch(
            identity.fingerprint(),
            device,
            before.map(last -> last.number() + 1).orElse(0),
            keys.keySet(),
            next.keySet().kid(),
            before.map(Epoch::sid),
            start,
            start.plus(Epoch.MAX_LIFE),
            start);
    Bytes statement = EvidenceKeys.signer(identity).sign(epoch.payload(), random);
    return new EpochKeys(epoch, statement, Optional.of(keys), Optional.of(next));
  }

  public int number() {
    return epoch.number();
  }

  /// Whether a statement made now may be signed with these keys. False before `notBefore` too: a
  /// device whose clock was set back signs nothing.
  public boolean canSign(Instant now) {
    return keys.isPresent() && epoch.covers(now);
  }

  /// Whether it is time for [#following].
  public boolean hasEnded(Instant now) {
    return !now.isBefore(epoch.expiry());
  }

  /// When the private keys must be gone, or at the next start where the node was off.
  public Instant eraseBy() {
    return epoch.expiry().plus(ERASED_WITHIN);
  }

  /// The public half alone.
  public EpochKeys erased() {
    return new EpochKeys(epoch, statement, Optional.empty(), Optional.empty());
  }

  /// Keys that came back from the vault: the statement, and what [#privateKeys] gave.
  public static EpochKeys restore(Bytes statement, Optional<Secret> privateKeys)
      throws RejectedException {
    Epoch epoch = Epoch.parse(StatementVerifier.read(statement).payload());
    return new EpochKeys(
        epoch,
        statement,
        privateKeys.map(secret -> restore(secret, 0)),
        privateKeys.map(secret -> restore(secret, 2)));
  }

  private static SigningKeys restore(Secret privateKeys, int first) {
    return SigningKeys.restore(part(privateKeys, first), part(privateKeys, first + 1));
  }

  private static Secret part(Secret privateKeys, int index) {
    return privateKeys.slice(KEY_BYTES * index, KEY_BYTES * (index + 1));
  }

  /// 128 bytes: scalar and seed of this epoch's keys, then of the next one's; empty once erased.
  public Optional<Secret> privateKeys() {
    return keys.map(own ->
        Secret.copyOf(Bytes.concat(bytes(own), next.map(EpochKeys::bytes).orElse(Bytes.EMPTY))));
  }

  private static Bytes bytes(SigningKeys keys) {
    return Bytes.concat(keys.es256Scalar().reveal(), keys.mldsaSeed().reveal());
  }

  Party.Signer reference() {
    return new Party.Signer(epoch.card(), epoch.sid(), epoch.keys().kid());
  }
}
