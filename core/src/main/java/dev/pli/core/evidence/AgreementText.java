package dev.pli.core.evidence;

import dev.pli.core.identity.Language;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// The « convention de preuve » that this program proposes, in each language, as exact bytes.
///
/// Signed agreements name a text by its hash, so a text that has been published never changes; a
/// new wording is a new file.
public final class AgreementText {
  /// Fixed by the spec: it travels in an envelope of its own.
  public static final int MAX_BYTES = 15_000;

  private AgreementText() {}

  public static Bytes of(Language language) {
    String resource = "agreement-" + language.code() + ".txt";
    try (InputStream stream = AgreementText.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the text " + resource + " is missing");
      }
      return Bytes.copyOf(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What an agreement names the text by.
  public static Bytes hash(Bytes text) {
    return Hash.sha256(text);
  }

  /// The language of the text with this hash; empty when it is none of ours and must be read before
  /// anybody agrees to it.
  public static Optional<Language> languageOf(Bytes hash) {
    return Arrays.stream(Language.values())
        .filter(language -> hash(of(language)).equals(hash))
        .findAny();
  }
}
