package dev.pli.core.store;

import dev.pli.core.node.Door;
import dev.pli.core.node.Store;
import dev.pli.core.office.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The door of a vault's folder: holds its lock, opened or not. Thread-safe.
public final class VaultDoor implements Door {
  private final VaultFolder folder;
  private final VaultLock lock;
  private final Surroundings around;
  private volatile History history = new History(Optional.empty(), List.of());

  /// By this process; EPOCH before.
  private volatile Instant unlocked = Instant.EPOCH;

  private VaultDoor(VaultFolder folder, VaultLock lock, Surroundings around) {
    this.folder = folder;
    this.lock = lock;
    this.around = around;
  }

  /// Takes the lock of the vault at `folder`. Fails by [VaultException] when there is none, or
  /// another program has it.
  public static VaultDoor take(Path folder, Surroundings around) throws IOException {
    var place = new VaultFolder(folder);
    if (!place.exists()) {
      throw new VaultException.Absent();
    }
    return new VaultDoor(place, VaultLock.take(place), around);
  }

  @Override
  public String vault() {
    return folder.root().toAbsolutePath().toString();
  }

  @Override
  public Store open(Request.Credentials credentials) throws IOException {
    Vault vault = Vault.unlock(folder, lock.lent(), secret(credentials), around);
    VaultStore store = VaultStore.open(vault, around, Opening.Older.REFUSED);
    Opening opening = store.opening();
    history = new History(opening.lastUnlock(), opening.failures());
    unlocked = around.clock().now();
    return store;
  }

  @Override
  public void reopen(Store store, Request.Credentials credentials) throws IOException {
    if (!(store instanceof VaultStore vault)) {
      throw new IllegalArgumentException("a store that this door has not opened");
    }
    List<Instant> failures = vault.reopen(secret(credentials));
    history = new History(Optional.of(unlocked), failures);
    unlocked = around.clock().now();
  }

  /// A key file counts only where a slot wants one; else it is not even looked for.
  private SlotSecret.Passphrase secret(Request.Credentials credentials) throws IOException {
    Optional<KeyFile> file = Optional.empty();
    if (credentials.keyFile().isPresent() && HeaderFile.read(folder).header().wantsKeyFile()) {
      file = Optional.of(KeyFile.read(Path.of(credentials.keyFile().get())));
    }
    return new SlotSecret.Passphrase(Passphrases.canonical(credentials.passphrase()), file);
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
