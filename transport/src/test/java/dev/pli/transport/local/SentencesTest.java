package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.Language;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.View;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private final Sentences french = Sentences.in(Language.FRENCH);
  private final Sentences english = Sentences.in(Language.ENGLISH);

  @Test
  void bothLanguagesSayTheSameThings() {
    assertEquals(new TreeSet<>(french.keys()), new TreeSet<>(english.keys()));
    for (String key : french.keys()) {
      assertEquals(places(french, key), places(english, key), key);
    }
  }

  private static Set<String> places(Sentences sentences, String key) {
    var found = new TreeSet<String>();
    Pattern.compile("\\{\\d")
        .matcher(sentences.say(key, "{0", "{1", "{2", "{3"))
        .results()
        .forEach(place -> found.add(place.group()));
    return found;
  }

  @Test
  void everyErrorHasItsSentence() {
    for (ErrorCode code : ErrorCode.values()) {
      for (var sentences : new Sentences[] {french, english}) {
        String plain = sentences.say(Problem.of(code));
        assertTrue(plain.endsWith("."), plain);
        assertFalse(sentences.say(Problem.of(code, "7", "x")).contains("{"));
        assertFalse(plain.contains("!"), plain);
      }
    }
  }

  @Test
  void neverUsesTheReservedWords() {
    for (String key : french.keys()) {
      assertFalse(french.say(key, "0").contains("recommandé"), key);
    }
  }

  @Test
  void fallsBackToFewerArguments() {
    assertEquals(
        "Le nom « Dupont » est déjà pris. Choisissez-en un autre.",
        french.say(Problem.of(ErrorCode.LABEL_TAKEN, "Dupont", "more")));
    assertEquals(
        "A correspondent has this name already. Choose another one.",
        english.say(Problem.of(ErrorCode.LABEL_TAKEN)));
  }

  @Test
  void aRuleIsSaidInWords() {
    assertEquals(
        "This is your own invitation. Hand it to your correspondent.",
        english.say(Problem.of(ErrorCode.USAGE, "S207_LINK_OWN")));
    assertTrue(
        french.say(Problem.of(ErrorCode.USAGE, "S202_LINK_CHECKSUM")).contains("est abîmée."));
  }

  @Test
  void picksTheWordThatFitsTheNumber() {
    var pattern = Sentences.in(Language.FRENCH).with(SentencesTest.class, "plural");
    assertEquals("0 pli", pattern.say("letters", 0));
    assertEquals("1 pli", pattern.say("letters", 1));
    assertEquals("2 plis", pattern.say("letters", 2));
    pattern = Sentences.in(Language.ENGLISH).with(SentencesTest.class, "plural");
    assertEquals("0 letters", pattern.say("letters", 0));
    assertEquals("1 letter", pattern.say("letters", 1));
  }

  @Test
  void saysHowLongAWrongPassphraseWaits() {
    var early = Problem.of(ErrorCode.WRONG_PASSPHRASE, "4", "5");
    assertTrue(french.say(early).contains("n'a pas été essayée"), french.say(early));
    assertTrue(english.say(early).endsWith("Next try in 4 s."));
    assertTrue(english.say(Problem.of(ErrorCode.WRONG_PASSPHRASE, "4")).endsWith("in 4 s."));
  }

  @Test
  void saysThatTwoDevicesDoNotSeeEachOther() {
    assertEquals(
        "Les deux postes ne se voient pas sur le réseau local : le wifi isole peut-être les"
            + " appareils.",
        french.say("peer.apart"));
    assertTrue(
        french
            .say("peer.apart.what")
            .startsWith("Essayez le câble, ou une invitation avec adresse."));
    assertEquals(
        "The two devices do not see each other on the local network: the Wi-Fi may isolate"
            + " devices.",
        english.say("peer.apart"));
    assertTrue(
        english
            .say("peer.apart.what")
            .startsWith("Try the cable, or an invitation with an address."));
  }

  @Test
  void groupsNumbersByThousands() {
    assertTrue(french.say("error.part_not_found.1", 1_073_741_824L).contains("1 073 741 824"));
    assertTrue(english.say("error.part_not_found.1", 1_073_741_824L).contains("1,073,741,824"));
  }

  @Test
  void saysASentenceThatCameInWords() {
    assertEquals("Essayez.", english.say(View.Sentence.of(View.Sentence.SAID, "Essayez.")));
    assertEquals("odd.key a b", english.say(View.Sentence.of("odd.key", "a", "b")));
  }

  @Test
  void argumentsAreNotPatterns() {
    assertEquals(
        "\"{0} $1 \\\" means several things. Give the name or the id in full.",
        english.say("error.ambiguous.1", "{0} $1 \\"));
  }

  @Test
  void aSentenceThatIsMissingIsOurFault() {
    assertThrows(IllegalArgumentException.class, () -> english.say("nothing"));
  }
}
