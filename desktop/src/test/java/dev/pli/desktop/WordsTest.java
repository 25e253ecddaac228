package dev.pli.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void speaksFrenchWhereTheSystemDoes() {
    assertEquals(
        "Verrouillé. Les plis pour vous attendent chez leurs expéditeurs.",
        Words.of(Locale.CANADA_FRENCH).text("lock.locked"));
  }

  @Test
  void speaksEnglishElsewhere() {
    assertEquals(
        "Locked. Letters to you wait with their senders.",
        Words.of(Locale.GERMANY).text("lock.locked"));
  }
}
