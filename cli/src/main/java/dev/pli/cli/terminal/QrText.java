package dev.pli.cli.terminal;

import dev.pli.core.paper.QrCode;

/// A QR code as half blocks: two modules of height in one character, forced to black on white so
/// that it scans on a dark terminal too.
public final class QrText {
  /// Light modules around it: fewer than on paper, for the terminal's lines are precious.
  private static final int MARGIN = 2;

  private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
  private static final String AS_BEFORE = "\u001b[0m";

  private QrText() {}

  /// Lines without their ends. `coloured` is false where escape sequences would be garbage.
  public static String draw(QrCode code, boolean coloured) {
    var text = new StringBuilder();
    int end = code.size() + MARGIN;
    for (int y = -MARGIN; y < end; y += 2) {
      text.append(coloured ? BLACK_ON_WHITE : "");
      for (int x = -MARGIN; x < end; x++) {
        text.append(block(isDark(code, x, y), isDark(code, x, y + 1)));
      }
      text.append(coloured ? AS_BEFORE : "").append('\n');
    }
    return text.substring(0, text.length() - 1);
  }

  private static boolean isDark(QrCode code, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < code.size() && y < code.size();
    return inside && code.isDark(x, y);
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
