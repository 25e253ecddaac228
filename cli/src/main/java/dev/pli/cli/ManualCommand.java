package dev.pli.cli;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.core.Version;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `manual`: the manual page of section 1 in the reader's language, for `man -l` or an installer.
@Command(name = "manual", hidden = true)
final class ManualCommand implements CliCommand {
  @Override
  public int run(Desk desk) {
    var language = desk.words().language();
    CommandLine grammar = HelpTexts.speak(Commands.grammar(new GlobalOptions()), language);
    desk.console().result(page(grammar, HelpTexts.bundle(language)));
    return 0;
  }

  /// The page in roff, man(7).
  static String page(CommandLine grammar, ResourceBundle texts) {
    var page = new StringBuilder();
    CommandSpec pli = grammar.getCommandSpec();
    page.append(".TH PLI 1 \"\" \"pli ").append(escaped(Version.TEXT)).append("\"\n");
    section(page, texts.getString("manual.name"));
    page.append("pli \\- ").append(joined(pli.usageMessage().header())).append('\n');
    section(page, texts.getString("manual.synopsis"));
    page.append("\\fBpli\\fR [OPTIONS] \\fICOMMAND\\fR [OPTIONS] [ARGUMENTS]\n");
    section(page, texts.getString("manual.description"));
    page.append(joined(pli.usageMessage().description())).append('\n');
    section(page, texts.getString("manual.options"));
    pli.options().forEach(option -> argument(page, option));
    section(page, texts.getString("manual.commands"));
    visible(grammar).forEach(command -> command(page, command, texts));
    section(page, texts.getString("manual.exits"));
    page.append(texts.getString("manual.exits.text")).append('\n');
    section(page, texts.getString("manual.environment"));
    page.append(texts.getString("manual.environment.text"));
    return page.toString();
  }

  private static List<CommandLine> visible(CommandLine line) {
    return line.getSubcommands().values().stream()
        .distinct()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static void command(StringBuilder page, CommandLine line, ResourceBundle texts) {
    CommandSpec command = line.getCommandSpec();
    String synopsis = line.getHelp().abbreviatedSynopsis().strip();
    page.append(".SS \"").append(escaped(command.qualifiedName())).append("\"\n");
    page.append(".nf\n").append(escaped(synopsis)).append("\n.fi\n.PP\n");
    page.append(joined(command.usageMessage().description())).append('\n');
    command.positionalParameters().forEach(argument -> argument(page, argument));
    command.options().stream()
        .filter(option -> !option.inherited() && !option.hidden())
        .forEach(option -> argument(page, option));
    String[] examples = command.usageMessage().footer();
    if (examples.length > 0) {
      page.append(".PP\n").append(escaped(texts.getString("manual.examples"))).append("\n.nf\n");
      Arrays.stream(examples).forEach(example -> page.append(escaped(example)).append('\n'));
      page.append(".fi\n");
    }
    visible(line).forEach(inner -> command(page, inner, texts));
  }

  private static void argument(StringBuilder page, ArgSpec argument) {
    String names = argument instanceof OptionSpec option ? String.join(", ", option.names()) : "";
    String label = argument.arity().max() == 0 ? "" : " " + argument.paramLabel();
    page.append(".TP\n\\fB").append(escaped(names)).append("\\fR");
    page.append(escaped(label)).append('\n');
    page.append(joined(argument.description())).append('\n');
  }

  private static void section(StringBuilder page, String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private static String joined(String[] lines) {
    return escaped(String.join(" ", lines));
  }

  /// A backslash, a hyphen that is typed, and a line that would be a request.
  private static String escaped(String text) {
    String plain = Help.Ansi.OFF.string(text);
    return plain.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(['.])", "\\\\&$1");
  }
}
