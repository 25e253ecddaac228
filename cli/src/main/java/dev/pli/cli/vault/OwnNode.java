package dev.pli.cli.vault;

import dev.pli.core.office.Office;
import java.io.IOException;
import java.nio.file.Path;

/// Makes the node that a command runs inside itself. Wired in `Main`; tests have one in memory.
@FunctionalInterface
public interface OwnNode {
  /// The office of the vault, locked, with the vault's lock held until it is closed. Refused at
  /// once, with `vault_busy`, when another program has the vault. `socket` is where other programs
  /// will reach it, empty if nowhere.
  Office of(Path vault, String socket) throws IOException, RefusedException;
}
