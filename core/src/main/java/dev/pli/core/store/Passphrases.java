package dev.pli.core.store;

import dev.pli.core.identity.Language;
import dev.pli.core.identity.WordList;
import dev.pli.core.identity.Words;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// What a passphrase must be, and what it is once typed: drawn words first, chosen ones if they
/// measure up. docs/spec/vault.md §13.
public final class Passphrases {

  // Fixed by the spec.

  /// What eight words of 2 048 are worth, and 13 characters of four classes.
  private static final int MIN_BITS = 80;

  private static final int MIN_WORDS = 8;
  private static final int WORD_BITS = 11;
  private static final int MIN_CHARACTERS = 13;

  /// The letters, digits and other signs that the CNIL counts (délibération 2022-100).
  private static final int ALPHABET = 26 + 26 + 10 + 37;

  // Chosen by us.

  /// Fewer are a name or a habit, and would forbid half of all phrases.
  private static final int MIN_NAME_CHARACTERS = 4;

  private Passphrases() {}

  /// Why a chosen passphrase is refused.
  public enum Reason {
    /// Fewer than eight words, or than 13 characters.
    TOO_SHORT,
    /// One of the four classes is missing: capitals, small letters, digits, other signs.
    CLASSES,
    /// Somebody who knows the usual words, dates and runs of keys would find it.
    GUESSABLE,
    /// It holds a name that others know: the owner's or a correspondent's.
    NAME,
    /// It is the recovery words.
    RECOVERY
  }

  /// The judgement on a passphrase.
  public sealed interface Verdict {
    /// Worth this much to who guesses blindly.
    record Accepted(int bits) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
  }

  /// Eight different words to propose, 88 bits, as a person reads them. One draw in 73 holds a word
  /// twice, which [#judge] refuses: then all are drawn again.
  public static Secret draw(Language language, RandomGenerator random) {
    WordList list = WordList.of(language);
    List<String> words;
    do {
      Bytes bits = Secret.random(MIN_WORDS * WORD_BITS / Byte.SIZE, random).reveal();
      words = Words.cut(bits, MIN_WORDS).stream().map(list::word).toList();
    } while (words.stream().distinct().count() < MIN_WORDS);
    return Secret.copyOf(Bytes.utf8(String.join(" ", words)));
  }

  /// The form in which a passphrase meets the key derivation, now and at every unlock: decomposed,
  /// single spaces, and list words in full, whichever way they were typed.
  public static Secret canonical(Secret typed) {
    String text = spaced(typed);
    String words =
        listed(text, MIN_WORDS)
            .map(listed -> Normalizer.normalize(listed.text(), Normalizer.Form.NFKD))
            .orElse(text);
    return Secret.copyOf(Bytes.utf8(words));
  }

  private static String spaced(Secret typed) {
    return Normalizer.normalize(typed.reveal().utf8(), Normalizer.Form.NFKD)
        .replaceAll("[\\s\\p{Z}]+", " ")
        .strip();
  }

  /// Words that all stand in one list.
  private record Listed(List<String> words) {
    private String text() {
      return String.join(" ", words);
    }
  }

  /// At least `least` words of one list, in full; empty when one of them stands in no list.
  private static Optional<Listed> listed(String text, int least) {
    String[] typed = text.split(" ");
    if (typed.length >= least) {
      for (Language language : Language.values()) {
        Optional<Listed> found = listed(typed, WordList.of(language));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Listed> listed(String[] typed, WordList list) {
    var words = new ArrayList<String>();
    for (String word : typed) {
      OptionalInt index = list.find(word);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      words.add(list.word(index.getAsInt()));
    }
    return Optional.of(new Listed(words));
  }

  /// Judges what a person chose or was given. `names` are those that others know: the owner's, the
  /// practice's, the correspondents'.
  public static Verdict judge(Secret typed, Collection<String> names) {
    String text = spaced(typed);
    Optional<Listed> words = listed(text, 2);
    if (words.isPresent()) {
      return judgeWords(words.get());
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    int characters = composed.codePointCount(0, composed.length());
    if (characters < MIN_CHARACTERS) {
      return new Verdict.Refused(Reason.TOO_SHORT);
    }
    if (!hasAllClasses(composed)) {
      return new Verdict.Refused(Reason.CLASSES);
    }
    if (holdsName(text, names)) {
      return new Verdict.Refused(Reason.NAME);
    }
    return Guessing.isEasy(text)
        ? new Verdict.Refused(Reason.GUESSABLE)
        : new Verdict.Accepted(bits(characters));
  }

  /// As [#judge], for a vault whose recovery words are known: both must differ. V245
  public static Verdict judge(Secret typed, Collection<String> names, Words recovery) {
    Secret words = Secret.copyOf(Bytes.utf8(recovery.text()));
    return canonical(typed).equals(canonical(words))
        ? new Verdict.Refused(Reason.RECOVERY)
        : judge(typed, names);
  }

  private static Verdict judgeWords(Listed listed) {
    int count = listed.words.size();
    if (count * WORD_BITS < MIN_BITS) {
      return new Verdict.Refused(Reason.TOO_SHORT);
    }
    boolean repeats = listed.words.stream().distinct().count() * WORD_BITS < MIN_BITS;
    return repeats
        ? new Verdict.Refused(Reason.GUESSABLE)
        : new Verdict.Accepted(count * WORD_BITS);
  }

  private static boolean hasAllClasses(String text) {
    return has(text, Character::isUpperCase)
        && has(text, Character::isLowerCase)
        && has(text, Character::isDigit)
        && has(text, c -> !Character.isLetterOrDigit(c));
  }

  private static boolean has(String text, IntPredicate kind) {
    return text.codePoints().anyMatch(kind);
  }

  private static boolean holdsName(String text, Collection<String> names) {
    String plain = plain(text);
    return names.stream()
        .flatMap(name -> List.of(plain(name).split("[^a-z0-9]+")).stream())
        .filter(name -> name.length() >= MIN_NAME_CHARACTERS)
        .anyMatch(plain::contains);
  }

  /// Small letters without accents.
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  private static int bits(int characters) {
    return (int) (characters * Math.log(ALPHABET) / Math.log(2));
  }
}
