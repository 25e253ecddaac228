package dev.pli.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Secret ZEROS = Secret.copyOf(Bytes.zero(32));

  /// BIP-39 reference vectors, with an empty passphrase instead of `TREZOR`.
  @Test
  void zerosAreTwentyThreeTimesTheFirstWord() {
    assertEquals("abandon ".repeat(23) + "art", Words.of(Language.ENGLISH, ZEROS).text());
    assertEquals(
        "408b285c123836004f4b8842c89324c1f01382450c0d439af345ba7fc49acf705489c6fc77dbd4e3dc1dd8cc6bc9f043db8ada1e243c4a0eafb290d399480840",
        Words.of(Language.ENGLISH, ZEROS).seed64().reveal().hex());
  }

  @RepeatedTest(50)
  void everyEntropyComesBackFromItsWords(RepetitionInfo seed) {
    Words words = Words.draw(language(seed), new Random(seed.getCurrentRepetition()));
    assertEquals(Optional.of(words), Words.parse(words.text()));
    assertEquals(words, Words.of(words.language(), words.entropy()));
  }

  @RepeatedTest(20)
  void acceptsWordsWithoutAccentsShortenedAndInEitherUnicodeForm(RepetitionInfo seed) {
    Words words = Words.draw(Language.FRENCH, new Random(seed.getCurrentRepetition()));
    String decomposed = Normalizer.normalize(words.text(), Normalizer.Form.NFD);
    assertEquals(Optional.of(words), Words.parse(decomposed));
    assertEquals(Optional.of(words), Words.parse(decomposed.replaceAll("\\p{M}", "")));
    assertEquals(
        Optional.of(words), Words.parse(decomposed.replaceAll("\\p{M}", "").toUpperCase()));
    String shortened = decomposed.replaceAll("\\p{M}", "").replaceAll("(\\S{4})\\S*", "$1");
    assertEquals(Optional.of(words), Words.parse("\n " + shortened.replace(" ", "\n") + " "));
  }

  @Test
  void theLanguageIsPartOfTheSecret() {
    assertNotEquals(
        Words.of(Language.FRENCH, ZEROS).seed64(), Words.of(Language.ENGLISH, ZEROS).seed64());
  }

  @Test
  void refusesAWrongChecksumAMissingWordAndAnUnknownOne() {
    assertEquals(Optional.empty(), Words.parse("abandon ".repeat(24)));
    assertEquals(Optional.empty(), Words.parse("abandon ".repeat(22) + "art"));
    assertEquals(Optional.empty(), Words.parse("abandon ".repeat(22) + "pli art"));
    assertEquals(Optional.empty(), Words.parse(""));
  }

  @Test
  void refusesTwoSwappedWords() {
    String text = Words.draw(Language.FRENCH, new Random(1)).text();
    String[] words = text.split(" ");
    assertEquals(
        Optional.empty(),
        Words.parse(text.replaceFirst(words[0] + " " + words[1], words[1] + " " + words[0])));
  }

  @Test
  void neverPrintsItsWords() {
    Words words = Words.draw(Language.ENGLISH, new Random(1));
    assertFalse(words.toString().contains(words.text().split(" ")[0]));
  }

  private static Language language(RepetitionInfo seed) {
    return seed.getCurrentRepetition() % 2 == 0 ? Language.FRENCH : Language.ENGLISH;
  }
}
