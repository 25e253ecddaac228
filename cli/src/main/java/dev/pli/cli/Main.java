package dev.pli.cli;

import dev.pli.cli.desk.Surroundings;
import dev.pli.cli.vault.Founder;
import dev.pli.cli.vault.KeeperNode;
import dev.pli.cli.vault.ProcessSpawner;
import dev.pli.core.node.SystemClock;
import dev.pli.transport.local.SocketPlace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/// The program `pli`: picks the parts and wires them.
public final class Main {
  private static final Duration BUSY_PATIENCE = Duration.ofSeconds(10);

  private static final String SELECTORS = "sun.nio.ch.EPollSelectorProvider";

  /// Set by the launcher: what `LC_ALL`, `LC_MESSAGES` and `LANG` said.
  private static final String LOCALE = "pli.locale";

  private Main() {}

  public static void main(String[] arguments) {
    nameSelectors();
    int exit = new Program(surroundings()).run(List.of(arguments));
    if (exit != 0 || Thread.activeCount() > 1) {
      System.exit(exit); // Else the end comes by itself: exit() would first look for a logger.
    }
  }

  /// Names the JDK's own provider of sockets, if it is the one we know: otherwise the first socket
  /// has every jar searched for another one, which takes longer than all else that `status` does.
  private static void nameSelectors() {
    try {
      Class.forName(SELECTORS, false, null);
      System.setProperty("java.nio.channels.spi.SelectorProvider", SELECTORS);
    } catch (ClassNotFoundException _) { // Not Linux: let the JDK search.
    }
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        Streams.terminals(),
        environment(),
        Path.of(System.getProperty("user.home")),
        SocketPlace.Environment.ofProcess(),
        InstantSource.system(),
        TimeZone.getDefault(),
        BUSY_PATIENCE,
        // Made when needed: most commands neither draw keys nor run a node of their own.
        (vault, socket) -> new KeeperNode(new SystemClock(), new SecureRandom()).of(vault, socket),
        () -> new Founder(new SystemClock(), new SecureRandom()),
        new ProcessSpawner(Main.class.getName()));
  }

  /// The environment, in the person's locale: the launcher may have had to set another one, for the
  /// encoding of file names.
  private static Map<String, String> environment() {
    String locale = System.getProperty(LOCALE, "");
    if (locale.isEmpty()) {
      return System.getenv();
    }
    var environment = new HashMap<>(System.getenv());
    environment.put("LC_ALL", locale);
    return environment;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
