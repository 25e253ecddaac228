package dev.pli.core.identity;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.flipped;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.identity.IdentityRule.S101_CARD_LAYOUT;
import static dev.pli.core.identity.IdentityRule.S102_CARD_SIGN_KEY;
import static dev.pli.core.identity.IdentityRule.S103_CARD_DH_KEY;
import static dev.pli.core.identity.IdentityRule.S104_CARD_P256_KEY;
import static dev.pli.core.identity.IdentityRule.S105_CARD_DAY;
import static dev.pli.core.identity.IdentityRule.S106_CARD_OTHER;
import static dev.pli.core.identity.IdentityRule.S107_CARD_OWN;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.DAY;
import static dev.pli.core.identity.People.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
  private static final Bytes CARD = ALICE.card().encode();

  @Test
  void comesBackFromItsBytes() throws Exception {
    assertEquals(2_090, CARD.length());
    assertEquals(ALICE.card(), Card.parse(CARD, NOW));
    assertEquals(ALICE.fingerprint(), Card.parse(CARD, NOW).fingerprint());
  }

  @Test
  void theDayIsPartOfTheFingerprint() {
    Identity nextDay = Identity.restore(ALICE.privateKeys(), DAY.plus(Duration.ofDays(1)));
    assertNotEquals(ALICE.fingerprint(), nextDay.fingerprint());
  }

  @Test
  void anIdentityComesBackFromItsPrivateKeys() {
    Identity restored = Identity.restore(ALICE.privateKeys(), NOW);
    assertEquals(ALICE.card(), restored.card());
    assertEquals(ALICE.privateKeys(), restored.privateKeys());
  }

  @Test
  void printsNoPrivateKey() {
    assertEquals("Identity[" + ALICE.fingerprint().text() + "]", ALICE.toString());
    assertEquals(Secret.copyOf(Bytes.zero(3)).toString(), "Secret[3 bytes]");
  }

  @Test
  void S101_refusesAnotherLengthOrVersion() {
    assertRefused(S101_CARD_LAYOUT, CARD.slice(0, 2_089));
    assertRefused(S101_CARD_LAYOUT, Bytes.concat(CARD, Bytes.of(0)));
    assertRefused(S101_CARD_LAYOUT, Bytes.EMPTY);
    assertRefused(S101_CARD_LAYOUT, replaced(CARD, 0, 2));
  }

  /// Points of small order, and encodings of them that are not canonical. RFC 7748, RFC 8032.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      })
  void S102_refusesASigningKeyOfSmallOrder(String key) {
    assertRefused(S102_CARD_SIGN_KEY, replaced(CARD, 1, Bytes.hex(key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      })
  void S103_refusesADhKeyThatGivesZero(String key) {
    assertRefused(S103_CARD_DH_KEY, replaced(CARD, 33, Bytes.hex(key)));
  }

  @Test
  void S104_refusesAPointOffTheCurveOrInAnotherForm() {
    assertRefused(S104_CARD_P256_KEY, flipped(CARD, 129));
    assertRefused(S104_CARD_P256_KEY, replaced(CARD, 65, 2));
    assertRefused(S104_CARD_P256_KEY, replaced(CARD, 66, Bytes.zero(64)));
    assertRefused(S104_CARD_P256_KEY, replaced(CARD, 66, Bytes.hex("ff".repeat(32))));
  }

  @Test
  void S105_refusesATimeThatIsNoDayOrLiesAhead() throws Exception {
    assertRefused(S105_CARD_DAY, flipped(CARD, 2_089));
    assertRefused(S105_CARD_DAY, replaced(CARD, 2_082, Bytes.hex("ff".repeat(8))));
    Bytes ahead =
        Identity.restore(ALICE.privateKeys(), NOW.plus(Duration.ofDays(2))).card().encode();
    assertRefused(S105_CARD_DAY, ahead);
    Bytes tomorrow =
        Identity.restore(ALICE.privateKeys(), NOW.plus(Duration.ofDays(1))).card().encode();
    assertEquals(DAY.plus(Duration.ofDays(1)), Card.parse(tomorrow, NOW).created());
  }

  @Test
  void S106_refusesACardThatWasNotPinned() throws Exception {
    ALICE.card().requireFingerprint(ALICE.fingerprint());
    assertRejected(S106_CARD_OTHER, () -> ALICE.card().requireFingerprint(BOB.fingerprint()));
  }

  @Test
  void S107_refusesTheReadersOwnCard() throws Exception {
    ALICE.card().requireNotOwn(BOB.fingerprint());
    assertRejected(S107_CARD_OWN, () -> ALICE.card().requireNotOwn(ALICE.fingerprint()));
  }

  private static void assertRefused(Rule rule, Bytes card) {
    assertRejected(rule, () -> Card.parse(card, NOW));
  }
}
