package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A vault's disk in memory: what was committed, and nothing else, is found again.
///
/// It can be full, its next commit can end the process before, inside or after it, and it can be
/// put back to what it was at an earlier moment, as an old backup is. Thread-safe.
public final class MemoryStore implements Store {
  private final MemoryBlobs blobs = new MemoryBlobs();
  private Rows disk = new Rows();
  private Optional<Moment> ending = Optional.empty();
  private boolean isFull;
  private boolean isBroken;
  private Optional<IOException> unreadable = Optional.empty();
  private int refusals;
  private int commits;

  /// When the process dies during a commit.
  public enum Moment {
    BEFORE,
    /// Some of the changes were written, and not the mark that makes them count.
    INSIDE,
    AFTER
  }

  /// The process has died; nothing more is done by it.
  public static final class Death extends RuntimeException {
    Death() {
      super(null, null, false, false);
    }
  }

  /// The whole disk at one moment.
  public static final class Copy {
    private final Rows rows;
    private final MemoryBlobs blobs;

    private Copy(Rows rows, MemoryBlobs blobs) {
      this.rows = rows;
      this.blobs = blobs;
    }
  }

  public static MemoryStore of(List<Change> initial) {
    var store = new MemoryStore();
    store.disk.take(initial);
    return store;
  }

  public static MemoryStore of(Copy copy) {
    var store = new MemoryStore();
    store.putBack(copy);
    return store;
  }

  // What the tests do to it.

  public synchronized Copy copy() {
    return new Copy(disk.copy(), blobs.copy());
  }

  public synchronized void putBack(Copy copy) {
    disk = copy.rows.copy();
    blobs.putBack(copy.blobs);
  }

  /// The next commit ends the process by [Death].
  public synchronized void dieAt(Moment moment) {
    ending = Optional.of(moment);
  }

  /// No commit ends it after all.
  public synchronized void spare() {
    ending = Optional.empty();
  }

  public synchronized void setFull(boolean full) {
    isFull = full;
    blobs.setFull(full);
  }

  /// Each commit fails from now on, for no reason that a person could remove.
  public synchronized void setBroken(boolean broken) {
    isBroken = broken;
  }

  /// The next commits fail, so many of them.
  public synchronized void refuse(int commits) {
    refusals = commits;
  }

  /// Each read of the archive fails so from now on, as on a page that was damaged.
  public synchronized void setUnreadable(Optional<IOException> failure) {
    unreadable = failure;
  }

  private Rows readable() {
    if (unreadable.isPresent()) {
      throw new UncheckedIOException(unreadable.get());
    }
    return disk;
  }

  public synchronized int commits() {
    return commits;
  }

  /// Every pli ever stored, oldest first.
  public synchronized List<Pli> plis() {
    return disk.plis();
  }

  /// What this vault calls somebody.
  public synchronized ContactId contactOf(Fingerprint identity) {
    return disk.contactOf(identity).orElseThrow(() -> new AssertionError("not a contact"));
  }

  public synchronized List<Contact> contacts() {
    return disk.contacts();
  }

  /// How far envelopes of one device and incarnation are kept here.
  public synchronized long mark(ContactId contact, DeviceId device, long incarnation) {
    return disk.mark(contact, device, incarnation);
  }

  /// How far a device has acknowledged what was sent to it.
  public synchronized long acknowledged(ContactId contact, DeviceId device) {
    return disk.acknowledged(contact, device);
  }

  // What the node does to it.

  @Override
  public synchronized void recall(Consumer<Change> book) {
    disk.recall(book);
  }

  @Override
  public synchronized void commit(List<Change> changes) throws IOException {
    if (isFull) {
      throw new NoSpaceException();
    }
    if (isBroken || isRefused()) {
      throw new IOException("a broken disk");
    }
    Optional<Moment> now = ending;
    ending = Optional.empty();
    if (now.equals(Optional.of(Moment.INSIDE))) {
      disk.copy().take(changes.subList(0, changes.size() / 2));
      throw new Death();
    }
    if (now.equals(Optional.of(Moment.BEFORE))) {
      throw new Death();
    }
    disk.take(changes);
    commits++;
    if (now.isPresent()) {
      throw new Death();
    }
  }

  private boolean isRefused() {
    boolean isRefused = refusals > 0;
    refusals -= isRefused ? 1 : 0;
    return isRefused;
  }

  @Override
  public MemoryBlobs blobs() {
    return blobs;
  }

  @Override
  public synchronized Optional<Pli> pli(PliKey key) {
    return readable().pli(key);
  }

  @Override
  public synchronized List<PliKey> withIdPrefix(String digits) {
    return readable().plis().stream()
        .map(Pli::key)
        .filter(key -> key.id().text().startsWith(digits))
        .limit(2)
        .toList();
  }

  @Override
  public synchronized List<Pli> page(Filter filter, Optional<PliKey> after, int limit) {
    List<Pli> all = readable().plis().stream().filter(pli -> Rows.isShown(pli, filter)).toList();
    return all.stream()
        .skip(after.map(key -> 1L + keys(all).indexOf(key)).orElse(0L))
        .limit(Math.clamp(limit, 0, MAX_ROWS))
        .toList();
  }

  private static List<PliKey> keys(List<Pli> plis) {
    return plis.stream().map(Pli::key).toList();
  }

  @Override
  public synchronized List<StoredBlob> blobs(PliKey key) {
    return readable().blobs(key);
  }

  @Override
  public synchronized Optional<StoredBlob> blob(PliKey key, int index) {
    return readable().blobs(key).stream().filter(blob -> blob.index() == index).findAny();
  }

  @Override
  public synchronized List<Change.Kept> statements(PliKey key) {
    return readable().statements().stream()
        .filter(kept -> kept.pli().equals(Optional.of(key)))
        .limit(MAX_ROWS)
        .toList();
  }

  @Override
  public synchronized Optional<Change.Kept> statement(ContactId contact, Bytes sid) {
    return readable().statements().stream()
        .filter(kept -> kept.contact().equals(contact) && kept.sid().equals(sid))
        .findAny();
  }

  @Override
  public synchronized List<Change.Kept> epochs(ContactId contact) {
    return readable().statements().stream()
        .filter(kept -> kept.kind() == Change.Kept.Kind.PEER_EPOCH)
        .filter(kept -> kept.contact().equals(contact))
        .limit(MAX_ROWS)
        .toList();
  }

  @Override
  public synchronized List<Entry> journal(long after, int limit) {
    return readable().journal().stream().filter(e -> e.number() > after).limit(limit).toList();
  }

  @Override
  public synchronized List<Notice> notices(long after, int limit) {
    return readable().notices().stream().filter(n -> n.cursor() > after).limit(limit).toList();
  }

  @Override
  public synchronized int unread() {
    return (int) readable().plis().stream().filter(pli -> pli.notes().unread()).count();
  }

  /// Nothing is sealed here, so nothing has to be wiped.
  @Override
  public void closeToReaders() {}

  @Override
  public void close() {}
}
