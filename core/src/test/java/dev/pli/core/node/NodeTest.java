package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Event;
import dev.pli.core.Settings;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Draft;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The node's thread, on a disk that does not always take what it is given.
@Timeout(60)
class NodeTest {
  private final MemoryStore store = MemoryStore.of(Cast.founded(Cast.ALICE));
  private final List<String> acts = new ArrayList<>();
  private Node node;

  @BeforeEach
  void start() throws IOException {
    node = new Node(new Witnessed(), new NoLinks(), new SystemClock(), new Random(1));
    node.start(List.of());
    node.look(_ -> true);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /// The store, with each commit told.
  private final class Witnessed extends StoreBehind {
    Witnessed() {
      super(store);
    }

    @Override
    public void commit(List<Change> changes) throws IOException {
      store.commit(changes);
      acts.add("commit");
    }
  }

  private Answer invite() {
    var request =
        new Request.Invite(
            Optional.of("Bob"),
            Duration.ofDays(7),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty());
    return node.ask(ticket -> new Event.Asked(ticket, request));
  }

  private static ErrorCode failure(Answer answer) {
    return assertInstanceOf(Answer.Failed.class, answer).problem().code();
  }

  /// A pli that was on its way when the process ended: a start puts it back in the queue.
  private Pli sending() throws IOException {
    Draft draft = Drafts.seal(store.blobs(), new Random(2), "Bonjour", List.of());
    return new Pli(
        new PliKey(new ContactId(Bytes.hex("11".repeat(16))), Direction.OUT, draft.id()),
        PliState.SENDING,
        World.DAWN,
        World.DAWN,
        Optional.empty(),
        Optional.empty(),
        new Pli.Content(
            Bytes.EMPTY, draft.key(), draft.blobs().stream().map(Draft.SealedBlob::blob).toList()),
        new Verification.NotVerified(World.DAWN),
        0,
        Pli.Notes.NONE);
  }

  private List<String> journal() {
    return store.journal(0, 99).stream().map(Entry::kind).toList();
  }

  @Test
  void answersAfterTheCommit() {
    acts.clear();
    assertInstanceOf(Answer.Done.class, invite());
    acts.add("answer");
    assertEquals("commit", acts.getFirst());
    assertEquals("answer", acts.getLast());
  }

  @Test
  void aLookPartsNoCommitAndSeesWhatCameWithIt() throws Exception {
    var isHeld = new CountDownLatch(1);
    var mayGo = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(() ->
                node.look(_ -> {
                  isHeld.countDown();
                  return await(mayGo);
                }));
    isHeld.await();
    acts.clear();
    node.tell(new Event.Acted("saved", Optional.empty(), "before"));
    Thread looker = Thread.ofPlatform().start(() -> node.look(_ -> acts.add("look")));
    while (looker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    node.tell(new Event.Acted("saved", Optional.empty(), "behind"));
    mayGo.countDown();
    holder.join();
    looker.join();
    assertEquals(List.of("commit", "look"), acts);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this test", e);
    }
  }

  @Test
  void aStepThatTheDiskRefusedIsAnsweredSoAndTheNodeGoesOn() {
    store.refuse(2);
    assertEquals(ErrorCode.IO_ERROR, failure(invite()));
    assertEquals(ErrorCode.IO_ERROR, failure(invite()));
    assertInstanceOf(Answer.Done.class, invite());
    assertTrue(node.isRunning());
    assertEquals(1, node.look(rules -> rules.views().invitations()).size());
  }

  @Test
  void aFullDiskIsSaidAndWhatWasSavedStays() {
    node.tell(new Event.Acted("saved", Optional.empty(), ""));
    node.look(_ -> true);
    List<String> before = journal();
    store.setFull(true);
    assertEquals(ErrorCode.NO_SPACE, failure(invite()));
    store.setFull(false);
    assertEquals(before, journal());
    assertInstanceOf(Answer.Done.class, invite());
  }

  @Test
  void aDiskThatGoesOnRefusingEndsTheNodeAndEverybodyIsAnswered() {
    store.setBroken(true);
    for (int i = 0; i < Node.MAX_REFUSED_STEPS; i++) {
      assertEquals(ErrorCode.IO_ERROR, failure(invite()));
    }
    assertThrows(Node.EndedException.class, () -> node.look(_ -> true));
    assertFalse(node.isRunning());
    assertEquals(ErrorCode.IO_ERROR, failure(invite()));
  }

  /// A node whose book has something to save at its start.
  private void startOn(Store disk) throws IOException {
    node.close();
    store.commit(List.of(new Change.PliSaved(sending())));
    node = new Node(disk, new NoLinks(), new SystemClock(), new Random(1));
  }

  @Test
  void aBrokenDiskAtItsStartEndsTheNode() throws Exception {
    startOn(store);
    store.setBroken(true);
    node.start(List.of());
    assertThrows(
        Node.EndedException.class,
        () -> {
          for (int i = 0; i < Node.MAX_REFUSED_STEPS; i++) {
            node.look(_ -> true);
          }
        });
    assertFalse(node.isRunning());
  }

  @Test
  void aFullDiskAtItsStartIsTriedWhenSomebodyAsksAndNotInBetween() throws Exception {
    var tries = new AtomicInteger();
    startOn(
        new StoreBehind(store) {
          @Override
          public void commit(List<Change> changes) throws IOException {
            tries.incrementAndGet();
            store.commit(changes);
          }
        });
    store.setFull(true);
    node.start(List.of());
    for (int i = 0; i < 2 * Node.MAX_REFUSED_STEPS; i++) {
      node.look(_ -> true);
    }
    assertTrue(tries.get() <= 2 * Node.MAX_REFUSED_STEPS + 3, tries.toString());
    assertEquals(PliState.SENDING, store.plis().getFirst().state());
    store.setFull(false);
    node.look(_ -> true);
    assertEquals(PliState.QUEUED, store.plis().getFirst().state());
  }

  @Test
  void whoLooksBehindARefusedStepIsAnswered() {
    store.setBroken(true);
    for (int i = 0; i < 2 * Node.MAX_REFUSED_STEPS; i++) {
      node.tell(new Event.SettingsChosen(Settings.initial("lawyer", i % 2 == 0 ? "fr" : "en")));
    }
    assertThrows(
        Node.EndedException.class,
        () -> {
          while (true) {
            node.tell(new Event.Acted("saved", Optional.empty(), ""));
            node.look(_ -> true);
          }
        });
  }
}
