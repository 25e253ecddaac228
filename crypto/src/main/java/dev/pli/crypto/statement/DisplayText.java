package dev.pli.crypto.statement;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// Which texts may stand in evidence where people read them: nothing that hides, reorders, or has
/// two encodings. docs/spec/evidence.md E109.
public final class DisplayText {
  private DisplayText() {}

  /// In NFC, at most `maxBytes` in UTF-8, without control, bidirectional, zero-width or tag
  /// characters.
  public static boolean isAllowed(String text, int maxBytes) {
    return text.getBytes(StandardCharsets.UTF_8).length <= maxBytes
        && Normalizer.isNormalized(text, Normalizer.Form.NFC)
        && text.codePoints().allMatch(DisplayText::isVisible);
  }

  private static boolean isVisible(int c) {
    return !(isIn(c, 0x0000, 0x001F)
        || isIn(c, 0x007F, 0x009F)
        || c == 0x00AD
        || c == 0x061C
        || c == 0x180E
        || isIn(c, 0x200B, 0x200F)
        || isIn(c, 0x2028, 0x202E)
        || isIn(c, 0x2060, 0x2069)
        || c == 0xFEFF
        || isIn(c, 0xFFF9, 0xFFFB)
        || isIn(c, 0xE0000, 0xE007F));
  }

  private static boolean isIn(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
