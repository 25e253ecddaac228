package dev.pli.core.store;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.SlantedKeyboardLoader;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.WordList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;

/// Whether somebody who knows the usual words, names, dates and runs of keys would soon find a
/// passphrase. A veto only: its figure is never shown. docs/spec/vault.md V244.
final class Guessing {
  /// log10 of 2^42 guesses, the most that still is a veto.
  private static final double EASY = 42 * Math.log10(2);

  /// zxcvbn's time grows with the square of the length; what is longer is judged by its start.
  private static final int MAX_CHARACTERS = 100;

  private Guessing() {}

  /// Built when the first secret is chosen, for it takes some megabytes.
  private static final class Loaded {
    private static final Zxcvbn ZXCVBN = build();
  }

  private static Zxcvbn build() {
    try {
      return new ZxcvbnBuilder()
          .dictionaries(StandardDictionaries.loadAllDictionaries())
          .dictionary(french("french-passwords"))
          .dictionary(french("french-names"))
          .dictionary(french("french-places"))
          .dictionary(french("french-words"))
          .dictionary(new Dictionary("bip39-french", words()))
          .keyboards(StandardKeyboards.loadAllKeyboards())
          .keyboard(
              new SlantedKeyboardLoader(
                      "azerty", () -> Guessing.class.getResourceAsStream("azerty.txt"))
                  .load())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dictionary french(String name) throws IOException {
    List<String> words =
        Migrations.resource(name + ".txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
            .map(Passphrases::plain)
            .distinct()
            .toList();
    return new Dictionary(name, words);
  }

  private static List<String> words() {
    WordList list = WordList.of(Language.FRENCH);
    return IntStream.range(0, WordList.WORDS).mapToObj(list::word).map(Passphrases::plain).toList();
  }

  /// Case stays, accents go: who guesses tries both.
  static boolean isEasy(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String start = plain.substring(0, Math.min(plain.length(), MAX_CHARACTERS));
    return Loaded.ZXCVBN.measure(start).getGuessesLog10() < EASY;
  }
}
