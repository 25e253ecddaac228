package dev.pli.cli;

import dev.pli.cli.command.AcceptCommand;
import dev.pli.cli.command.CarryCommand;
import dev.pli.cli.command.ContactsCommand;
import dev.pli.cli.command.DoctorCommand;
import dev.pli.cli.command.IdCommand;
import dev.pli.cli.command.InboxCommand;
import dev.pli.cli.command.InitCommand;
import dev.pli.cli.command.InviteCommand;
import dev.pli.cli.command.JournalCommand;
import dev.pli.cli.command.LockCommand;
import dev.pli.cli.command.ReadCommand;
import dev.pli.cli.command.ReceiptCommand;
import dev.pli.cli.command.SaveCommand;
import dev.pli.cli.command.SendCommand;
import dev.pli.cli.command.StartCommand;
import dev.pli.cli.command.StatusCommand;
import dev.pli.cli.command.StopCommand;
import dev.pli.cli.command.VerifyCommand;
import dev.pli.cli.command.WatchCommand;
import dev.pli.cli.demo.DemoCommand;
import dev.pli.cli.desk.CliCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The commands by name, in the order of the help. A new one is a line here, its words in both
/// bundles, and its row in docs/cli.md.
final class Commands {
  private static final Map<String, Supplier<CliCommand>> ALL = all();

  /// The global options that take a value, which is no command.
  private static final List<String> WITH_VALUE =
      List.of("--vault", "--lang", "--passphrase-file", "--key-file");

  /// As wide as prose is read easily, and a plain terminal is.
  private static final int HELP_COLUMNS = 100;

  private Commands() {}

  private static Map<String, Supplier<CliCommand>> all() {
    var all = new LinkedHashMap<String, Supplier<CliCommand>>();
    all.put("init", InitCommand::new);
    all.put("id", IdCommand::new);
    all.put("invite", InviteCommand::new);
    all.put("accept", AcceptCommand::new);
    all.put("contacts", ContactsCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("send", SendCommand::new);
    all.put("inbox", InboxCommand::new);
    all.put("read", ReadCommand::new);
    all.put("save", SaveCommand::new);
    all.put("receipt", ReceiptCommand::new);
    all.put("carry", CarryCommand::new);
    all.put("watch", WatchCommand::new);
    all.put("start", StartCommand::new);
    all.put("stop", StopCommand::new);
    all.put("lock", LockCommand::new);
    all.put("status", StatusCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("journal", JournalCommand::new);
    all.put("demo", DemoCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("manual", ManualCommand::new);
    return all;
  }

  /// The grammar of the whole command line.
  static CommandLine grammar(GlobalOptions options) {
    var line = bare(options);
    ALL.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return configured(line);
  }

  /// The grammar of the one command that `arguments` name, since reading the annotations of all
  /// takes longer than many a command; of all if they name none.
  static CommandLine grammar(GlobalOptions options, List<String> arguments) {
    Optional<String> word = word(arguments);
    if (word.isEmpty() || !ALL.containsKey(word.get())) {
      return grammar(options);
    }
    var line = bare(options);
    line.addSubcommand(word.get(), ALL.get(word.get()).get());
    return configured(line);
  }

  /// The first argument that is neither an option nor the value of one.
  private static Optional<String> word(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-")) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  private static CommandLine bare(GlobalOptions options) {
    return new CommandLine(options);
  }

  private static CommandLine configured(CommandLine line) {
    line.getSubcommands().values().forEach(Commands::showOwnOptionsAlone);
    return line.setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false)
        .setInterpolateVariables(false)
        .setUsageHelpWidth(HELP_COLUMNS);
  }

  /// The help of a command leaves out the global options, which `pli --help` shows.
  private static void showOwnOptionsAlone(CommandLine command) {
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    command
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help ->
                help.optionListExcludingGroups(
                    help.commandSpec().options().stream()
                        .filter(option -> !option.inherited() && !option.hidden())
                        .toList()));
    command
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            help ->
                help.commandSpec().options().stream().allMatch(OptionSpec::inherited)
                    ? ""
                    : help.optionListHeading());
    command.getSubcommands().values().forEach(Commands::showOwnOptionsAlone);
  }
}
