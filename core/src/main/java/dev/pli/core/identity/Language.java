package dev.pli.core.identity;

import java.util.Optional;

/// The two languages that Pli speaks, for word lists, agreements and screens alike.
public enum Language {
  FRENCH("fr"),
  ENGLISH("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /// `fr` or `en`.
  public String code() {
    return code;
  }

  public static Optional<Language> of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
