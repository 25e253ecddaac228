package dev.pli.cli.desk;

import dev.pli.cli.vault.OwnNode;
import dev.pli.cli.vault.Spawner;
import dev.pli.cli.vault.VaultMaker;
import dev.pli.transport.local.SocketPlace;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Supplier;

/// What of the machine and of the rest of Pli a command meets: streams, environment, clock, and who
/// makes vaults and nodes.
///
/// `busyPatience` is how long a vault may stay busy; the other parts say themselves what they are.
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminals terminals,
    Map<String, String> environment,
    Path home,
    SocketPlace.Environment sockets,
    InstantSource clock,
    TimeZone zone,
    Duration busyPatience,
    OwnNode ownNode,
    Supplier<VaultMaker> vaultMaker,
    Spawner spawner) {

  /// Which of the three streams are terminals.
  public record Terminals(boolean in, boolean out, boolean err) {
    public static final Terminals NONE = new Terminals(false, false, false);

    /// True if a person can be asked: what is typed is read, and the question is seen.
    public boolean canAsk() {
      return in && err;
    }
  }
}
