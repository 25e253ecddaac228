package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Pbkdf2;
import dev.pli.crypto.primitive.Secret;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The 24 recovery words of an identity: 256 random bits and their checksum, in one language.
///
/// The language is part of the secret: the same bits in the other list are another identity. It
/// never prints its words; [#text] is for the recovery sheet and the screen that asks for them.
/// BIP-39, without its passphrase. docs/spec/identity.md §2.
public final class Words {
  public static final int COUNT = 24;
  public static final int ENTROPY_BYTES = 32;

  private static final int WORD_BITS = 11;
  private static final int CHECKSUM_BITS = 8;
  private static final Bytes SEED_SALT = Bytes.ascii("mnemonic");
  private static final int SEED_ROUNDS = 2_048;

  private final Language language;
  private final List<Integer> indices;

  private Words(Language language, List<Integer> indices) {
    this.language = language;
    this.indices = List.copyOf(indices);
  }

  public static Words draw(Language language, RandomGenerator random) {
    return of(language, Secret.random(ENTROPY_BYTES, random));
  }

  /// The words of 32 given bytes.
  public static Words of(Language language, Secret entropy) {
    if (entropy.length() != ENTROPY_BYTES) {
      throw new IllegalArgumentException("entropy of " + entropy.length() + " bytes");
    }
    Bytes bits = Bytes.concat(entropy.reveal(), Bytes.of(checksum(entropy.reveal())));
    return new Words(language, cut(bits, COUNT));
  }

  /// Cuts `bits` into `count` indices of eleven bits, most significant first.
  public static List<Integer> cut(Bytes bits, int count) {
    var number = new BigInteger(1, bits.toArray());
    int spare = bits.length() * Byte.SIZE - count * WORD_BITS;
    var indices = new ArrayList<Integer>();
    for (int i = count - 1; i >= 0; i--) {
      indices.add(number.shiftRight(spare + i * WORD_BITS).intValue() & (WordList.WORDS - 1));
    }
    return indices;
  }

  private static int checksum(Bytes entropy) {
    return Hash.sha256(entropy).at(0);
  }

  /// The words that a person typed, in one language: accents, case and the ends of words may lack.
  /// Empty when a word is unknown, their number is not 24 or the checksum does not fit.
  public static Optional<Words> parse(String text) {
    for (Language language : Language.values()) {
      Optional<Words> words = parse(language, text);
      if (words.isPresent()) {
        return words;
      }
    }
    return Optional.empty();
  }

  private static Optional<Words> parse(Language language, String text) {
    String[] typed = text.strip().split("\\s+");
    if (typed.length != COUNT) {
      return Optional.empty();
    }
    var indices = new ArrayList<Integer>();
    for (String word : typed) {
      OptionalInt index = WordList.of(language).find(word);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      indices.add(index.getAsInt());
    }
    var words = new Words(language, indices);
    Bytes bits = words.bits();
    return checksum(bits.slice(0, ENTROPY_BYTES)) == bits.at(ENTROPY_BYTES)
        ? Optional.of(words)
        : Optional.empty();
  }

  private Bytes bits() {
    BigInteger number = BigInteger.ZERO;
    for (int index : indices) {
      number = number.shiftLeft(WORD_BITS).or(BigInteger.valueOf(index));
    }
    byte[] magnitude = number.toByteArray();
    var bits = new byte[ENTROPY_BYTES + CHECKSUM_BITS / Byte.SIZE];
    int kept = Math.min(magnitude.length, bits.length); // A leading sign byte is dropped.
    System.arraycopy(magnitude, magnitude.length - kept, bits, bits.length - kept, kept);
    return Bytes.copyOf(bits);
  }

  public Language language() {
    return language;
  }

  public Secret entropy() {
    return Secret.copyOf(bits().slice(0, ENTROPY_BYTES));
  }

  /// The words as shown, joined by one space.
  public String text() {
    return indices.stream().map(WordList.of(language)::word).collect(Collectors.joining(" "));
  }

  /// The 64 bytes that all keys of the identity come from. Takes some milliseconds, on purpose.
  public Secret seed64() {
    String decomposed = Normalizer.normalize(text(), Normalizer.Form.NFKD);
    Secret password = Secret.copyOf(Bytes.utf8(decomposed));
    return Pbkdf2.sha512(password, SEED_SALT, SEED_ROUNDS, Identity.SEED_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Words that
        && language == that.language
        && entropy().equals(that.entropy());
  }

  @Override
  public int hashCode() {
    return language.hashCode(); // Nothing about the words.
  }

  @Override
  public String toString() {
    return "Words[" + language.code() + "]";
  }
}
