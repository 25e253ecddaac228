package dev.pli.crypto.statement;

/// A text without lone surrogates, which no UTF-8 could carry.
public record JsonText(String text) implements JsonValue {
  public JsonText {
    if (!isWhole(text)) {
      throw new IllegalArgumentException("a text with a lone surrogate");
    }
  }

  /// Whether every surrogate is one of a pair.
  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
