package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E302_EPOCH_SIGNER;
import static dev.pli.core.evidence.EvidenceRule.E306_KEY_USE;
import static dev.pli.core.evidence.EvidenceRule.E308_SELF_DELIVERY;
import static dev.pli.core.evidence.EvidenceRule.E501_BINDING;
import static dev.pli.core.evidence.EvidenceRule.E503_OFFER;
import static dev.pli.core.evidence.EvidenceRule.E504_CONTENT;
import static dev.pli.core.evidence.EvidenceRule.E513_SENT;
import static dev.pli.core.evidence.EvidenceRule.E607_REDO;
import static dev.pli.core.evidence.EvidenceRule.E703_LATER_THAN_ARRIVAL;
import static dev.pli.core.evidence.EvidenceRule.E704_FUTURE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.conversation.PliId;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.KnownCertificates;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.UnverifiedStatement;
import java.time.Instant;
import java.util.Optional;

/// « Accusé de remise »: the recipient's device signs, by itself, that it has decrypted, compared
/// and stored a pli of open mode.
///
/// It verifies alone, with the recipient's card and the key epoch it names; the sender's offer adds
/// that it is about that offer. `offerAt` is when the offer arrived by the signer's clock. A
/// corrected receipt names the one it replaces in `redo`. docs/spec/evidence.md §6.1.
public record DeliveryReceipt(
    Fingerprint sender,
    Party.Signer recipient,
    PliId pli,
    Sid policy,
    Sid offer,
    Optional<Sid> redo,
    int number,
    Content content,
    Instant sent,
    Instant offerAt,
    Instant time,
    ClockQuality clock,
    Rel rel) {
  /// A receipt may be corrected three times.
  public static final int MAX_REDOS = 3;

  static final int FIRST_NUMBER = 1;

  /// The receipt for `offer`, with what was computed from the content that arrived.
  public static DeliveryReceipt of(
      OpenOffer offer, Content computed, EpochKeys keys, Instant offerAt, Signing signing) {
    return new DeliveryReceipt(
        offer.from(),
        keys.reference(),
        offer.pli(),
        offer.policy().orElseThrow(() -> new IllegalStateException("no agreement to sign under")),
        offer.sid(),
        Optional.empty(),
        FIRST_NUMBER,
        computed,
        offer.time(),
        Instant.ofEpochMilli(offerAt.toEpochMilli()),
        Instant.ofEpochMilli(signing.time().toEpochMilli()),
        signing.clock(),
        signing.rel());
  }

  /// When, by what clock, and as the how-manieth statement for this person a receipt is signed.
  public record Signing(Instant time, ClockQuality clock, Rel rel) {}

  /// This receipt once more, after the device's clock was set: `offerAt` is the arrival by the
  /// corrected clock. Refuses a fourth correction.
  public DeliveryReceipt again(EpochKeys keys, Instant correctedOfferAt, Signing signing)
      throws RejectedException {
    require(number <= MAX_REDOS, E607_REDO);
    return new DeliveryReceipt(
        sender,
        keys.reference(),
        pli,
        policy,
        offer,
        Optional.of(sid()),
        number + 1,
        content,
        sent,
        Instant.ofEpochMilli(correctedOfferAt.toEpochMilli()),
        Instant.ofEpochMilli(signing.time().toEpochMilli()),
        signing.clock(),
        signing.rel());
  }

  /// Who has signed it: the recipient of the pli.
  public Fingerprint signer() {
    return recipient.card();
  }

  JsonObject payload() {
    return ReceiptJson.write(this);
  }

  public Sid sid() {
    return Sid.ofPayload(payload());
  }

  /// The key epoch that a signed receipt names, to be looked up before [#verify].
  public static Sid epochOf(UnverifiedStatement statement) throws RejectedException {
    return ReceiptJson.parse(statement.payload()).recipient().epoch();
  }

  /// Reads a receipt whose signatures this vault has checked or made before it kept them.
  public static DeliveryReceipt kept(Bytes jws) throws RejectedException {
    return ReceiptJson.parse(StatementVerifier.read(jws).payload());
  }

  /// Reads a signed receipt and checks it alone, at the time of verification `at`: with the
  /// recipient's card and the verified epoch that it names.
  public static DeliveryReceipt verify(
      UnverifiedStatement statement, Card recipient, Epoch epoch, Instant at)
      throws RejectedException {
    return verify(statement, recipient, epoch, at, new KnownCertificates());
  }

  /// The same for one of many receipts.
  public static DeliveryReceipt verify(
      UnverifiedStatement statement,
      Card recipient,
      Epoch epoch,
      Instant at,
      KnownCertificates known)
      throws RejectedException {
    DeliveryReceipt receipt = ReceiptJson.parse(statement.payload());
    Party.Signer signer = receipt.recipient;
    require(!receipt.sender.equals(signer.card()), E308_SELF_DELIVERY);
    require(signer.card().equals(recipient.fingerprint()), E302_EPOCH_SIGNER);
    require(!signer.kid().equals(EvidenceKeys.keySet(recipient).kid()), E306_KEY_USE);
    require(epoch.card().equals(signer.card()), E302_EPOCH_SIGNER);
    require(
        epoch.sid().equals(signer.epoch()) && epoch.keys().kid().equals(signer.kid()),
        E302_EPOCH_SIGNER);
    statement.verify(epoch.keys(), epoch.validity(), known);
    epoch.requireCovers(receipt.time);
    require(!Tolerance.isBeyond(receipt.time, at), E704_FUTURE);
    return receipt;
  }

  /// Refuses a receipt that is not about `sent`, the offer that this person made.
  public void requireFor(OpenOffer sent) throws RejectedException {
    require(pli.equals(sent.pli()), E501_BINDING);
    require(Optional.of(policy).equals(sent.policy()), E501_BINDING);
    require(sender.equals(sent.from()), E501_BINDING);
    require(recipient.card().equals(sent.to()), E501_BINDING);
    require(offer.equals(sent.sid()), E503_OFFER);
    require(content.equals(sent.content()), E504_CONTENT);
    require(this.sent.equals(sent.time()), E513_SENT);
  }

  /// Refuses a receipt that is later than its own arrival: its signer's clock is wrong, the answer
  /// is RECEIPT_NOK.
  public void requireNotAfter(Instant arrival) throws RejectedException {
    require(!Tolerance.isBeyond(time, arrival), E703_LATER_THAN_ARRIVAL);
  }

  /// Refuses a corrected receipt that does not stand behind `replaced`.
  public void requireReplaces(DeliveryReceipt replaced) throws RejectedException {
    require(redo.equals(Optional.of(replaced.sid())), E607_REDO);
    require(number == replaced.number + 1, E607_REDO);
  }
}
