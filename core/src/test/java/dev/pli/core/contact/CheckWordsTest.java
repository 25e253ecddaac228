package dev.pli.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.contact.Verification.Compared;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.People;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckWordsTest {
  private static final CheckWords WORDS =
      CheckWords.of(People.ALICE.fingerprint(), People.BOB.fingerprint());
  private static final String FRENCH = String.join(" ", WORDS.words(Language.FRENCH));
  private static final String ENGLISH = String.join(" ", WORDS.words(Language.ENGLISH));
  private static final Optional<Compared> SAME_WORDS = Optional.of(Compared.WORDS);
  private static final Optional<Compared> SAME_DIGITS = Optional.of(Compared.DIGITS);

  @Test
  void areTheSameOnBothSides() {
    assertEquals(WORDS, CheckWords.of(People.BOB.fingerprint(), People.ALICE.fingerprint()));
    assertEquals(8, WORDS.words(Language.FRENCH).size());
    assertEquals(12, WORDS.groups().size());
    assertEquals(60, WORDS.digits().length());
  }

  @Test
  void wordsOfEitherLanguageAreTheSame() {
    assertEquals(SAME_WORDS, WORDS.compare(FRENCH, Language.FRENCH));
    assertEquals(SAME_WORDS, WORDS.compare(FRENCH, Language.ENGLISH));
    assertEquals(SAME_WORDS, WORDS.compare(ENGLISH, Language.FRENCH));
    assertEquals(SAME_WORDS, WORDS.compare(ENGLISH, Language.ENGLISH));
  }

  @Test
  void wordsMayBeTypedDecomposedWithoutAccentsInCapitalsOrWithCommas() {
    String decomposed = Normalizer.normalize(FRENCH, Normalizer.Form.NFD);
    assertEquals(SAME_WORDS, WORDS.compare(decomposed, Language.FRENCH));
    assertEquals(SAME_WORDS, WORDS.compare(decomposed.replaceAll("\\p{M}", ""), Language.FRENCH));
    assertEquals(SAME_WORDS, WORDS.compare(FRENCH.toUpperCase(Locale.ROOT), Language.FRENCH));
    assertEquals(
        SAME_WORDS, WORDS.compare("  " + FRENCH.replace(" ", ",\n") + ".", Language.FRENCH));
  }

  @Test
  void digitsMayBeGroupedInAnyWay() {
    assertEquals(SAME_DIGITS, WORDS.compare(WORDS.digits(), Language.FRENCH));
    assertEquals(SAME_DIGITS, WORDS.compare(String.join(" ", WORDS.groups()), Language.FRENCH));
    assertEquals(
        SAME_DIGITS, WORDS.compare(WORDS.digits().replaceAll("(.{3})", "$1-"), Language.FRENCH));
  }

  @Test
  void sevenOfEightNineSwappedOrMixedWordsAreNotTheSame() {
    List<String> words = new ArrayList<>(WORDS.words(Language.FRENCH));
    assertDiffers(String.join(" ", words.subList(0, 7)));
    assertDiffers(FRENCH + " " + words.getFirst());
    String mixed =
        WORDS.words(Language.ENGLISH).getFirst() + FRENCH.substring(words.getFirst().length());
    assertDiffers(mixed);
    Collections.swap(words, 2, 3);
    assertDiffers(String.join(" ", words));
    assertDiffers("");
  }

  @Test
  void aWrongMissingOrSwappedGroupIsNotTheSame() {
    String digits = WORDS.digits();
    assertDiffers(digits.substring(1));
    assertDiffers(digits + "0");
    assertDiffers((digits.charAt(0) == '9' ? '0' : '9') + digits.substring(1));
    List<String> groups = new ArrayList<>(WORDS.groups());
    Collections.swap(groups, 0, 1);
    assertDiffers(String.join(" ", groups));
  }

  private static void assertDiffers(String heard) {
    assertEquals(Optional.empty(), WORDS.compare(heard, Language.FRENCH));
    assertEquals(Optional.empty(), WORDS.compare(heard, Language.ENGLISH));
  }
}
