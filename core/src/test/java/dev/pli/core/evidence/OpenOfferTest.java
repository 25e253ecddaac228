package dev.pli.core.evidence;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.evidence.Delivery.OFFER;
import static dev.pli.core.evidence.EvidenceRule.E308_SELF_DELIVERY;
import static dev.pli.core.evidence.EvidenceRule.E502_PARTY_REFERENCE;
import static dev.pli.core.evidence.EvidenceRule.E509_OFFER_TERMS;
import static dev.pli.core.evidence.EvidenceRule.E510_OFFER_MODE;
import static dev.pli.core.evidence.EvidenceRule.E602_POSITION;
import static dev.pli.core.evidence.Lies.with;
import static dev.pli.core.evidence.Lies.without;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.crypto.seal.SealRule.S512_PARTIES;
import static dev.pli.crypto.statement.StatementRule.E101_LENGTH;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E108_UNKNOWN_WORD;
import static dev.pli.crypto.statement.StatementRule.E109_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.StatementVerifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenOfferTest {
  private static final JsonObject HONEST = json();

  @Test
  void comesBackFromItsPayloadWithTheSameName() throws Exception {
    assertEquals(OFFER, OpenOffer.parse(OFFER.payload()));
    assertEquals(StatementVerifier.sid(OFFER.payload()), OFFER.sid().text());
  }

  @Test
  void mayStandWithoutAnAgreement() throws Exception {
    var bare =
        new OpenOffer(
            OFFER.app(),
            OFFER.content(),
            OFFER.from(),
            OFFER.to(),
            OFFER.pli(),
            Optional.empty(),
            OFFER.time());
    assertEquals(bare, OpenOffer.parse(bare.payload()));
  }

  @Test
  void S512_refusesAnOfferOfOtherPeople() throws Exception {
    OFFER.requireBetween(ALICE.fingerprint(), BOB.fingerprint());
    assertRejected(
        S512_PARTIES, () -> OFFER.requireBetween(MALLORY.fingerprint(), BOB.fingerprint()));
    assertRejected(
        S512_PARTIES, () -> OFFER.requireBetween(ALICE.fingerprint(), MALLORY.fingerprint()));
  }

  @Test
  void E101_refusesAPayloadThatIsTooLong() {
    assertRefused(E101_LENGTH, with(HONEST, "kc", "A".repeat(6_144)));
  }

  @Test
  void E106_refusesAMissingOrUnknownField() {
    assertRefused(E106_FIELDS, without(HONEST, "root"));
    assertRefused(E106_FIELDS, with(HONEST, "note", "x"));
    assertRefused(E106_FIELDS, with(HONEST, "app", with(app(), "os", "x")));
    assertRefused(E106_FIELDS, with(HONEST, "time", "now"));
  }

  @Test
  void E107_refusesAValueOfAnotherLength() {
    for (String name : new String[] {"ct", "kc", "root", "pid", "policy"}) {
      assertRefused(E107_BASE64URL, with(HONEST, name, "AAAA"));
    }
  }

  @Test
  void E108_refusesWordsItDoesNotKnow() {
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "v", 2));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "type", "letter"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "mode", "half"));
    assertRefused(E108_UNKNOWN_WORD, with(HONEST, "conf", "secret"));
  }

  @Test
  void E109_refusesAProgramNameThatHidesSomething() {
    assertRefused(E109_TEXT, with(HONEST, "app", with(app(), "name", "pli\u200b")));
    assertRefused(E109_TEXT, with(HONEST, "app", with(app(), "ver", "1".repeat(65))));
  }

  @Test
  void E308_refusesAnOfferToOneself() {
    assertRefused(E308_SELF_DELIVERY, with(HONEST, "to", HONEST.fields().get("from")));
  }

  @Test
  void E502_refusesAPartyThatIsNamedAsIfItSigned() {
    JsonObject signer = Delivery.BOB_KEYS.reference().json();
    assertRefused(E502_PARTY_REFERENCE, with(HONEST, "to", signer));
    assertRefused(E502_PARTY_REFERENCE, with(HONEST, "from", signer));
  }

  @Test
  void E509_refusesNoPartsAndTooMany() throws Exception {
    assertRefused(E509_OFFER_TERMS, with(HONEST, "parts", 0));
    assertRefused(E509_OFFER_TERMS, with(HONEST, "parts", 65));
    assertEquals(64, parse(with(HONEST, "parts", 64)).content().parts());
  }

  @Test
  void E510_refusesFieldsOfSealedModeAndSignatures() {
    assertRefused(E510_OFFER_MODE, with(HONEST, "mode", "sealed"));
    assertRefused(E510_OFFER_MODE, with(HONEST, "exp", 1));
    assertRefused(E510_OFFER_MODE, with(HONEST, "algs", JsonArray.ofTexts("ES256", "ML-DSA-65")));
    assertRefused(E510_OFFER_MODE, with(HONEST, "rel", JsonObject.EMPTY));
    assertRefused(E510_OFFER_MODE, with(HONEST, "clk", JsonObject.EMPTY));
    Bytes signed = Lies.signed(with(HONEST, "type", "offer"), ALICE);
    assertRejected(E101_LENGTH, () -> OpenOffer.parse(signed));
    JsonObject outer = JsonObject.EMPTY.with("payload", "AA").with("signatures", JsonArray.of());
    assertRefused(E510_OFFER_MODE, outer);
  }

  @Test
  void E602_refusesAnOfferThatIsNotTheFirst() {
    assertRefused(E602_POSITION, with(HONEST, "n", 1));
    assertRefused(E602_POSITION, with(HONEST, "prev", OFFER.sid().text()));
  }

  private static JsonObject app() {
    return (JsonObject) HONEST.fields().get("app");
  }

  private static OpenOffer parse(JsonObject fields) throws Exception {
    return OpenOffer.parse(CanonicalJson.write(fields));
  }

  private static void assertRefused(Rule rule, JsonObject lie) {
    assertRejected(rule, () -> parse(lie));
  }

  private static JsonObject json() {
    try {
      return CanonicalJson.parseObject(OFFER.payload(), CanonicalJson.MAX_PAYLOAD_BYTES);
    } catch (dev.pli.crypto.RejectedException e) {
      throw new AssertionError(e);
    }
  }
}
