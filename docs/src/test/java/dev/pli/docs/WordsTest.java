package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Words that the law reserves for qualified providers stand nowhere but in the sentence that says
/// this is not one; words that promise stand in no text of the interface. docs/spec/terms.md §3.
class WordsTest {
  private static final String LEGAL_SENTENCE =
      "pas un envoi recommandé électronique qualifié (art. 44 eIDAS, art. L100 CPCE)";

  private static final Pattern RESERVED =
      Pattern.compile("(?i)recommandée?s?|\\bLRE\\b|lettre recommand");

  private static final Pattern PROMISING =
      Pattern.compile("(?i)\\bconformes?\\b|certifiée?s?\\b|inviolable|100 ?%|militaire");

  @Test
  void noReservedWordOutsideTheLegalSentence() {
    List<Path> texts = texts(".md", ".properties", ".java", ".story");
    assertTrue(texts.size() > 10);
    var found = new ArrayList<String>();
    for (Path file : texts) {
      String text = onOneLine(Checkout.text(file)).replace(LEGAL_SENTENCE, "");
      RESERVED.matcher(text).results().forEach(word -> found.add(place(file, word.group())));
    }
    assertEquals(List.of(), found);
  }

  @Test
  void noPromiseInTheInterface() {
    var found = new ArrayList<String>();
    for (Path file : texts(".properties")) {
      PROMISING
          .matcher(Checkout.text(file))
          .results()
          .forEach(word -> found.add(place(file, word.group())));
    }
    assertEquals(List.of(), found);
  }

  /// The legal sentence may be broken over lines, and its spaces may be unbreakable.
  private static String onOneLine(String text) {
    return text.replaceAll("\\s*\\n\\s*(///|\\+ \"|> )?\\s*", " ")
        .replaceAll("[\\s\\u00a0\\u202f]+", " ");
  }

  private static List<Path> texts(String... suffixes) {
    return Stream.of(suffixes)
        .flatMap(suffix -> Checkout.files(suffix).stream())
        .filter(file -> !file.toString().contains("/src/test/java/"))
        .toList();
  }

  private static String place(Path file, String word) {
    return Checkout.name(file) + ": " + word;
  }
}
