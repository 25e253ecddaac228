package dev.pli.core.store;

import dev.pli.crypto.primitive.Argon2;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A vault whose slot has opened: its folder under lock, its header proven, its keys. The database
/// is not open yet.
///
/// The checks come in one order, each with its own answer, and none has changed anything when it
/// fails. docs/spec/vault.md §5.
record Vault(
    VaultFolder folder,
    VaultLock lock,
    VaultHeader header,
    VaultKeys keys,
    Secret databaseKey,
    boolean unevenHeader) {

  private static final int ID_BYTES = 16;

  /// The header of a new vault in `draft`, written and proven: one slot for the passphrase, one for
  /// the recovery words.
  static Vault found(VaultFolder draft, Founding founding, Surroundings around) throws IOException {
    Bytes vaultId = Secret.random(ID_BYTES, around.random()).reveal();
    Secret vaultKey = Secret.random(VaultKeys.KEY_BYTES, around.random());
    var slots =
        new ArrayList<>(Collections.nCopies(VaultHeader.SLOTS, Bytes.zero(KeySlot.LENGTH_BYTES)));
    Instant now = around.clock().now();
    List<SlotSecret> secrets = List.of(founding.passphrase(), founding.recovery());
    for (int i = 0; i < secrets.size(); i++) {
      KeySlot slot =
          KeySlot.seal(vaultId, vaultKey, secrets.get(i), founding.cost(), now, around.random());
      slots.set(i, slot.encode());
    }
    var keys = new VaultKeys(vaultId, vaultKey, around.random());
    Secret databaseKey = keys.draw();
    var current = new VaultHeader.Generation(1, keys.wrapDatabaseKey(1, databaseKey));
    var header =
        new VaultHeader(
                vaultId, 1, now, current, VaultHeader.Generation.NONE, slots, Bytes.zero(32))
            .signed(keys.accessKey());
    HeaderFile.write(draft, header, around.random());
    requireRecovery(draft, founding);
    return new Vault(draft, VaultLock.take(draft), header, keys, databaseKey, false);
  }

  /// A way in counts once it has opened from disk. V127
  private static void requireRecovery(VaultFolder draft, Founding founding) throws IOException {
    VaultHeader written = HeaderFile.read(draft).header();
    if (rootOf(written, founding.recovery()).isEmpty()) {
      throw new IOException("the recovery slot does not open from disk");
    }
  }

  /// Takes the lock and opens a slot; who gets a vault releases its lock.
  static Vault unlock(VaultFolder folder, SlotSecret secret, Surroundings around)
      throws IOException {
    if (!folder.exists()) {
      throw new VaultException.Absent();
    }
    VaultLock lock = VaultLock.take(folder);
    try {
      return unlock(folder, lock, secret, around);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a slot under a lock that is held already.
  static Vault unlock(VaultFolder folder, VaultLock lock, SlotSecret secret, Surroundings around)
      throws IOException {
    HeaderFile.Found found = HeaderFile.read(folder);
    VaultHeader header = found.header();
    Secret vaultKey = rootOf(folder, header, secret, around);
    var keys = new VaultKeys(header.vaultId(), vaultKey, around.random());
    if (!header.isSignedBy(keys.accessKey())) {
      throw new VaultException.Damaged(
          header.hasDamagedSlot() ? VaultException.Part.SLOT : VaultException.Part.HEADER_CHANGED);
    }
    Secret databaseKey =
        keys.unwrapDatabaseKey(header.current())
            .orElseThrow(() -> new VaultException.Damaged(VaultException.Part.HEADER));
    return new Vault(folder, lock, header, keys, databaseKey, found.uneven());
  }

  /// The vault key behind `secret`; a wrong one is remembered in `tries`, and slows the next.
  static Secret rootOf(
      VaultFolder folder, VaultHeader header, SlotSecret secret, Surroundings around)
      throws IOException {
    var tries = new Tries(folder, around.random());
    Instant now = around.clock().now();
    tries.requireAllowed(now);
    Optional<Secret> root = rootOf(header, secret);
    Argon2.giveBack();
    if (root.isEmpty()) {
      throw new VaultException.WrongSecret(tries.failed(now));
    }
    return root.get();
  }

  private static Optional<Secret> rootOf(VaultHeader header, SlotSecret secret)
      throws VaultException {
    for (KeySlot slot : candidates(header, secret)) {
      Optional<Secret> root = slot.open(header.vaultId(), secret);
      if (root.isPresent()) {
        return root;
      }
    }
    return Optional.empty();
  }

  /// The slots that `secret` could open. A missing or wrong key file is said before the passphrase
  /// is tried.
  private static List<KeySlot> candidates(VaultHeader header, SlotSecret secret)
      throws VaultException {
    List<KeySlot> slots = header.goodSlots();
    List<KeySlot> fitting =
        slots.stream()
            .filter(slot -> slot.factors() == secret.factors())
            .filter(slot ->
                secret.keyFile().filter(file -> !file.id().equals(slot.keyFileId())).isEmpty())
            .toList();
    if (!fitting.isEmpty()) {
      return fitting;
    }
    if (secret instanceof SlotSecret.Passphrase && header.wantsKeyFile()) {
      throw new VaultException.WrongKeyFile();
    }
    return List.of();
  }

  Path database() {
    return folder.database(header.current().number());
  }

  /// The file is there, and its first page is as it was written with this key: from here on an
  /// error of the driver means damage, never a wrong key.
  void requireDatabase() throws IOException {
    Path file = database();
    if (!Files.isRegularFile(file) || Files.size(file) < PageCheck.PAGE_BYTES) {
      throw new VaultException.Damaged(VaultException.Part.DATABASE_ABSENT);
    }
    try (PageCheck check = PageCheck.open(file, databaseKey)) {
      if (!check.isIntact(1) && !hasLog()) {
        throw new VaultException.Damaged(VaultException.Part.FIRST_PAGE);
      }
    }
  }

  /// A power cut while the log was moved into the file may have torn the first page; the log still
  /// has it, and SQLite takes it from there.
  private boolean hasLog() throws IOException {
    Path log = database().resolveSibling(database().getFileName() + "-wal");
    return Files.exists(log) && Files.size(log) > 0;
  }

  /// Both header files with the same bytes again, if they were not.
  void evenHeader(Surroundings around) throws IOException {
    if (unevenHeader) {
      HeaderFile.write(folder, header, around.random());
    }
  }

  /// Wipes all keys and lets others open the vault.
  void release() throws IOException {
    keys.lock();
    databaseKey.wipe();
    lock.close();
  }
}
