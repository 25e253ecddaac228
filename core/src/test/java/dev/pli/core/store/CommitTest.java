package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
  @TempDir Path parent;
  private final Samples samples = new Samples(1);
  private VaultFixture fixture;
  private VaultStore store;
  private Contact contact;

  @BeforeEach
  void create() throws Exception {
    fixture = new VaultFixture(parent);
    store = fixture.create(samples.initial());
    contact = samples.contact(ContactId.random(samples.random));
    store.commit(List.of(new Change.ContactSaved(contact)));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    assertEquals(0, Database.open()); // V154
  }

  private Pli incoming(PliState state, Optional<String> reference) {
    Pli pli = samples.pli(samples.key(contact.id(), Direction.IN), state, 1);
    return pli.with(new Pli.Notes(reference, Optional.empty(), false, true));
  }

  private Pli saved(PliState state, Optional<String> reference) throws Exception {
    Pli pli = incoming(state, reference);
    store.commit(List.of(new Change.PliSaved(pli)));
    return pli;
  }

  private List<Pli> page(Optional<String> reference, Optional<PliKey> after, int limit) {
    return store.page(
        new Archive.Filter(Direction.IN, false, Optional.empty(), reference), after, limit);
  }

  @Test
  void V181_allChangesOrNone() throws Exception {
    List<Change> before = VaultFixture.recalled(store);
    Pli pli = incoming(PliState.ARRIVING, Optional.of("Dossier neuf"));
    StoredBlob stray =
        samples.blob(samples.pli(samples.key(contact.id(), Direction.IN), PliState.ARRIVING, 1), 0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            store.commit(
                List.of(
                    new Change.ContactSaved(samples.touched(contact)),
                    new Change.PliSaved(pli),
                    new Change.BlobSaved(stray))));
    assertEquals(
        new BookModel(before).facts(), new BookModel(VaultFixture.recalled(store)).facts());
    assertEquals(Optional.empty(), store.pli(pli.key()));
    store.commit(List.of(new Change.PliSaved(pli), new Change.ContactSaved(contact)));
    assertEquals(Optional.of(pli), store.pli(pli.key()));
  }

  @Test
  void pagesAreInOrderOfArrivalAndFilteredByIndex() throws Exception {
    var all = new ArrayList<Pli>();
    for (int i = 0; i < 30; i++) {
      all.add(
          saved(
              i % 5 == 0 ? PliState.ARRIVING : PliState.RECEIVED,
              i % 3 == 0 ? Optional.of("Dossier " + i % 2) : Optional.empty()));
    }
    List<Pli> shown = all.stream().filter(pli -> pli.state() == PliState.RECEIVED).toList();
    assertEquals(shown, page(Optional.empty(), Optional.empty(), 200));
    assertEquals(shown.subList(7, 12), page(Optional.empty(), Optional.of(shown.get(6).key()), 5));
    assertEquals(
        shown.stream()
            .filter(pli -> pli.notes().caseReference().equals(Optional.of("Dossier 1")))
            .toList(),
        page(Optional.of("Dossier 1"), Optional.empty(), 200));
    assertEquals(List.of(), page(Optional.of("Dossier 2"), Optional.empty(), 200));
    assertEquals(
        shown,
        store.page(
            new Archive.Filter(Direction.IN, true, Optional.of(contact.id()), Optional.empty()),
            Optional.empty(),
            200));
    assertEquals(30, store.unread());
  }

  @Test
  void prefixesOfIdsAreFoundAndAmbiguityIsSeen() throws Exception {
    Pli pli = saved(PliState.RECEIVED, Optional.empty());
    String digits = pli.id().text();
    assertEquals(List.of(pli.key()), store.withIdPrefix(digits));
    assertEquals(List.of(pli.key()), store.withIdPrefix(digits.substring(0, 9)));
    for (int i = 0; i < 20; i++) {
      saved(PliState.RECEIVED, Optional.empty());
    }
    assertEquals(List.of(), store.withIdPrefix(""));
    assertEquals(List.of(), store.withIdPrefix("zz"));
    char other = digits.charAt(31) == '0' ? '1' : '0';
    assertEquals(List.of(), store.withIdPrefix(digits.substring(0, 31) + other));
  }

  @Test
  void V113_filingWrapsTheKeyUnderItsNewCaseFile() throws Exception {
    Pli pli = saved(PliState.RECEIVED, Optional.empty());
    Pli filed = pli.with(new Pli.Notes(Optional.of("2026-031"), Optional.empty(), false, false));
    store.commit(List.of(new Change.PliSaved(filed)));
    assertEquals(Optional.of(filed), store.pli(pli.key()));
    assertEquals(List.of(filed), page(Optional.of("2026-031"), Optional.empty(), 10));
    store.commit(List.of(new Change.PliSaved(pli)));
    assertEquals(Optional.of(pli), store.pli(pli.key()));
    assertEquals(List.of(), page(Optional.of("2026-031"), Optional.empty(), 10));
  }

  @Test
  void erasedContentLeavesTheRowWithoutAKey() throws Exception {
    Pli pli = saved(PliState.RECEIVED, Optional.of("2026-031"));
    StoredBlob blob = samples.blob(pli, 0);
    store.commit(List.of(new Change.BlobSaved(blob)));
    assertEquals(List.of(blob), store.blobs(pli.key()));
    store.commit(List.of(new Change.ContentErased(pli.key())));
    assertEquals(List.of(), store.blobs(pli.key()));
    Pli left = store.pli(pli.key()).orElseThrow();
    assertEquals(0, left.content().key().length());
    assertEquals(pli.content().offer(), left.content().offer());
    store.commit(List.of(new Change.PliSaved(pli))); // Saved again, it stays erased.
    assertEquals(0, store.pli(pli.key()).orElseThrow().content().key().length());
  }

  @Test
  void statementsComeBackInOrderOfArrival() throws Exception {
    Pli pli = saved(PliState.RECEIVED, Optional.empty());
    Change.Kept receipt = samples.statement(contact.id(), Optional.of(pli.key()));
    Change.Kept second = samples.statement(contact.id(), Optional.of(pli.key()));
    Change.Kept epoch = samples.statement(contact.id(), Optional.empty());
    store.commit(
        List.of(
            new Change.StatementKept(second),
            new Change.StatementKept(receipt),
            new Change.StatementKept(epoch),
            new Change.StatementKept(second)));
    assertEquals(List.of(second, receipt), store.statements(pli.key()));
    assertEquals(List.of(epoch), store.epochs(contact.id()));
    assertEquals(Optional.of(receipt), store.statement(contact.id(), receipt.sid()));
    assertEquals(
        Optional.empty(), store.statement(ContactId.random(samples.random), receipt.sid()));
  }

  // Closed to readers.

  @Test
  void closedVaultReceivesIntoTheTrayAndShowsNothingElse() throws Exception {
    Pli old = saved(PliState.RECEIVED, Optional.of("2026-031"));
    store.closeToReaders();
    assertThrows(Archive.VaultClosedException.class, () -> store.pli(old.key()));
    assertThrows(
        Archive.VaultClosedException.class, () -> page(Optional.empty(), Optional.empty(), 10));

    Pli arrived = saved(PliState.ARRIVING, Optional.empty());
    store.commit(List.of(new Change.PliSaved(old.with(PliState.FAILED))));
    store.commit(List.of(new Change.PliSaved(arrived.with(PliState.RECEIVED))));
    assertEquals(Optional.of(arrived.with(PliState.RECEIVED)), store.pli(arrived.key()));

    store.reopen(fixture.recovery);
    assertEquals(
        List.of(arrived.with(PliState.RECEIVED)), page(Optional.empty(), Optional.empty(), 10));
    assertEquals(Optional.of(old.with(PliState.FAILED)), store.pli(old.key()));
    store.closeToReaders();
    assertThrows(Archive.VaultClosedException.class, () -> store.pli(arrived.key()));
    store.reopen(fixture.recovery);
  }

  @Test
  void V251_reopeningAsksTheSlotAgain() throws Exception {
    Pli kept = saved(PliState.RECEIVED, Optional.empty());
    store.closeToReaders();
    var wrong = VaultFixture.passphrase("wrong");
    assertThrows(VaultException.WrongSecret.class, () -> store.reopen(wrong));
    assertThrows(Archive.VaultClosedException.class, () -> store.pli(kept.key()));
    assertEquals(1, store.reopen(fixture.passphrase).size(), "wrong tries before");
    assertEquals(Optional.of(kept), store.pli(kept.key()));
  }

  @Test
  void whatArrivedInAClosedVaultIsFiledAtTheNextUnlockToo() throws Exception {
    store.closeToReaders();
    Pli arrived = saved(PliState.RECEIVED, Optional.empty());
    store.close();
    store = fixture.open();
    assertEquals(List.of(arrived), page(Optional.empty(), Optional.empty(), 10));
  }

  // Threads and time.

  @Test
  void commitsAndReadsFromManyThreadsAllCount() throws Exception {
    int threads = 8;
    int each = 25;
    var done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      int first = t;
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (int i = 0; i < each; i++) {
                Bytes id = Bytes.concat(Bytes.zero(8), Bytes.u32(first), Bytes.u32(i));
                store.commit(List.of(new Change.InvitationSaved(invitation(id))));
                store.unread();
              }
              done.countDown();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
    done.await();
    long kept =
        VaultFixture.recalled(store).stream()
            .filter(change -> change instanceof Change.InvitationSaved)
            .count();
    assertEquals(threads * each, kept);
  }

  private IssuedInvitation invitation(Bytes id) {
    synchronized (samples) {
      return samples.invitation(id);
    }
  }

  @Test
  void lockedVaultAnswersNothing() throws Exception {
    store.close();
    assertThrows(IOException.class, () -> store.commit(List.of()));
    assertThrows(UncheckedIOException.class, () -> store.unread());
    store = fixture.open();
  }

  @Test
  void markIsWrittenOnceAMinute() throws Exception {
    Path mark = fixture.files().mark();
    Bytes first = Bytes.copyOf(Files.readAllBytes(mark));
    store.commit(List.of());
    assertEquals(first, Bytes.copyOf(Files.readAllBytes(mark)));
    fixture.clock.advance(Duration.ofSeconds(61));
    store.commit(List.of());
    store.unread(); // Behind the mark in the queue.
    assertFalse(first.equals(Bytes.copyOf(Files.readAllBytes(mark))));
  }

  @Test
  void V186_cleanStopLeavesNoLog() throws Exception {
    store.close();
    assertFalse(Files.exists(parent.resolve("vault/db.00000001-wal")));
    store = fixture.open();
    assertTrue(store.opening().wasClean());
  }
}
