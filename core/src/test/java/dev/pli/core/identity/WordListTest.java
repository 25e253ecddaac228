package dev.pli.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordListTest {
  @ParameterizedTest
  @EnumSource
  void everyWordIsFoundAsShownDecomposedAndFromItsFirstLetters(Language language) {
    WordList list = WordList.of(language);
    for (int i = 0; i < WordList.WORDS; i++) {
      String word = list.word(i);
      String plain = Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
      assertTrue(Normalizer.isNormalized(word, Normalizer.Form.NFC));
      assertEquals(OptionalInt.of(i), list.find(word));
      assertEquals(OptionalInt.of(i), list.find(Normalizer.normalize(word, Normalizer.Form.NFD)));
      assertEquals(OptionalInt.of(i), list.find(plain));
      assertEquals(OptionalInt.of(i), list.find(plain.substring(0, Math.min(4, plain.length()))));
    }
  }

  @Test
  void findsNoWordThatWasTypedTooLongOrTooShort() {
    WordList list = WordList.of(Language.FRENCH);
    assertEquals(OptionalInt.empty(), list.find("abeilles"));
    assertEquals(OptionalInt.empty(), list.find("abe"));
    assertEquals(OptionalInt.empty(), list.find(""));
    assertEquals(OptionalInt.empty(), list.find("xylophones"));
  }
}
