package dev.pli.cli.terminal;

import java.io.PrintStream;

/// The two streams of a command: results on one, all that is said about them on the other. Both in
/// UTF-8, whatever the locale.
public final class Console {
  /// What goes to stderr: errors alone, the usual, or more.
  public enum Verbosity {
    QUIET,
    USUAL,
    VERBOSE
  }

  private final PrintStream out;
  private final PrintStream err;
  private final Verbosity verbosity;

  public Console(PrintStream out, PrintStream err, Verbosity verbosity) {
    this.out = out;
    this.err = err;
    this.verbosity = verbosity;
  }

  /// A line of the result.
  public void result(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// What a person should know beside the result; not with `-q`.
  public void notice(String line) {
    if (verbosity != Verbosity.QUIET) {
      error(line);
    }
  }

  /// What only a curious person should know; with `-v`.
  public void detail(String line) {
    if (verbosity == Verbosity.VERBOSE) {
      error(line);
    }
  }

  public void error(String line) {
    err.print(line + "\n");
    err.flush();
  }

  /// A line that the next one overwrites.
  void overwrite(String line) {
    err.print("\r" + line + "\u001b[K");
    err.flush();
  }

  void endOverwriting() {
    err.print("\n");
    err.flush();
  }

  boolean isQuiet() {
    return verbosity == Verbosity.QUIET;
  }
}
