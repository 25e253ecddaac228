package dev.pli.core.evidence;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.evidence.Delivery.AGREEMENT;
import static dev.pli.core.evidence.Delivery.ARRIVED;
import static dev.pli.core.evidence.Delivery.BOB_KEYS;
import static dev.pli.core.evidence.Delivery.CONTENT;
import static dev.pli.core.evidence.Delivery.OFFER;
import static dev.pli.core.evidence.Delivery.RECEIPT;
import static dev.pli.core.evidence.Delivery.RETURNED;
import static dev.pli.core.evidence.Delivery.SIGNED;
import static dev.pli.core.evidence.EvidenceRule.E302_EPOCH_SIGNER;
import static dev.pli.core.evidence.EvidenceRule.E305_EPOCH_TIME;
import static dev.pli.core.evidence.EvidenceRule.E306_KEY_USE;
import static dev.pli.core.evidence.EvidenceRule.E308_SELF_DELIVERY;
import static dev.pli.core.evidence.EvidenceRule.E405_POLICY;
import static dev.pli.core.evidence.EvidenceRule.E501_BINDING;
import static dev.pli.core.evidence.EvidenceRule.E502_PARTY_REFERENCE;
import static dev.pli.core.evidence.EvidenceRule.E503_OFFER;
import static dev.pli.core.evidence.EvidenceRule.E504_CONTENT;
import static dev.pli.core.evidence.EvidenceRule.E505_ACT;
import static dev.pli.core.evidence.EvidenceRule.E506_ETSI_EVENT;
import static dev.pli.core.evidence.EvidenceRule.E509_OFFER_TERMS;
import static dev.pli.core.evidence.EvidenceRule.E511_EVENT_FIELDS;
import static dev.pli.core.evidence.EvidenceRule.E513_SENT;
import static dev.pli.core.evidence.EvidenceRule.E602_POSITION;
import static dev.pli.core.evidence.EvidenceRule.E603_EVENT;
import static dev.pli.core.evidence.EvidenceRule.E606_REL;
import static dev.pli.core.evidence.EvidenceRule.E607_REDO;
import static dev.pli.core.evidence.EvidenceRule.E703_LATER_THAN_ARRIVAL;
import static dev.pli.core.evidence.EvidenceRule.E704_FUTURE;
import static dev.pli.core.evidence.Lies.signed;
import static dev.pli.core.evidence.Lies.with;
import static dev.pli.core.evidence.Lies.without;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E206_KEY_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.identity.Card;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.StatementVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every case is a receipt signed by the real keys, honest but for one thing.
class DeliveryReceiptTest {
  private static final JsonObject HONEST = RECEIPT.payload();
  private static final String OTHER_HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @Test
  void verifiesAloneWithNothingFromTheSender() throws Exception {
    Bytes jws = new ReceiptSigner(BOB_KEYS).sign(RECEIPT, new Random(1));
    assertEquals(RECEIPT, verify(jws));
    assertEquals(BOB_KEYS.epoch().sid(), DeliveryReceipt.epochOf(StatementVerifier.read(jws)));
  }

  @Test
  void verifiesAgainstTheOfferAndTheAgreement() throws Exception {
    DeliveryReceipt receipt = verify(new ReceiptSigner(BOB_KEYS).sign(RECEIPT, new Random(1)));
    receipt.requireFor(OFFER);
    receipt.requireNotAfter(RETURNED);
    AGREEMENT.requireCovers(Agreement.Mode.OPEN, receipt.policy(), receipt.time());
  }

  @Test
  void signedTwiceItKeepsItsName() {
    var signer = new ReceiptSigner(BOB_KEYS);
    Bytes first = signer.sign(RECEIPT, new Random(1));
    Bytes second = signer.sign(RECEIPT, new Random(2));
    assertNotEquals(first, second);
    assertEquals(sid(first), sid(second));
    assertEquals(RECEIPT.sid(), sid(first));
  }

  private static Sid sid(Bytes jws) {
    try {
      return Sid.of(StatementVerifier.read(jws));
    } catch (dev.pli.crypto.RejectedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isNotSignedWithoutAnAgreementOrByAnotherEpoch() {
    var bare =
        new OpenOffer(
            OFFER.app(),
            CONTENT,
            OFFER.from(),
            OFFER.to(),
            OFFER.pli(),
            Optional.empty(),
            OFFER.time());
    assertThrows(
        IllegalStateException.class,
        () -> DeliveryReceipt.of(bare, CONTENT, BOB_KEYS, ARRIVED, Delivery.SIGNING));
    EpochKeys other = EpochKeys.first(BOB, BOB_DEVICE.id(), NOW, new Random(2));
    assertThrows(
        IllegalStateException.class, () -> new ReceiptSigner(other).sign(RECEIPT, new Random(1)));
  }

  @Test
  void E106_refusesAMissingOrUnknownField() {
    assertRefused(E106_FIELDS, without(HONEST, "root"));
    assertRefused(E106_FIELDS, with(HONEST, "note", "x"));
    assertRefused(E106_FIELDS, with(HONEST, "seen", JsonObject.EMPTY));
    assertRefused(E106_FIELDS, with(HONEST, "rel", JsonObject.EMPTY.with("n", 1)));
    assertRefused(E106_FIELDS, with(HONEST, "clk", JsonObject.EMPTY.with("src", "os")));
  }

  @Test
  void E107_refusesAValueOfAnotherLength() {
    for (String name : new String[] {"ct", "kc", "root", "pid", "offer", "policy"}) {
      assertRefused(E107_BASE64URL, with(HONEST, name, "AAAA"));
    }
  }

  @Test
  void E108_refusesWordsItDoesNotKnow() {
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "v", 2));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "event", "vanished"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "act", "ghost"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "mode", "half"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "conf", "secret"));
    assertRefused(
        E108_UNKNOWN_WORD, with(HONEST, "clk", JsonObject.EMPTY.with("src", "sun").with("unc", 1)));
  }

  @Test
  void E108_refusesAStatementOfAnotherType() {
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "type", "release"));
  }

  @Test
  void E206_refusesAReceiptSignedByAnotherEpoch() {
    EpochKeys other = EpochKeys.first(BOB, BOB_DEVICE.id(), NOW, new Random(2));
    assertRejected(E206_KEY_ID, () -> verify(signed(HONEST, other)));
  }

  @Test
  void E302_refusesAnotherSignerOrAnotherEpoch() {
    Bytes honest = signed(HONEST, BOB_KEYS);
    assertRejected(E302_EPOCH_SIGNER, () -> verify(honest, MALLORY.card(), BOB_KEYS.epoch()));
    Epoch mallorys = EpochKeys.first(MALLORY, BOB_DEVICE.id(), NOW, new Random(2)).epoch();
    assertRejected(E302_EPOCH_SIGNER, () -> verify(honest, BOB.card(), mallorys));
    assertRefused(E302_EPOCH_SIGNER, with(HONEST, "to", with(to(), "epoch", OTHER_HASH)));
    assertRefused(E302_EPOCH_SIGNER, with(HONEST, "to", with(to(), "kid", OTHER_HASH)));
  }

  @Test
  void E302_refusesAReceiptInTheNameOfAnotherSigner() {
    EpochKeys mallorys = EpochKeys.first(MALLORY, BOB_DEVICE.id(), NOW, new Random(2));
    JsonObject borrowed = with(mallorys.reference().json(), "card", to().fields().get("card"));
    Bytes forged = signed(with(HONEST, "to", borrowed), mallorys);
    assertRejected(E302_EPOCH_SIGNER, () -> verify(forged, BOB.card(), mallorys.epoch()));
  }

  @Test
  void E305_refusesATimeOutsideTheEpoch() throws Exception {
    Epoch epoch = BOB_KEYS.epoch();
    Instant later = epoch.expiry().plusSeconds(1);
    JsonObject last = with(HONEST, "time", epoch.expiry().toEpochMilli() - 1);
    JsonObject end = with(HONEST, "time", epoch.expiry().toEpochMilli());
    JsonObject before = with(HONEST, "time", epoch.notBefore().toEpochMilli() - 1);
    verifyAt(later, signed(last, BOB_KEYS));
    assertRejected(E305_EPOCH_TIME, () -> verifyAt(later, signed(end, BOB_KEYS)));
    assertRejected(E305_EPOCH_TIME, () -> verifyAt(later, signed(before, BOB_KEYS)));
  }

  @Test
  void E306_refusesAReceiptSignedByTheIdentityKeys() {
    String kid = EvidenceKeys.keySet(BOB.card()).kid();
    assertRejected(
        E306_KEY_USE, () -> verify(signed(with(HONEST, "to", with(to(), "kid", kid)), BOB)));
  }

  @Test
  void E308_refusesAReceiptToOneself() {
    JsonObject self = JsonObject.EMPTY.with("card", BOB.fingerprint().value());
    assertRefused(E308_SELF_DELIVERY, with(HONEST, "from", self));
  }

  @Test
  void E405_refusesAReceiptWithoutAnAgreement() {
    assertRefused(E405_POLICY, with(HONEST, "policy", ""));
  }

  @Test
  void E501_refusesAReceiptForAnotherPliAgreementOrSender() {
    assertNotFor(E501_BINDING, "pid", "AAAAAAAAAAAAAAAAAAAAAA");
    assertNotFor(E501_BINDING, "policy", OTHER_HASH);
    JsonObject mallory = JsonObject.EMPTY.with("card", MALLORY.fingerprint().value());
    assertNotFor(E501_BINDING, with(HONEST, "from", mallory));
  }

  @Test
  void E501_refusesAReceiptOfSomebodyElse() throws Exception {
    EpochKeys mallorys = EpochKeys.first(MALLORY, BOB_DEVICE.id(), NOW, new Random(2));
    JsonObject lie = with(HONEST, "to", mallorys.reference().json());
    DeliveryReceipt receipt = verify(signed(lie, mallorys), MALLORY.card(), mallorys.epoch());
    assertRejected(E501_BINDING, () -> receipt.requireFor(OFFER));
  }

  @Test
  void E501_refusesAReceiptOfAnotherMode() {
    assertRefused(E501_BINDING, with(HONEST, "mode", "sealed"));
  }

  @Test
  void E502_refusesPartiesNamedTheWrongWayRound() {
    assertRefused(E502_PARTY_REFERENCE, with(HONEST, "from", to()));
    assertRefused(
        E502_PARTY_REFERENCE,
        with(HONEST, "to", JsonObject.EMPTY.with("card", BOB.fingerprint().value())));
    assertRefused(E502_PARTY_REFERENCE, with(HONEST, "to", without(to(), "kid")));
  }

  @Test
  void E503_refusesAReceiptForAnotherOffer() throws Exception {
    JsonObject lie = with(with(HONEST, "offer", OTHER_HASH), "prev", OTHER_HASH);
    assertNotFor(E503_OFFER, lie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct", "kc", "root"})
  void E504_refusesAnotherCommitment(String name) {
    assertNotFor(E504_CONTENT, name, OTHER_HASH);
  }

  @Test
  void E504_refusesAnotherSizePartCountOrMention() {
    assertNotFor(E504_CONTENT, with(HONEST, "ctlen", CONTENT.sealedBytes() + 1));
    assertNotFor(E504_CONTENT, with(HONEST, "parts", CONTENT.parts() + 1));
    assertNotFor(E504_CONTENT, "conf", "officielle");
  }

  @Test
  void E505_refusesAMachinesReceiptAsAPersonsAct() {
    assertRefused(E505_ACT, with(HONEST, "act", "user"));
  }

  @Test
  void E506_refusesAnotherEtsiName() {
    String other = "http://uri.etsi.org/19522/Event/ConsignmentAcceptance";
    assertRefused(E506_ETSI_EVENT, with(HONEST, "ets", other));
  }

  @Test
  void E509_refusesNoPartsAndTooMany() {
    assertRefused(E509_OFFER_TERMS, with(HONEST, "parts", 0));
    assertRefused(E509_OFFER_TERMS, with(HONEST, "parts", 65));
  }

  @Test
  void E511_refusesFieldsOfOtherEvents() {
    assertRefused(E511_EVENT_FIELDS, with(HONEST, "key", OTHER_HASH));
    assertRefused(E511_EVENT_FIELDS, with(HONEST, "reason", ""));
  }

  @Test
  void E513_refusesAnotherSendingTime() {
    assertNotFor(E513_SENT, with(HONEST, "sent", OFFER.time().toEpochMilli() + 1));
  }

  @Test
  void E602_refusesAReceiptThatDoesNotStandBehindItsOffer() {
    assertRefused(E602_POSITION, with(HONEST, "n", 0));
    assertRefused(E602_POSITION, with(HONEST, "n", 2));
    assertRefused(E602_POSITION, with(HONEST, "prev", OTHER_HASH));
    assertRefused(E602_POSITION, with(with(redone(), "n", 1), "prev", RECEIPT.sid().text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "consigned",
        "accepted",
        "opened",
        "read",
        "refused",
        "expired",
        "defective",
        "withdrawn"
      })
  void E603_refusesEveryOtherEvent(String event) {
    assertRefused(E603_EVENT, with(HONEST, "event", event));
  }

  @Test
  void E606_refusesAStatementThatDoesNotFollowTheLast() throws Exception {
    Optional<Sid> last = Optional.of(OFFER.sid());
    new Rel(5, last).requireBehind(4, last);
    new Rel(7, Optional.of(RECEIPT.sid())).requireBehind(4, last);
    assertRejected(E606_REL, () -> new Rel(5, Optional.of(RECEIPT.sid())).requireBehind(4, last));
    assertRejected(E606_REL, () -> new Rel(1, last).requireBehind(0, Optional.empty()));
  }

  @Test
  void aReceiptIsCorrectedThreeTimesAndEachNamesTheOneBefore() throws Exception {
    DeliveryReceipt receipt = RECEIPT;
    for (int i = 1; i <= DeliveryReceipt.MAX_REDOS; i++) {
      DeliveryReceipt again = again(receipt, i);
      DeliveryReceipt verified = verify(new ReceiptSigner(BOB_KEYS).sign(again, new Random(i)));
      verified.requireReplaces(receipt);
      verified.requireFor(OFFER);
      assertEquals(Optional.of(receipt.sid()), verified.redo());
      receipt = again;
    }
    DeliveryReceipt third = receipt;
    assertRejected(E607_REDO, () -> again(third, 4));
  }

  @Test
  void E607_refusesACorrectionOfAnotherReceiptAndAFourth() throws Exception {
    assertRefused(E607_REDO, with(redone(), "prev", OFFER.sid().text()));
    assertRefused(E607_REDO, with(redone(), "n", 5));
    DeliveryReceipt second = again(RECEIPT, 1);
    assertRejected(E607_REDO, () -> RECEIPT.requireReplaces(RECEIPT));
    JsonObject elsewhere = with(with(redone(), "redo", OTHER_HASH), "prev", OTHER_HASH);
    DeliveryReceipt stranger = verify(signed(elsewhere, BOB_KEYS));
    assertRejected(E607_REDO, () -> stranger.requireReplaces(RECEIPT));
    assertRejected(E607_REDO, () -> again(second, 2).requireReplaces(RECEIPT));
    DeliveryReceipt jumped = verify(signed(with(redone(), "n", 3), BOB_KEYS));
    assertRejected(E607_REDO, () -> jumped.requireReplaces(RECEIPT));
  }

  @Test
  void E703_refusesAReceiptThatIsLaterThanItsArrival() throws Exception {
    RECEIPT.requireNotAfter(SIGNED.minusSeconds(120));
    Instant arrival = SIGNED.minusSeconds(120).minusMillis(1);
    assertRejected(E703_LATER_THAN_ARRIVAL, () -> RECEIPT.requireNotAfter(arrival));
  }

  @Test
  void E704_refusesAReceiptFromTheFuture() throws Exception {
    Bytes honest = signed(HONEST, BOB_KEYS);
    verifyAt(SIGNED.minusSeconds(120), honest);
    verifyAt(SIGNED.plus(Duration.ofDays(10_000)), honest);
    Instant earlier = SIGNED.minusSeconds(120).minusMillis(1);
    assertRejected(E704_FUTURE, () -> verifyAt(earlier, honest));
  }

  private static DeliveryReceipt again(DeliveryReceipt receipt, int times) throws Exception {
    var signing =
        Delivery.signing(SIGNED.plusSeconds(times), 1 + times, Optional.of(receipt.sid()));
    return receipt.again(BOB_KEYS, ARRIVED, signing);
  }

  private static JsonObject redone() {
    try {
      return again(RECEIPT, 1).payload();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject to() {
    return (JsonObject) HONEST.fields().get("to");
  }

  private static DeliveryReceipt verify(Bytes jws) throws Exception {
    return verify(jws, BOB.card(), BOB_KEYS.epoch());
  }

  private static DeliveryReceipt verify(Bytes jws, Card recipient, Epoch epoch) throws Exception {
    return DeliveryReceipt.verify(StatementVerifier.read(jws), recipient, epoch, RETURNED);
  }

  private static void verifyAt(Instant at, Bytes jws) throws Exception {
    DeliveryReceipt.verify(StatementVerifier.read(jws), BOB.card(), BOB_KEYS.epoch(), at);
  }

  /// Refused alone, before any offer is looked at.
  private static void assertRefused(Rule rule, JsonObject lie) {
    assertRejected(rule, () -> verify(signed(lie, BOB_KEYS)));
  }

  private static void assertNotFor(Rule rule, String name, String lie) {
    assertNotFor(rule, with(HONEST, name, lie));
  }

  /// Verifies alone, and is not about the offer.
  private static void assertNotFor(Rule rule, JsonObject lie) {
    try {
      DeliveryReceipt receipt = verify(signed(lie, BOB_KEYS));
      assertRejected(rule, () -> receipt.requireFor(OFFER));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
