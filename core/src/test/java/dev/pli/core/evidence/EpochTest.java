package dev.pli.core.evidence;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.evidence.Delivery.BOB_KEYS;
import static dev.pli.core.evidence.EvidenceRule.E302_EPOCH_SIGNER;
import static dev.pli.core.evidence.EvidenceRule.E303_EPOCH_PERIOD;
import static dev.pli.core.evidence.EvidenceRule.E304_EPOCH_CHAIN;
import static dev.pli.core.evidence.EvidenceRule.E306_KEY_USE;
import static dev.pli.core.evidence.Lies.signed;
import static dev.pli.core.evidence.Lies.with;
import static dev.pli.core.evidence.Lies.without;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E206_KEY_ID;
import static dev.pli.crypto.statement.StatementRule.E301_KEY_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonInteger;
import dev.pli.crypto.statement.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpochTest {
  private static final Epoch EPOCH = BOB_KEYS.epoch();
  private static final JsonObject HONEST = EPOCH.payload();
  private static final Instant NEXT_WEEK = EPOCH.expiry();
  private static final EpochKeys SECOND = BOB_KEYS.following(BOB, NEXT_WEEK, new Random(8));
  private static final JsonObject HONEST_SECOND = SECOND.epoch().payload();

  @Test
  void verifiesUnderItsCardAndComesBackFromItsStatement() throws Exception {
    assertEquals(EPOCH, Epoch.verify(BOB_KEYS.statement(), BOB.card()));
    assertEquals(EPOCH.payload(), Epoch.verify(BOB_KEYS.statement(), BOB.card()).payload());
  }

  @Test
  void theNextEpochUsesTheKeysThatWereAnnounced() throws Exception {
    assertEquals(EPOCH.next(), SECOND.epoch().keys().kid());
    Epoch second = Epoch.verify(SECOND.statement(), BOB.card());
    second.requireBehind(EPOCH);
    assertEquals(2, EpochChain.EMPTY.with(EPOCH).with(second).size());
  }

  @Test
  void aChainTakesAnEpochThatItHoldsAndFindsItByName() throws Exception {
    EpochChain chain = EpochChain.EMPTY.with(EPOCH).with(SECOND.epoch());
    assertSame(chain, chain.with(EPOCH));
    assertEquals(Optional.of(SECOND.epoch()), chain.find(SECOND.epoch().sid()));
    assertEquals(Optional.empty(), EpochChain.EMPTY.find(EPOCH.sid()));
  }

  @Test
  void coversItsFirstInstantAndNotItsLast() {
    assertTrue(EPOCH.covers(EPOCH.notBefore()));
    assertTrue(EPOCH.covers(EPOCH.expiry().minusMillis(1)));
    assertFalse(EPOCH.covers(EPOCH.notBefore().minusMillis(1)));
    assertFalse(EPOCH.covers(EPOCH.expiry()));
  }

  @Test
  void E106_refusesAMissingOrUnknownField() {
    assertRefused(E106_FIELDS, without(HONEST, "next"));
    assertRefused(E106_FIELDS, with(HONEST, "note", "x"));
  }

  @Test
  void E107_refusesADeviceOrNameOfAnotherLength() {
    assertRefused(E107_BASE64URL, with(HONEST, "device", "AAAA"));
    assertRefused(E107_BASE64URL, with(HONEST, "next", "AAAA"));
  }

  @Test
  void E108_refusesAnotherVersionOrType() {
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "v", 2));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "type", "revoke"));
  }

  @Test
  void E206_refusesAStrangersSignature() {
    assertRejected(E206_KEY_ID, () -> Epoch.verify(signed(HONEST, MALLORY), BOB.card()));
  }

  @Test
  void E301_refusesKeysThatAreNone() {
    assertRefused(E301_KEY_SET, with(HONEST, "p256", "AAAA"));
    assertRefused(E301_KEY_SET, with(HONEST, "mldsa65", "AAAA"));
  }

  @Test
  void E302_refusesAnEpochOfAnotherCard() {
    Bytes other = MALLORY.fingerprint().value();
    JsonObject lie = without(HONEST, "card").with("card", other);
    assertRefused(E302_EPOCH_SIGNER, lie);
  }

  @Test
  void E303_refusesAnEpochThatIsTooLongEmptyOrMadeAfterItsStart() throws Exception {
    long start = EPOCH.notBefore().toEpochMilli();
    assertRefused(E303_EPOCH_PERIOD, with(HONEST, "exp", start));
    assertRefused(E303_EPOCH_PERIOD, with(HONEST, "exp", EPOCH.expiry().toEpochMilli() + 1));
    assertRefused(
        E303_EPOCH_PERIOD, with(HONEST, "time", start + Duration.ofDays(1).toMillis() + 1));
    Epoch.verify(
        signed(with(HONEST, "time", start + Duration.ofDays(1).toMillis()), BOB), BOB.card());
  }

  @Test
  void E303_refusesAnEpochBeyondTheYearThatACertificateCanSay() {
    JsonObject late = with(HONEST, "nbf", JsonInteger.MAX - 1);
    assertRefused(E303_EPOCH_PERIOD, with(late, "exp", JsonInteger.MAX));
  }

  @Test
  void E304_refusesANumberAndAPreviousThatDoNotFit() {
    assertRefused(E304_EPOCH_CHAIN, with(HONEST, "prev", EPOCH.sid().text()));
    assertRefused(E304_EPOCH_CHAIN, with(HONEST_SECOND, "prev", ""));
    assertRefused(E304_EPOCH_CHAIN, with(HONEST_SECOND, "e", 1L << 32));
  }

  @Test
  void E304_refusesAnEpochThatDoesNotStandBehindTheLast() throws Exception {
    assertBreaksChain(with(HONEST_SECOND, "e", 2));
    assertBreaksChain(with(HONEST_SECOND, "prev", SECOND.epoch().sid().text()));
    assertBreaksChain(with(HONEST_SECOND, "device", "AAAAAAAAAAAAAAAAAAAAAA"));
    long start = EPOCH.notBefore().toEpochMilli();
    JsonObject backwards = with(with(HONEST_SECOND, "nbf", start - 1), "exp", start + 1);
    assertBreaksChain(with(backwards, "time", EPOCH.time().toEpochMilli()));
    assertBreaksChain(with(HONEST_SECOND, "time", EPOCH.time().toEpochMilli() - 1));
    EpochKeys stranger = EpochKeys.first(BOB, EPOCH.device(), NEXT_WEEK, new Random(9));
    JsonObject otherKeys =
        with(
            with(HONEST_SECOND, "p256", stranger.epoch().payload().fields().get("p256")),
            "mldsa65",
            stranger.epoch().payload().fields().get("mldsa65"));
    assertBreaksChain(otherKeys);
    assertRejected(E304_EPOCH_CHAIN, () -> EpochChain.EMPTY.with(SECOND.epoch()));
  }

  @Test
  void E304_refusesTwoEpochsOfOneNumber() throws Exception {
    EpochChain chain = EpochChain.EMPTY.with(EPOCH);
    Epoch twin = EpochKeys.first(BOB, EPOCH.device(), EPOCH.notBefore(), new Random(9)).epoch();
    assertRejected(E304_EPOCH_CHAIN, () -> chain.with(twin));
  }

  @Test
  void E304_refusesAnEpochOfAnotherDevice() throws Exception {
    var otherDevice = DeviceId.random(new Random(3));
    Epoch other = EpochKeys.first(BOB, otherDevice, EPOCH.notBefore(), new Random(9)).epoch();
    assertRejected(E304_EPOCH_CHAIN, () -> SECOND.epoch().requireBehind(other));
  }

  @Test
  void E306_refusesAnEpochThatSignsItself() {
    assertRejected(E306_KEY_USE, () -> Epoch.verify(signed(HONEST, BOB_KEYS), BOB.card()));
  }

  @Test
  void keysSignInsideTheirEpochAndUntilErased() {
    assertTrue(BOB_KEYS.canSign(NOW));
    assertFalse(BOB_KEYS.canSign(EPOCH.notBefore().minusMillis(1)));
    assertFalse(BOB_KEYS.canSign(EPOCH.expiry()));
    assertFalse(BOB_KEYS.erased().canSign(NOW));
    assertEquals(EPOCH.expiry().plus(Duration.ofHours(24)), BOB_KEYS.eraseBy());
    assertTrue(BOB_KEYS.hasEnded(EPOCH.expiry()) && !BOB_KEYS.hasEnded(NOW));
  }

  @Test
  void keysComeBackFromTheVault() throws Exception {
    EpochKeys restored = EpochKeys.restore(BOB_KEYS.statement(), BOB_KEYS.privateKeys());
    assertEquals(BOB_KEYS.epoch(), restored.epoch());
    assertEquals(BOB_KEYS.privateKeys(), restored.privateKeys());
    assertEquals(EPOCH.next(), restored.next().orElseThrow().keySet().kid());
    assertEquals(BOB_KEYS.erased(), EpochKeys.restore(BOB_KEYS.statement(), Optional.empty()));
  }

  @Test
  void aClockSetBackStartsNoEpoch() {
    assertThrows(
        IllegalStateException.class,
        () -> BOB_KEYS.following(BOB, EPOCH.notBefore().minusMillis(1), new Random(8)));
  }

  private static void assertRefused(Rule rule, JsonObject lie) {
    assertRejected(rule, () -> Epoch.verify(signed(lie, BOB), BOB.card()));
  }

  private static void assertBreaksChain(JsonObject lie) throws Exception {
    Epoch epoch = Epoch.verify(signed(lie, BOB), BOB.card());
    assertRejected(E304_EPOCH_CHAIN, () -> epoch.requireBehind(EPOCH));
  }
}
