package dev.pli.core.contact;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.contact.ContactRule.S122_VERIFICATION_CODE;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.MALLORY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {
  private static final VerificationCode CODE =
      new VerificationCode(ALICE.fingerprint(), BOB.fingerprint());

  @Test
  void comesBackFromItsText() throws Exception {
    assertEquals(CODE, VerificationCode.parse(CODE.text()));
    assertEquals(CODE, VerificationCode.parse(" " + CODE.text() + "\n"));
    CODE.requireBetween(ALICE.fingerprint(), BOB.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pliv:", "pli:AA", "pliv:AA==", "pliv:AB", "pliv:é", "PLIV:AA"})
  void S122_refusesWhatIsNoCode(String text) {
    assertRejected(S122_VERIFICATION_CODE, () -> VerificationCode.parse(text));
  }

  @Test
  void S122_refusesAnotherLengthOrVersion() {
    String text = CODE.text();
    assertRejected(S122_VERIFICATION_CODE, () -> VerificationCode.parse(text + "A"));
    assertRejected(
        S122_VERIFICATION_CODE, () -> VerificationCode.parse(text.substring(0, text.length() - 4)));
    Bytes other = Bytes.concat(Bytes.of(2), ALICE.fingerprint().value(), BOB.fingerprint().value());
    assertRejected(
        S122_VERIFICATION_CODE, () -> VerificationCode.parse("pliv:" + Base64Url.encode(other)));
  }

  @Test
  void S122_refusesACodeOfOtherPeople() {
    assertRejected(
        S122_VERIFICATION_CODE,
        () -> CODE.requireBetween(MALLORY.fingerprint(), BOB.fingerprint()));
    assertRejected(
        S122_VERIFICATION_CODE,
        () -> CODE.requireBetween(ALICE.fingerprint(), MALLORY.fingerprint()));
    assertRejected(
        S122_VERIFICATION_CODE, () -> CODE.requireBetween(BOB.fingerprint(), ALICE.fingerprint()));
  }
}
