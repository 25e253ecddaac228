package dev.pli.cli.terminal;

import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The person at the terminal, asked on stderr. JLine is loaded with the first question.
///
/// JLine gives the terminal and its raw mode; the line is read by [Typing], for JLine's own line
/// reader first asks the terminal what it can do, and throws away what was typed meanwhile.
public final class TerminalPerson implements Person {
  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Optional<String> secret(String question) {
    return ask(question, true);
  }

  @Override
  public Optional<String> line(String question) {
    return ask(question, false).map(String::strip);
  }

  private static Optional<String> ask(String question, boolean masked) {
    try (Terminal terminal = terminal()) {
      Attributes before = terminal.enterRawMode();
      try {
        var out = terminal.writer();
        out.print(question);
        out.flush();
        Optional<String> line = new Typing(terminal.reader(), out, masked).line();
        out.println();
        out.flush();
        return line;
      } finally {
        terminal.setAttributes(before);
      }
    } catch (IOException _) { // The terminal has gone: no answer.
      return Optional.empty();
    }
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
        .graphemeCluster(false) // Else it asks the terminal, and throws away what was typed.
        .build();
  }
}
