package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E302_EPOCH_SIGNER;
import static dev.pli.core.evidence.EvidenceRule.E303_EPOCH_PERIOD;
import static dev.pli.core.evidence.EvidenceRule.E304_EPOCH_CHAIN;
import static dev.pli.core.evidence.EvidenceRule.E305_EPOCH_TIME;
import static dev.pli.core.evidence.EvidenceRule.E306_KEY_USE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.KeySet;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.UnverifiedStatement;
import dev.pli.crypto.statement.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// An identity's word that one device signs receipts with these keys from `notBefore`, included, to
/// `expiry`, excluded; a week at most.
///
/// `next` names the keys of the epoch after it, which are drawn in advance, so that a later thief
/// of the device cannot slip one in. docs/spec/evidence.md §3.
public record Epoch(
    Fingerprint card,
    DeviceId device,
    int number,
    KeySet keys,
    String next,
    Optional<Sid> previous,
    Instant notBefore,
    Instant expiry,
    Instant time) {
  public static final Duration MAX_LIFE = Duration.ofDays(7);

  private static final Duration MAX_ADVANCE = Duration.ofDays(1);

  /// What the certificate that packs the keys can still say.
  private static final Instant END_OF_TIME = Instant.ofEpochSecond(Validity.NO_END);

  private static final Set<String> FIELDS =
      Set.of(
          "card", "device", "e", "exp", "mldsa65", "nbf", "next", "p256", "prev", "time", "type",
          "v");

  /// Reads a signed epoch and checks it against the card of the identity that must have signed it.
  public static Epoch verify(Bytes jws, Card signer) throws RejectedException {
    UnverifiedStatement statement = StatementVerifier.read(jws);
    Epoch epoch = parse(statement.payload());
    require(epoch.card.equals(signer.fingerprint()), E302_EPOCH_SIGNER);
    require(!statement.keyId().equals(epoch.keys.kid()), E306_KEY_USE);
    statement.verify(EvidenceKeys.keySet(signer), EvidenceKeys.validity(signer));
    return epoch;
  }

  static Epoch parse(JsonObject fields) throws RejectedException {
    fields.word("type", Set.of("epoch"));
    fields.requireFields(FIELDS);
    fields.requireVersion();
    Sid.read(fields, "next"); // A key set's name has the form of a statement's.
    long number = fields.integer("e");
    require(number <= Integer.MAX_VALUE, E304_EPOCH_CHAIN);
    var epoch =
        new Epoch(
            Party.readCard(fields),
            new DeviceId(fields.bytes("device", DeviceId.BYTES)),
            (int) number,
            KeySet.parse(fields.bytes("p256"), fields.bytes("mldsa65")),
            fields.text("next"),
            Sid.readOptional(fields, "prev"),
            Instant.ofEpochMilli(fields.integer("nbf")),
            Instant.ofEpochMilli(fields.integer("exp")),
            Instant.ofEpochMilli(fields.integer("time")));
    epoch.requirePeriod();
    require(epoch.previous.isPresent() == number > 0, E304_EPOCH_CHAIN);
    return epoch;
  }

  private void requirePeriod() throws RejectedException {
    require(expiry.isAfter(notBefore) && expiry.isBefore(END_OF_TIME), E303_EPOCH_PERIOD);
    require(!expiry.isAfter(notBefore.plus(MAX_LIFE)), E303_EPOCH_PERIOD);
    require(!time.isAfter(notBefore.plus(MAX_ADVANCE)), E303_EPOCH_PERIOD);
  }

  JsonObject payload() {
    return JsonObject.EMPTY
        .with("card", card.value())
        .with("device", device.value())
        .with("e", number)
        .with("exp", expiry.toEpochMilli())
        .with("mldsa65", keys.mldsa65())
        .with("nbf", notBefore.toEpochMilli())
        .with("next", next)
        .with("p256", keys.p256())
        .with("prev", previous.map(Sid::text).orElse(""))
        .with("time", time.toEpochMilli())
        .with("type", "epoch")
        .with("v", 1);
  }

  public Sid sid() {
    return Sid.ofPayload(payload());
  }

  /// The period of the certificate that packs this epoch's keys.
  Validity validity() {
    return Validity.ofMillis(notBefore.toEpochMilli(), expiry.toEpochMilli());
  }

  public boolean covers(Instant instant) {
    return !instant.isBefore(notBefore) && instant.isBefore(expiry);
  }

  /// Refuses a statement made outside this epoch.
  void requireCovers(Instant statementTime) throws RejectedException {
    require(covers(statementTime), E305_EPOCH_TIME);
  }

  /// Refuses an epoch that does not stand directly behind `before`, of the same device.
  public void requireBehind(Epoch before) throws RejectedException {
    require(card.equals(before.card) && device.equals(before.device), E304_EPOCH_CHAIN);
    require(number == before.number + 1, E304_EPOCH_CHAIN);
    require(previous.equals(Optional.of(before.sid())), E304_EPOCH_CHAIN);
    require(keys.kid().equals(before.next), E304_EPOCH_CHAIN);
    require(!notBefore.isBefore(before.notBefore), E304_EPOCH_CHAIN);
    require(!time.isBefore(before.time), E304_EPOCH_CHAIN);
  }
}
