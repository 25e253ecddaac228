package dev.pli.cli;

import dev.pli.cli.terminal.Console.Verbosity;
import java.util.Optional;

/// What the global options said.
record Globals(
    Optional<String> vault,
    boolean json,
    Optional<String> lang,
    Optional<String> passphraseFile,
    Optional<String> keyFile,
    Verbosity verbosity) {}
