package dev.pli.core.contact;

import dev.pli.core.contact.Verification.Compared;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.WordList;
import dev.pli.core.identity.Words;
import dev.pli.crypto.primitive.Argon2;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What two people read to each other: 8 words (88 bits) or 60 digits, made from both fingerprints.
///
/// The slow hash is part of the definition: it is what makes preparing two cards with the same
/// words expensive. `safety` is its result, 32 bytes, kept with the contact; it is not secret.
/// docs/spec/identity.md §4.
public record CheckWords(Bytes safety) {
  public static final int WORDS = 8;
  public static final int DIGITS = 60;

  private static final Bytes SALT = Hash.sha256(Bytes.ascii("pli/1 safety")).slice(0, 16);
  private static final Bytes DIGITS_INFO = Bytes.ascii("pli/1 digits");
  private static final Bytes WORDS_INFO = Bytes.ascii("pli/1 words");
  private static final int SAFETY_BYTES = 32;
  private static final int MEMORY_KIB = 65_536;
  private static final int ITERATIONS = 3;
  private static final int WORDS_BYTES = 11;
  private static final int GROUPS = 12;
  private static final int GROUP_BYTES = 5;
  private static final int GROUP_MODULUS = 100_000;

  public CheckWords {
    if (safety.length() != SAFETY_BYTES) {
      throw new IllegalArgumentException("a safety value of " + safety.length() + " bytes");
    }
  }

  /// The words of two people, in either order. Takes 64 MiB and about a quarter of a second.
  public static CheckWords of(Fingerprint one, Fingerprint other) {
    boolean inOrder = one.compareTo(other) <= 0;
    Bytes low = (inOrder ? one : other).value();
    Bytes high = (inOrder ? other : one).value();
    Secret password = Secret.copyOf(Bytes.concat(low, high));
    Secret safety = Argon2.id(password, SALT, Bytes.EMPTY, MEMORY_KIB, ITERATIONS, SAFETY_BYTES);
    return new CheckWords(safety.reveal());
  }

  /// Twelve groups of five digits.
  public List<String> groups() {
    Bytes output = expand(DIGITS_INFO, DIGITS);
    var groups = new ArrayList<String>();
    for (int k = 0; k < GROUPS; k++) {
      long number = 0;
      for (int i = 0; i < GROUP_BYTES; i++) {
        number = number << Byte.SIZE | output.at(GROUP_BYTES * k + i);
      }
      groups.add(String.format(Locale.ROOT, "%05d", number % GROUP_MODULUS));
    }
    return groups;
  }

  /// The sixty digits in one string.
  public String digits() {
    return String.join("", groups());
  }

  /// The eight words; the same indices in both languages.
  public List<String> words(Language language) {
    return indices().stream().map(WordList.of(language)::word).toList();
  }

  private List<Integer> indices() {
    return Words.cut(expand(WORDS_INFO, WORDS_BYTES), WORDS);
  }

  private Bytes expand(Bytes info, int length) {
    return Hkdf.expand(Secret.copyOf(safety), info, length).reveal();
  }

  /// What a person heard and typed, compared: words of one list, the reader's first, or digits in
  /// any grouping. Empty when it is not the same.
  public Optional<Compared> compare(String heard, Language reader) {
    String digits = heard.replaceAll("[\\s\\p{Punct}]", "");
    if (digits.equals(digits())) {
      return Optional.of(Compared.DIGITS);
    }
    List<String> typed =
        Arrays.stream(heard.split("[\\s\\p{Punct}]+")).filter(w -> !w.isEmpty()).toList();
    Optional<List<Integer>> found = find(typed, reader).or(() -> find(typed, other(reader)));
    return found.filter(indices()::equals).map(_ -> Compared.WORDS);
  }

  private static Language other(Language language) {
    return switch (language) {
      case FRENCH -> Language.ENGLISH;
      case ENGLISH -> Language.FRENCH;
    };
  }

  /// The indices of all words in one list, or empty when one of them is not in it.
  private static Optional<List<Integer>> find(List<String> typed, Language language) {
    var indices = new ArrayList<Integer>();
    for (String word : typed) {
      OptionalInt index = WordList.of(language).find(word);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      indices.add(index.getAsInt());
    }
    return Optional.of(indices);
  }
}
