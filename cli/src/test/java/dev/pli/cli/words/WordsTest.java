package dev.pli.cli.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pli.core.identity.Language;
import java.time.Instant;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final TimeZone PARIS = TimeZone.getTimeZone("Europe/Paris");
  private final Words french = Words.of(Language.FRENCH, PARIS);
  private final Words english = Words.of(Language.ENGLISH, PARIS);

  @Test
  void bothLanguagesSayTheSameThings() {
    var keys = new TreeSet<>(french.sentences().keys());
    assertEquals(keys, new TreeSet<>(english.sentences().keys()));
    for (String key : keys) {
      assertEquals(places(french, key), places(english, key), key);
      assertEquals(
          key.equals("receipt.not_qualified"),
          french.say(key, 1, 1, 1, 1, 1, 1).contains("recommandé"),
          key);
    }
  }

  @Test
  void sentencesAreShownWithTheSignsOfAKeyboard() {
    for (var words : new Words[] {french, english}) {
      for (String key : words.sentences().keys()) {
        String said = words.say(key, "x", "x", "x", "x", "x", "x");
        assertFalse(said.matches("(?s).*[\u00a0\u202f\u2018\u2019].*"), said);
      }
    }
    assertEquals("x’y ; z", french.say("error.usage.1", "x’y ; z"), "what came stays as it came");
  }

  private static Set<String> places(Words words, String key) {
    var found = new TreeSet<String>();
    String filled = words.say(key, "{0", "{1", "{2", "{3", "{4", "{5");
    Pattern.compile("\\{\\d").matcher(filled).results().forEach(m -> found.add(m.group()));
    return found;
  }

  @Test
  void datesAreLocalAndWrittenOut() {
    var summer = Instant.parse("2026-07-01T07:02:05Z");
    assertEquals("1er juillet 2026 à 9 h 02", french.moment(summer));
    assertEquals("1 July 2026 at 09:02", english.moment(summer));
    assertEquals("1er juillet 2026, 9 h 02", french.listed(summer));
    assertEquals("9 h 02 min 05 s", french.timeWithSeconds(summer));
    assertEquals("09:02:05", english.timeWithSeconds(summer));
    var midnight = Instant.parse("2026-12-31T23:00:00Z");
    assertEquals("1er janvier 2027 à 0 h 00", french.moment(midnight));
    assertEquals("1 January 2027 at 00:00", english.moment(midnight));
  }

  @Test
  void todayNeedsNoDay() {
    var now = Instant.parse("2026-11-22T17:12:31Z");
    assertEquals("9 h 02", french.since(Instant.parse("2026-11-22T08:02:00Z"), now));
    assertEquals(
        "le 21 novembre 2026, 9 h 02", french.since(Instant.parse("2026-11-21T08:02:00Z"), now));
    assertEquals(
        "21 November 2026, 09:02", english.since(Instant.parse("2026-11-21T08:02:00Z"), now));
  }

  @Test
  void sizesAreDecimalAndNeverRoundedUp() {
    assertEquals("0 octet", french.size(0));
    assertEquals("999 octets", french.size(999));
    assertEquals("1,0 ko", french.size(1_000));
    assertEquals("9,9 ko", french.size(9_999));
    assertEquals("10 ko", french.size(10_000));
    assertEquals("999 ko", french.size(999_999));
    assertEquals("412 Mo", french.size(412_999_999));
    assertEquals("1,0 Go", french.size(1_073_741_824));
    assertEquals("1.0 GB", english.size(1_073_741_824));
    assertEquals("1 000 To", french.size(1_000_000_000_000_000L));
    assertEquals("1 073 741 824 octets", french.exactSize(1_073_741_824));
  }

  @Test
  void fingerprintsAndDigitsAreGrouped() {
    assertEquals("3f8a 11c0 7b", Words.fingerprint("3f8a11c07b"));
    assertEquals("40172 88315", Words.digits("4017288315"));
    assertEquals("", Words.digits(""));
  }

  @Test
  void frenchIsWhatStartsWithFr() {
    assertEquals(Language.FRENCH, Words.languageOf("fr_CA.UTF-8"));
    assertEquals(Language.FRENCH, Words.languageOf("FR"));
    assertEquals(Language.ENGLISH, Words.languageOf("de_DE"));
    assertEquals(Language.ENGLISH, Words.languageOf(""));
  }

  @Test
  void whatSteersATerminalIsShownAsAMark() {
    assertEquals("a\nb\tc", Visible.text("a\nb\tc"));
    assertEquals("\ufffd[31m\ufffd\ufffd", Visible.text("\u001b[31m\u009b\u202e"));
    assertEquals("a\ufffdb c", Visible.line("a\nb\tc"));
    assertEquals("é 😀 « »", Visible.line("é 😀 « »"));
  }
}
