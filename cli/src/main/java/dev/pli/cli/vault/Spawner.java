package dev.pli.cli.vault;

import java.io.IOException;
import java.nio.file.Path;

/// Starts the node of a vault as a process of its own, locked: nothing secret is in its arguments
/// or its environment. Wired in `Main`.
@FunctionalInterface
public interface Spawner {
  /// Returns at once; the process outlives this one.
  Process spawn(Path vault) throws IOException;
}
