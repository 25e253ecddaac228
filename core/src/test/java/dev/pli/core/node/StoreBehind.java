package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A store seen through another: a test says which call does something else.
class StoreBehind implements Store {
  private final Store store;

  StoreBehind(Store store) {
    this.store = store;
  }

  @Override
  public void recall(Consumer<Change> book) throws IOException {
    store.recall(book);
  }

  @Override
  public void commit(List<Change> changes) throws IOException {
    store.commit(changes);
  }

  @Override
  public Blobs blobs() {
    return store.blobs();
  }

  @Override
  public Optional<Pli> pli(PliKey key) {
    return store.pli(key);
  }

  @Override
  public List<PliKey> withIdPrefix(String digits) {
    return store.withIdPrefix(digits);
  }

  @Override
  public List<Pli> page(Filter filter, Optional<PliKey> after, int limit) {
    return store.page(filter, after, limit);
  }

  @Override
  public List<StoredBlob> blobs(PliKey key) {
    return store.blobs(key);
  }

  @Override
  public Optional<StoredBlob> blob(PliKey key, int index) {
    return store.blob(key, index);
  }

  @Override
  public List<Change.Kept> statements(PliKey key) {
    return store.statements(key);
  }

  @Override
  public Optional<Change.Kept> statement(ContactId contact, Bytes sid) {
    return store.statement(contact, sid);
  }

  @Override
  public List<Change.Kept> epochs(ContactId contact) {
    return store.epochs(contact);
  }

  @Override
  public List<Entry> journal(long after, int limit) {
    return store.journal(after, limit);
  }

  @Override
  public List<Notice> notices(long after, int limit) {
    return store.notices(after, limit);
  }

  @Override
  public int unread() {
    return store.unread();
  }

  @Override
  public void closeToReaders() throws IOException {
    store.closeToReaders();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
