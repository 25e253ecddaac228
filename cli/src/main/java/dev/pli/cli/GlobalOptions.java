package dev.pli.cli;

import dev.pli.cli.terminal.Console.Verbosity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `pli` itself: the options that every command takes, before its name or after it.
@Command(
    name = "pli",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    abbreviateSynopsis = true)
final class GlobalOptions {
  @Option(names = "--vault", paramLabel = "DIR", scope = ScopeType.INHERIT)
  private @Nullable String vault;

  @Option(names = "--json", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(names = "--lang", paramLabel = "fr|en", scope = ScopeType.INHERIT)
  private @Nullable String lang;

  @Option(names = "--passphrase-file", paramLabel = "FILE", scope = ScopeType.INHERIT)
  private @Nullable String passphraseFile;

  @Option(names = "--key-file", paramLabel = "FILE", scope = ScopeType.INHERIT)
  private @Nullable String keyFile;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT)
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT)
  private boolean verbose;

  @SuppressWarnings("unused") // The grammar looks at the option, not at its field.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  private boolean help;

  @SuppressWarnings("unused") // As above.
  @Option(names = "--version", versionHelp = true, scope = ScopeType.INHERIT)
  private boolean version;

  Globals read() {
    Verbosity quieter = quiet ? Verbosity.QUIET : Verbosity.USUAL;
    return new Globals(
        Optional.ofNullable(vault),
        json,
        Optional.ofNullable(lang),
        Optional.ofNullable(passphraseFile),
        Optional.ofNullable(keyFile),
        verbose && !quiet ? Verbosity.VERBOSE : quieter);
  }
}
