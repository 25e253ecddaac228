package dev.pli.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Fingerprint FINGERPRINT = People.ALICE.fingerprint();

  @Test
  void isReadFromDigitsInAnyGrouping() {
    assertEquals(Optional.of(FINGERPRINT), Fingerprint.parse(FINGERPRINT.text()));
    assertEquals(Optional.of(FINGERPRINT), Fingerprint.parse(FINGERPRINT.grouped()));
    assertEquals(
        Optional.of(FINGERPRINT),
        Fingerprint.parse(" " + FINGERPRINT.text().toUpperCase(Locale.ROOT) + "\n"));
  }

  @Test
  void isShownInSixteenGroupsOfFour() {
    assertEquals(79, FINGERPRINT.grouped().length());
    assertEquals(FINGERPRINT.text(), FINGERPRINT.grouped().replace(" ", ""));
    assertEquals(' ', FINGERPRINT.grouped().charAt(4));
  }

  @Test
  void isNothingElse() {
    assertEquals(Optional.empty(), Fingerprint.parse(FINGERPRINT.text().substring(1)));
    assertEquals(Optional.empty(), Fingerprint.parse(FINGERPRINT.text() + "0"));
    assertEquals(Optional.empty(), Fingerprint.parse("g".repeat(64)));
    assertEquals(Optional.empty(), Fingerprint.parse(""));
  }
}
