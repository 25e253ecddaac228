package dev.pli.cli;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.desk.Surroundings;
import dev.pli.cli.vault.RefusedException;
import dev.pli.core.Version;
import dev.pli.core.identity.Language;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// A line read by the grammar: one command with its options, a question for help, or what is not
/// understood.
final class LongLine {
  private final Desks desks;
  private final GlobalOptions options = new GlobalOptions();

  LongLine(Desks desks) {
    this.desks = desks;
  }

  /// Does what it says and returns the exit code; `early` tells what is not understood.
  int run(List<String> arguments, Desk early) {
    try {
      CommandLine grammar = Commands.grammar(options, arguments);
      return run(grammar, grammar.parseArgs(arguments.toArray(String[]::new)));
    } catch (ParameterException e) {
      return Ending.failed(early, UsageErrors.answer(e, early.words()));
    } catch (RefusedException e) {
      return Ending.failed(early, e.answer());
    }
  }

  private int run(CommandLine grammar, ParseResult parsed) throws RefusedException {
    Globals globals = options.read();
    Desk desk = desks.of(globals);
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (isHelp(parsed)) {
      HelpTexts.speak(grammar, desk.words().language());
      Surroundings around = desks.surroundings();
      Ansi ansi = around.terminals().out() ? Ansi.ON : Ansi.OFF;
      last.commandSpec().commandLine().usage(around.out(), ansi);
      around.out().flush();
      return 0;
    }
    if (isVersion(parsed)) {
      desk.console()
          .result(
              globals.json()
                  ? "{\"ok\":true,\"exit\":0,\"version\":\"" + Version.TEXT + "\"}"
                  : "pli " + Version.TEXT);
      return 0;
    }
    if (globals.lang().filter(code -> Language.of(code).isEmpty()).isPresent()) {
      throw desk.usage("usage.value", globals.lang().get(), "--lang");
    }
    return last.commandSpec().userObject() instanceof CliCommand command
        ? Ending.of(command, desk)
        : Ending.failed(desk, desk.usage("usage.no_command").answer());
  }

  private static boolean isHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested() || parsed.hasSubcommand() && isHelp(parsed.subcommand());
  }

  private static boolean isVersion(ParseResult parsed) {
    return parsed.isVersionHelpRequested()
        || parsed.hasSubcommand() && isVersion(parsed.subcommand());
  }
}
