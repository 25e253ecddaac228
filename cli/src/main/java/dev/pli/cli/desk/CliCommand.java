package dev.pli.cli.desk;

import dev.pli.cli.vault.RefusedException;
import java.io.IOException;

/// One command of docs/cli.md: a class with picocli's annotations, made for one run.
public interface CliCommand {
  /// Does it and returns the exit code. `RefusedException` becomes the answer it holds,
  /// `IOException` becomes `io_error`.
  int run(Desk desk) throws IOException, RefusedException;
}
