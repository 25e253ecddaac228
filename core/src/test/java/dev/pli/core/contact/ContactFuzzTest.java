package dev.pli.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.People;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;

/// Whatever a person pastes or scans, these parsers reject or give back the same text.
class ContactFuzzTest {
  private static final CheckWords WORDS = new CheckWords(Bytes.hex("5a".repeat(32)));

  @FuzzTest
  void invitationText(byte[] input) {
    String text = Bytes.copyOf(input).utf8();
    try {
      assertEquals(text.strip(), Invitation.parse(text, Instant.EPOCH).text());
    } catch (RejectedException e) {
      assertEquals('S', e.rule().name().charAt(0));
    }
  }

  @FuzzTest
  void invitationBytes(byte[] input) {
    try {
      assertEquals(Bytes.copyOf(input), Invitation.parse(Bytes.copyOf(input)).encode());
    } catch (RejectedException e) {
      assertEquals('S', e.rule().name().charAt(0));
    }
  }

  @FuzzTest
  void verificationCode(byte[] input) {
    String text = Bytes.copyOf(input).utf8();
    try {
      var code = VerificationCode.parse(text);
      assertEquals(text.strip(), code.text());
      code.requireBetween(People.ALICE.fingerprint(), People.BOB.fingerprint());
    } catch (RejectedException e) {
      assertEquals(ContactRule.S122_VERIFICATION_CODE, e.rule());
    }
  }

  @FuzzTest
  void heard(byte[] input) {
    WORDS.compare(Bytes.copyOf(input).utf8(), Language.FRENCH);
  }
}
