package dev.pli.cli;

import dev.pli.cli.desk.Surroundings.Terminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which of this process's streams are terminals.
final class Streams {
  private Streams() {}

  static Terminals terminals() {
    Path links = Path.of("/proc/self/fd");
    if (Files.isDirectory(links)) {
      return new Terminals(
          isTerminal(links.resolve("0")),
          isTerminal(links.resolve("1")),
          isTerminal(links.resolve("2")));
    }
    // Elsewhere Java knows of stdin and stdout together alone.
    boolean both = System.console() != null && System.console().isTerminal();
    return new Terminals(both, both, both);
  }

  private static boolean isTerminal(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException _) { // Closed.
      return false;
    }
  }
}
