package dev.pli.cli;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.desk.Surroundings;
import dev.pli.cli.terminal.Console.Verbosity;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One run of `pli`: reads the line, does one command, says how it ended.
final class Program {
  /// A link that is a secret; `pliv:` codes are none.
  private static final String SECRET_PREFIX = "pli:";

  private final Desks desks;

  Program(Surroundings surroundings) {
    this.desks = new Desks(surroundings);
  }

  /// Returns the exit code.
  int run(List<String> arguments) {
    for (String argument : arguments) {
      if (isSecret(argument)) {
        return Ending.failed(early(arguments), Answer.failed(ErrorCode.SECRET_ON_COMMAND_LINE));
      }
    }
    Optional<ShortLine> line = ShortLine.parse(arguments);
    return line.isPresent()
        ? Ending.of(line.get().command(), desks.of(line.get().globals()))
        : new LongLine(desks).run(arguments, early(arguments));
  }

  private static boolean isSecret(String argument) {
    String lower = argument.toLowerCase(Locale.ROOT);
    return lower.startsWith(SECRET_PREFIX) || lower.contains("=" + SECRET_PREFIX);
  }

  /// The desk for telling that a line makes no sense: what can be read of such a line.
  private Desk early(List<String> arguments) {
    return desks.of(
        new Globals(
            Optional.empty(),
            arguments.contains("--json"),
            argumentOf(arguments, "--lang"),
            Optional.empty(),
            Optional.empty(),
            Verbosity.USUAL));
  }

  private static Optional<String> argumentOf(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    if (at >= 0 && at + 1 < arguments.size()) {
      return Optional.of(arguments.get(at + 1));
    }
    return arguments.stream()
        .filter(argument -> argument.startsWith(option + "="))
        .map(argument -> argument.substring(option.length() + 1))
        .findFirst();
  }
}
