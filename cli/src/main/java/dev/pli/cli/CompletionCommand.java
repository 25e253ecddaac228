package dev.pli.cli;

import dev.pli.cli.desk.CliCommand;
import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `completion`: the script with which a shell completes this command line.
@Command(name = "completion", hidden = true)
final class CompletionCommand implements CliCommand {
  @Parameters(paramLabel = "bash|zsh", defaultValue = "bash")
  private String shell = "bash";

  @Override
  public int run(Desk desk) throws RefusedException {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw desk.usage("usage.value", shell, "bash|zsh");
    }
    // One script serves both: it asks zsh for its bash mode.
    desk.console().result(AutoComplete.bash("pli", Commands.grammar(new GlobalOptions())));
    return 0;
  }
}
