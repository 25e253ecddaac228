package dev.pli.core.evidence;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.evidence.Delivery.AGREEMENT;
import static dev.pli.core.evidence.EvidenceRule.E401_AGREEMENT_TWINS;
import static dev.pli.core.evidence.EvidenceRule.E402_AGREEMENT_PARTIES;
import static dev.pli.core.evidence.EvidenceRule.E403_AGREEMENT_TEXT;
import static dev.pli.core.evidence.EvidenceRule.E404_AGREEMENT_SCOPE;
import static dev.pli.core.evidence.EvidenceRule.E405_POLICY;
import static dev.pli.core.evidence.EvidenceRule.E406_AGREEMENT_AGE;
import static dev.pli.core.evidence.Lies.with;
import static dev.pli.core.evidence.Lies.without;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E109_TEXT;
import static dev.pli.crypto.statement.StatementRule.E206_KEY_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.evidence.Agreement.Mode;
import dev.pli.core.identity.Language;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonText;
import dev.pli.crypto.statement.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgreementTest {
  private static final JsonObject HONEST = json(AGREEMENT);
  private static final Instant TIME = AGREEMENT.time();

  @Test
  void comesBackFromItsPayloadAndFromBothSignedForms() throws Exception {
    assertEquals(AGREEMENT, Agreement.parse(AGREEMENT.payload()));
    Agreement byAlice = Agreement.verify(AGREEMENT.sign(ALICE, new Random(1)), ALICE.card());
    Agreement byBob = Agreement.verify(AGREEMENT.sign(BOB, new Random(2)), BOB.card());
    byAlice.requireSameAs(byBob);
    assertEquals(AGREEMENT.sid(), byAlice.sid());
  }

  @Test
  void isTheSameWhoeverProposesIt() {
    assertEquals(AGREEMENT, Agreement.propose(Language.FRENCH, BOB.card(), ALICE.card(), TIME));
  }

  @Test
  void eachPartyMaySayWhoItIs() throws Exception {
    Signatory named =
        new Signatory(
            AGREEMENT.first().card(),
            AGREEMENT.first().keys(),
            "Me Claire Dupré",
            "12345",
            "Barreau de Paris",
            Profession.AVOCAT);
    var agreement =
        new Agreement(
            Language.FRENCH, Set.of(Mode.OPEN), AGREEMENT.text(), TIME, named, AGREEMENT.second());
    assertEquals(agreement, Agreement.parse(agreement.payload()));
    agreement.requireBetween(ALICE.card(), BOB.card());
  }

  @ParameterizedTest
  @EnumSource
  void theTextSaysWhatItMustAndUsesNoReservedWordBeyondIt(Language language) {
    String text = AgreementText.of(language).utf8();
    String sentence =
        switch (language) {
          case FRENCH ->
              "n’est pas un envoi recommandé électronique qualifié (art. 44 eIDAS, art. L100 CPCE)";
          case ENGLISH ->
              "is not a qualified electronic registered delivery (art. 44 eIDAS, art. L100 CPCE)";
        };
    assertTrue(text.contains(sentence));
    String rest = text.replace(sentence, "");
    assertTrue(
        !rest.contains("recommand") && !rest.contains("registered") && !rest.contains("LRE"));
    assertTrue(text.contains("120") && text.contains("ES256") && text.contains("ML-DSA-65"));
    assertTrue(AgreementText.of(language).length() <= AgreementText.MAX_BYTES);
  }

  /// Signed agreements name these bytes: a new wording is a new file.
  @Test
  void theTextsAreThoseThatWerePublished() {
    assertEquals(
        "2325c7803870de39e3850ebd104961352e3467b0c58e76d744908a0b60660903",
        AgreementText.hash(AgreementText.of(Language.FRENCH)).hex());
    assertEquals(
        "7ba564b5fa48adaba56601dd0fcb19b3da90c2fd72a6fa9ea2acef04aad24ade",
        AgreementText.hash(AgreementText.of(Language.ENGLISH)).hex());
    assertEquals(Optional.of(Language.FRENCH), AgreementText.languageOf(AGREEMENT.text()));
    assertEquals(Optional.empty(), AgreementText.languageOf(Bytes.zero(32)));
  }

  @Test
  void E106_refusesAMissingOrUnknownField() {
    assertRefused(E106_FIELDS, without(HONEST, "lang"));
    assertRefused(E106_FIELDS, with(HONEST, "note", "x"));
    assertRefused(E106_FIELDS, withParties(without(party(0), "order"), party(1)));
    assertRefused(E106_FIELDS, withParties(party(0), with(party(1), "e-mail", "x")));
  }

  @Test
  void E106_refusesAPartyThatIsNoObject() {
    assertRefused(
        E106_FIELDS, with(HONEST, "parties", JsonArray.of(new JsonText("a"), new JsonText("b"))));
  }

  @Test
  void E108_refusesWordsItDoesNotKnow() {
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "v", 2));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "type", "receipt"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "lang", "de"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "modes", JsonArray.ofTexts("open", "half")));
    assertRefused(
        E108_UNKNOWN_WORD, withParties(with(party(0), "profession", "notaire"), party(1)));
  }

  @Test
  void E109_refusesATextThatHidesSomething() {
    assertRefused(E109_TEXT, withParties(with(party(0), "name", "a\u202eb"), party(1)));
    assertRefused(E109_TEXT, withParties(with(party(0), "order", "x".repeat(256)), party(1)));
    assertRefused(E109_TEXT, withParties(with(party(0), "number", "x".repeat(65)), party(1)));
  }

  @Test
  void E206_refusesTheSignatureOfSomebodyElse() {
    Bytes forged = AGREEMENT.sign(MALLORY, new Random(3));
    assertRejected(E206_KEY_ID, () -> Agreement.verify(forged, ALICE.card()));
  }

  @Test
  void E401_refusesTwoSignedFormsOfTwoAgreements() throws Exception {
    Agreement later =
        Agreement.propose(Language.FRENCH, ALICE.card(), BOB.card(), TIME.plusMillis(1));
    assertRejected(E401_AGREEMENT_TWINS, () -> AGREEMENT.requireSameAs(later));
    AGREEMENT.requireSameAs(AGREEMENT);
  }

  @Test
  void E402_refusesPartiesThatAreNotTwoInOrder() {
    assertRefused(E402_AGREEMENT_PARTIES, withParties(party(1), party(0)));
    assertRefused(E402_AGREEMENT_PARTIES, withParties(party(0), party(0)));
    assertRefused(E402_AGREEMENT_PARTIES, withParties(party(0)));
    assertRefused(E402_AGREEMENT_PARTIES, withParties(party(0), party(1), party(1)));
  }

  @Test
  void E402_refusesAThirdCardAndAnotherKey() throws Exception {
    AGREEMENT.requireBetween(ALICE.card(), BOB.card());
    AGREEMENT.requireBetween(BOB.card(), ALICE.card());
    assertRejected(
        E402_AGREEMENT_PARTIES, () -> AGREEMENT.requireBetween(ALICE.card(), MALLORY.card()));
    assertRejected(
        E402_AGREEMENT_PARTIES, () -> AGREEMENT.requireBetween(ALICE.card(), ALICE.card()));
    JsonObject otherKey = withParties(with(party(0), "ik", party(1).fields().get("ik")), party(1));
    Agreement lie = Agreement.parse(CanonicalJson.write(otherKey));
    assertRejected(E402_AGREEMENT_PARTIES, () -> lie.requireBetween(ALICE.card(), BOB.card()));
  }

  @Test
  void E402_refusesWordsThatTheOtherSidePutIntoTheReadersMouth() throws Exception {
    AGREEMENT.requireSays(Signatory.of(ALICE.card()));
    AGREEMENT.requireSays(Signatory.of(BOB.card()));
    boolean isFirst = AGREEMENT.first().card().equals(ALICE.fingerprint());
    JsonObject named = with(party(isFirst ? 0 : 1), "name", "Me Claire Dupré");
    JsonObject lie = isFirst ? withParties(named, party(1)) : withParties(party(0), named);
    Agreement agreement = Agreement.parse(CanonicalJson.write(lie));
    agreement.requireBetween(ALICE.card(), BOB.card());
    agreement.requireSays(Signatory.of(BOB.card()));
    assertRejected(E402_AGREEMENT_PARTIES, () -> agreement.requireSays(Signatory.of(ALICE.card())));
  }

  @Test
  void E403_refusesAnotherText() throws Exception {
    AGREEMENT.requireText(AgreementText.of(Language.FRENCH));
    assertRejected(
        E403_AGREEMENT_TEXT, () -> AGREEMENT.requireText(AgreementText.of(Language.ENGLISH)));
  }

  @Test
  void E404_refusesOtherAlgorithmsAndModesOutOfOrder() {
    assertRefused(E404_AGREEMENT_SCOPE, with(HONEST, "algs", JsonArray.ofTexts("ES256")));
    assertRefused(
        E404_AGREEMENT_SCOPE, with(HONEST, "algs", JsonArray.ofTexts("ML-DSA-65", "ES256")));
    assertRefused(E404_AGREEMENT_SCOPE, with(HONEST, "modes", JsonArray.of()));
    assertRefused(E404_AGREEMENT_SCOPE, with(HONEST, "modes", JsonArray.ofTexts("sealed", "open")));
    assertRefused(E404_AGREEMENT_SCOPE, with(HONEST, "modes", JsonArray.ofTexts("open", "open")));
  }

  @Test
  void E404_refusesAStatementOfAModeThatWasNotAgreed() throws Exception {
    AGREEMENT.requireCovers(Mode.OPEN, AGREEMENT.sid(), NOW);
    JsonObject openOnly = with(HONEST, "modes", JsonArray.ofTexts("open"));
    Agreement agreement = Agreement.parse(CanonicalJson.write(openOnly));
    assertRejected(
        E404_AGREEMENT_SCOPE, () -> agreement.requireCovers(Mode.SEALED, agreement.sid(), NOW));
  }

  @Test
  void E405_refusesAStatementOfAnotherAgreementOrBeforeIt() throws Exception {
    Sid other = Delivery.BOB_KEYS.epoch().sid();
    assertRejected(E405_POLICY, () -> AGREEMENT.requireCovers(Mode.OPEN, other, NOW));
    AGREEMENT.requireCovers(Mode.OPEN, AGREEMENT.sid(), TIME.minusSeconds(120));
    Instant before = TIME.minusSeconds(120).minusMillis(1);
    assertRejected(E405_POLICY, () -> AGREEMENT.requireCovers(Mode.OPEN, AGREEMENT.sid(), before));
  }

  @Test
  void E406_refusesToSignAnOldAgreementAndOneThatLiesAhead() throws Exception {
    AGREEMENT.requireSignable(TIME.plus(Duration.ofHours(24)));
    AGREEMENT.requireSignable(TIME.minusSeconds(120));
    Instant late = TIME.plus(Duration.ofHours(24)).plusMillis(1);
    Instant early = TIME.minusSeconds(120).minusMillis(1);
    assertRejected(E406_AGREEMENT_AGE, () -> AGREEMENT.requireSignable(late));
    assertRejected(E406_AGREEMENT_AGE, () -> AGREEMENT.requireSignable(early));
  }

  private static void assertRefused(Rule rule, JsonObject lie) {
    Bytes signed = Lies.signed(lie, ALICE);
    assertRejected(rule, () -> Agreement.verify(signed, ALICE.card()));
    assertRejected(rule, () -> Agreement.parse(CanonicalJson.write(lie)));
  }

  private static JsonObject json(Agreement agreement) {
    try {
      return CanonicalJson.parseObject(agreement.payload(), CanonicalJson.MAX_PAYLOAD_BYTES);
    } catch (dev.pli.crypto.RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject party(int index) {
    return (JsonObject) ((JsonArray) HONEST.fields().get("parties")).values().get(index);
  }

  private static JsonObject withParties(JsonObject... parties) {
    List<JsonValue> values = new ArrayList<>();
    Collections.addAll(values, parties);
    return with(HONEST, "parties", new JsonArray(values));
  }
}
