package dev.pli.cli;

import dev.pli.cli.command.LockCommand;
import dev.pli.cli.command.StatusCommand;
import dev.pli.cli.command.StopCommand;
import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.terminal.Console.Verbosity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line that needs no grammar: `status`, `stop` or `lock`, with nothing but the plainest global
/// options around it. `status` is asked by prompts and scripts all day, and picocli takes longer to
/// load than the node takes to answer.
///
/// What is not understood here is read again by the grammar, and means the same there.
record ShortLine(CliCommand command, Globals globals) {

  static Optional<ShortLine> parse(List<String> arguments) {
    var reading = new Reading();
    for (int i = 0; i < arguments.size(); i++) {
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "-";
      int taken = reading.take(arguments.get(i), next);
      if (taken == 0) {
        return Optional.empty();
      }
      i += taken - 1;
    }
    return reading.end();
  }

  /// What has been read so far.
  private static final class Reading {
    private @Nullable CliCommand command;
    private @Nullable String vault;
    private @Nullable String lang;
    private boolean json;
    private Verbosity verbosity = Verbosity.USUAL;

    /// Returns how many arguments it took: 0 for what it does not understand.
    int take(String argument, String next) {
      switch (argument) {
        case "--json" -> json = true;
        case "-q" -> verbosity = Verbosity.QUIET;
        case "--vault" -> vault = next;
        case "--lang" -> lang = next;
        default -> {
          return command(argument) ? 1 : 0;
        }
      }
      if (!argument.equals("--vault") && !argument.equals("--lang")) {
        return 1;
      }
      return next.startsWith("-") ? 0 : 2;
    }

    private boolean command(String word) {
      if (command != null) {
        return false;
      }
      command =
          switch (word) {
            case "status" -> new StatusCommand();
            case "stop" -> new StopCommand();
            case "lock" -> new LockCommand();
            default -> null;
          };
      return command != null;
    }

    Optional<ShortLine> end() {
      if (command == null || lang != null && !lang.equals("fr") && !lang.equals("en")) {
        return Optional.empty();
      }
      var globals =
          new Globals(
              Optional.ofNullable(vault),
              json,
              Optional.ofNullable(lang),
              Optional.empty(),
              Optional.empty(),
              verbosity);
      return Optional.of(new ShortLine(command, globals));
    }
  }
}
