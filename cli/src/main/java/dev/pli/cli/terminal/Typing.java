package dev.pli.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Optional;

/// One line typed at a terminal in raw mode, shown as it is typed or as stars.
///
/// Backspace takes a character back, Ctrl+U all of them; Ctrl+C, and Ctrl+D on an empty line, are
/// no answer. Arrows and other keys that send a sequence do nothing.
final class Typing {
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int CTRL_U = 21;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  /// What ends a sequence of keys: ECMA-48, final bytes of a control sequence.
  private static final int FINAL_LOW = 0x40;

  private static final int FINAL_HIGH = 0x7e;

  /// Takes one character back on the screen.
  private static final String BACK = "\b \b";

  private final Reader in;
  private final PrintWriter out;
  private final boolean masked;
  private final StringBuilder line = new StringBuilder();

  Typing(Reader in, PrintWriter out, boolean masked) {
    this.in = in;
    this.out = out;
    this.masked = masked;
  }

  Optional<String> line() throws IOException {
    while (true) {
      int c = in.read();
      switch (c) {
        case '\r', '\n' -> {
          return Optional.of(line.toString());
        }
        case -1, CTRL_C -> {
          return Optional.empty();
        }
        case CTRL_D -> {
          if (line.isEmpty()) {
            return Optional.empty();
          }
        }
        case BACKSPACE, DELETE -> takeBack();
        case CTRL_U -> {
          while (!line.isEmpty()) {
            takeBack();
          }
        }
        case ESCAPE -> skipSequence();
        default -> add((char) c);
      }
      out.flush();
    }
  }

  private void add(char c) {
    if (Character.isISOControl(c)) {
      return;
    }
    line.append(c);
    if (!Character.isHighSurrogate(c)) {
      out.print(masked ? "*" : line.substring(line.offsetByCodePoints(line.length(), -1)));
    }
  }

  private void takeBack() {
    if (!line.isEmpty()) {
      line.setLength(line.offsetByCodePoints(line.length(), -1));
      out.print(BACK);
    }
  }

  /// `ESC [ … final` or `ESC O x`; after a bare Escape the next key goes with it.
  private void skipSequence() throws IOException {
    int next = in.read();
    if (next == '[') {
      int c = in.read();
      while (c >= 0 && (c < FINAL_LOW || c > FINAL_HIGH)) {
        c = in.read();
      }
    } else if (next == 'O') {
      in.read();
    }
  }
}
