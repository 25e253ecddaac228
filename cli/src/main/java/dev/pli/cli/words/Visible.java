package dev.pli.cli.words;

/// Text of other people made safe for a terminal: what would steer it, or turn the reading
/// direction, is shown as a mark instead.
public final class Visible {
  private static final char MARK = '\ufffd';

  private Visible() {}

  /// `text` with line ends and tabulators kept, and every other control character marked.
  public static String text(String text) {
    var visible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> visible.appendCodePoint(steers(c) ? MARK : c));
    return visible.toString();
  }

  /// As [#text], on one line.
  public static String line(String text) {
    return text(text).replace('\n', MARK).replace('\t', ' ');
  }

  private static boolean steers(int c) {
    return c != '\n' && c != '\t' && (Character.isISOControl(c) || isDirection(c));
  }

  /// The marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9), and the
  /// line separators that some terminals obey.
  private static boolean isDirection(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || c >= 0x2028 && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }
}
