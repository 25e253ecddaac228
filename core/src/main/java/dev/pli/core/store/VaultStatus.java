package dev.pli.core.store;

import java.io.IOException;
import java.nio.file.Path;

/// What can be seen of a vault without a passphrase: whether it is there, and whether a program has
/// it open now.
public record VaultStatus(boolean exists, boolean busy) {
  public static VaultStatus of(Path folder) throws IOException {
    var vault = new VaultFolder(folder);
    return new VaultStatus(vault.exists(), VaultLock.isTaken(vault));
  }
}
