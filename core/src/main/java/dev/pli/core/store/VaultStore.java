package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.journal.Entry;
import dev.pli.core.node.Blobs;
import dev.pli.core.node.Store;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// An open vault. Thread-safe; each call waits for the store thread.
///
/// ```
///  created --> open <--> closed (owner away; delivery goes on) --> locked (close: no key is left)
/// ```
///
/// Commits are one transaction each, durable when the call returns. docs/spec/vault.md.
public final class VaultStore implements Store {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,32}");
  private static final int PID_DIGITS = 32;

  /// How much more time a read gets that has given way.
  private static final int MORE_TIME = 4;

  private final StoreThread thread;
  private final OpenVault open;
  private final VaultBlobs blobs;
  private final Housekeeping housekeeping;

  private VaultStore(StoreThread thread, OpenVault open, VaultBlobs blobs) throws IOException {
    this.thread = thread;
    this.open = open;
    this.blobs = blobs;
    this.housekeeping = Housekeeping.start(thread, open);
  }

  /// Makes a vault at `folder`, which is absent or an empty folder, and leaves it open.
  ///
  /// It is built beside that place and renamed when whole, so a crash leaves no half vault.
  public static VaultStore create(Path folder, Founding founding, Surroundings around)
      throws IOException {
    var place = new VaultFolder(folder);
    VaultFolder draft = place.draft(around.random());
    boolean adopted = false;
    try {
      OpenVault.found(draft, founding, around);
      place.adopt(draft);
      adopted = true;
    } finally {
      if (!adopted) {
        draft.discard();
      }
    }
    VaultStore store = open(folder, founding.recovery(), around, Opening.Older.REFUSED);
    store.thread.first(() -> {
      store.open.forgetOpening();
      return store;
    });
    return store;
  }

  /// Opens the vault at `folder`. Fails by a [VaultException] that says which check failed; nothing
  /// but the time of a wrong secret is written then.
  public static VaultStore open(
      Path folder, SlotSecret secret, Surroundings around, Opening.Older older) throws IOException {
    return open(Vault.unlock(new VaultFolder(folder), secret, around), around, older);
  }

  static VaultStore open(Vault vault, Surroundings around, Opening.Older older) throws IOException {
    var thread = new StoreThread();
    try {
      OpenVault open = thread.first(() -> OpenVault.open(vault, around, older));
      return new VaultStore(thread, open, new VaultBlobs(vault.folder(), around.random()));
    } catch (IOException | RuntimeException e) {
      thread.close();
      vault.release();
      throw e;
    }
  }

  /// What opening has shown.
  public Opening opening() {
    return open.opening();
  }

  /// What the quiet look has found, once it is over.
  public Optional<Findings> findings() {
    return housekeeping.findings();
  }

  // Writing.

  @Override
  public void recall(Consumer<Change> book) throws IOException {
    var changes = new ArrayList<Change>();
    thread.first(() -> {
      open.tables().recall(changes::add);
      return changes;
    });
    changes.forEach(book);
  }

  @Override
  public void commit(List<Change> changes) throws IOException {
    thread.first(() -> {
      open.commit(changes);
      return changes;
    });
    if (open.isMarkDue()) {
      thread.soon(open::writeMark);
    }
  }

  @Override
  public Blobs blobs() {
    return blobs;
  }

  // Reading.

  @Override
  public Optional<Pli> pli(PliKey key) {
    return read(tables -> tables.plis().pli(key));
  }

  @Override
  public List<PliKey> withIdPrefix(String digits) {
    if (!HEX.matcher(digits).matches()) {
      return List.of();
    }
    String rest = "0".repeat(PID_DIGITS - digits.length());
    Bytes lowest = Bytes.hex(digits + rest);
    Bytes highest = Bytes.hex(digits + rest.replace('0', 'f'));
    return read(tables -> tables.plis().between(lowest, highest));
  }

  @Override
  public List<Pli> page(Filter filter, Optional<PliKey> after, int limit) {
    return read(tables -> {
      OptionalLong from = after.isEmpty() ? OptionalLong.of(0) : tables.plis().ord(after.get());
      var page = new ArrayList<Pli>();
      if (from.isPresent()) {
        for (PliRow row : tables.plis().page(filter, from.getAsLong(), bounded(limit))) {
          page.add(tables.plis().opened(row));
        }
      }
      return List.copyOf(page);
    });
  }

  @Override
  public List<StoredBlob> blobs(PliKey key) {
    return read(tables -> tables.blobs().of(key));
  }

  @Override
  public Optional<StoredBlob> blob(PliKey key, int index) {
    return read(tables -> tables.blobs().of(key, index));
  }

  @Override
  public List<Change.Kept> statements(PliKey key) {
    return read(tables -> tables.evidence().of(key));
  }

  @Override
  public Optional<Change.Kept> statement(ContactId contact, Bytes sid) {
    return read(tables -> tables.evidence().statement(contact, sid));
  }

  @Override
  public List<Change.Kept> epochs(ContactId contact) {
    return read(tables -> tables.evidence().epochs(contact));
  }

  @Override
  public List<Entry> journal(long after, int limit) {
    return read(tables -> tables.journal().entries(after, bounded(limit)));
  }

  @Override
  public List<Notice> notices(long after, int limit) {
    return read(tables -> tables.journal().notices(after, bounded(limit)));
  }

  @Override
  public int unread() {
    return read(tables -> tables.plis().unread());
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 0, MAX_ROWS);
  }

  private <T> Optional<T> read(Duration limit, Read<T> read) throws IOException {
    return thread.later(() -> open.read(limit, read::from));
  }

  /// One short read, over what is committed.
  private interface Read<T> {
    T from(Tables tables) throws SQLException;
  }

  /// A machine that is busy elsewhere makes the shortest read long: it comes again, with more time,
  /// behind the commits that wait.
  private <T> T read(Read<T> read) {
    try {
      Duration limit = Database.READ_LIMIT;
      Optional<T> answer = read(limit, read);
      while (answer.isEmpty()) {
        limit = limit.multipliedBy(MORE_TIME);
        answer = read(limit, read);
      }
      return answer.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Closed, open again, locked.

  @Override
  public void closeToReaders() throws IOException {
    thread.first(() -> {
      open.closeToReaders();
      return open;
    });
  }

  /// Opens a closed vault again; for an open one, proves the secret. Runs the slot anew each time.
  /// Gives the times of wrong secrets since the one before.
  public List<Instant> reopen(SlotSecret secret) throws IOException {
    List<Instant> failures = open.failures();
    Secret vaultKey = open.rootOf(secret); // On the caller's thread: it takes a second.
    thread.first(() -> {
      open.reopen(vaultKey);
      return open;
    });
    return failures;
  }

  /// Locks: what was committed is moved into the database file, every key is wiped.
  @Override
  public void close() throws IOException {
    housekeeping.stop();
    try {
      thread.first(() -> {
        open.close();
        return open;
      });
    } finally {
      thread.close();
    }
  }
}
