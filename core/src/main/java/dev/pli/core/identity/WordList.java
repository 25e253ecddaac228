package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// The 2 048 words of BIP-39 in one language, in the order of the published list.
///
/// What people type is found with or without accents, in either Unicode form and case, and from its
/// first four letters, which are unique in both lists. The hash of each list is pinned here.
public final class WordList {
  public static final int WORDS = 2_048;

  /// Fixed by BIP-39: four letters name a word.
  private static final int UNIQUE_LETTERS = 4;

  private static final WordList FRENCH =
      load("words-fr.txt", "ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59");
  private static final WordList ENGLISH =
      load("words-en.txt", "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");

  /// In NFC, as shown.
  private final List<String> words;

  private final Map<String, Integer> byPlainText = new HashMap<>();

  private WordList(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      byPlainText.put(plain(words.get(i)), i);
    }
    for (int i = 0; i < words.size(); i++) {
      String plain = plain(words.get(i));
      byPlainText.putIfAbsent(plain.substring(0, Math.min(UNIQUE_LETTERS, plain.length())), i);
    }
  }

  public static WordList of(Language language) {
    return switch (language) {
      case FRENCH -> FRENCH;
      case ENGLISH -> ENGLISH;
    };
  }

  private static WordList load(String resource, String sha256) {
    try (InputStream stream = WordList.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the word list " + resource + " is missing");
      }
      Bytes bytes = Bytes.copyOf(stream.readAllBytes());
      if (!Hash.sha256(bytes).hex().equals(sha256)) {
        throw new IllegalStateException("the word list " + resource + " is not the published one");
      }
      return new WordList(bytes.utf8().lines().map(WordList::composed).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The word at `index`, 0 to 2 047, as screens show it.
  public String word(int index) {
    return words.get(index);
  }

  /// The index of the word that a person typed; empty when the list has no such word.
  public OptionalInt find(String typed) {
    String plain = plain(typed);
    Integer exact = byPlainText.get(plain);
    if (exact != null) {
      return OptionalInt.of(exact);
    }
    if (plain.length() < UNIQUE_LETTERS) {
      return OptionalInt.empty();
    }
    Integer begun = byPlainText.get(plain.substring(0, UNIQUE_LETTERS));
    return begun != null && plain(words.get(begun)).startsWith(plain)
        ? OptionalInt.of(begun)
        : OptionalInt.empty();
  }

  private static String composed(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFC);
  }

  /// Lower case, without accents and without the space around it.
  private static String plain(String word) {
    return Normalizer.normalize(word.strip(), Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }
}
