package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams that peers open for blobs: one that was asked for is read, and once.
@Timeout(60)
class FilePumpTest {
  private static final Bytes TAG = Bytes.hex("44".repeat(16));
  private static final TransferProgress PROGRESS =
      new TransferProgress(new SystemClock(), (_, _) -> {});
  private static final LinkId LINK = new LinkId(1);

  private final Random random = new Random(1);
  private final MemoryStore sending = MemoryStore.of(List.of());
  private final MemoryStore receiving = MemoryStore.of(List.of());
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private FilePump pump;
  private StoredBlob blob;
  private StoredBlob place;

  @BeforeEach
  void queue() throws IOException {
    Draft draft = Drafts.seal(sending.blobs(), random, "", List.of(1));
    Draft.SealedBlob file = draft.blobs().getLast();
    var key = new PliKey(new ContactId(Bytes.hex("11".repeat(16))), Direction.IN, draft.id());
    int index = draft.blobs().size() - 1;
    blob = new StoredBlob(key, index, file.blob(), file.place(), file.digests(), 0);
    place =
        new StoredBlob(key, index, file.blob(), new StoredBlob.Place.Elsewhere(), Bytes.EMPTY, 0);
    receiving.commit(
        List.of(
            new Change.PliSaved(Drafts.withoutOffer(key, draft, PliState.ARRIVING)),
            new Change.BlobSaved(place)));
    pump = new FilePump(receiving, new NoLinks(), events::put, PROGRESS);
  }

  @AfterEach
  void close() {
    pump.close();
  }

  /// A stream whose end is seen.
  private final class Opened implements BlobStream {
    private final MemoryStream content;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// It begins with this version and tag, and carries the blob.
    Opened(int version, Bytes tag) throws IOException {
      this(version, tag, pushed());
    }

    Opened(int version, Bytes tag, Bytes rest) {
      content = new MemoryStream(Bytes.concat(Bytes.of(version), tag, rest), true);
    }

    @Override
    public void write(ByteBuffer bytes) {
      throw new AssertionError("nothing is said to who sends");
    }

    @Override
    public void finish() {}

    @Override
    public int read(ByteBuffer target) throws IOException {
      return content.read(target);
    }

    @Override
    public void close() {
      closed.countDown();
    }

    void mustClose() throws InterruptedException {
      assertTrue(closed.await(20, TimeUnit.SECONDS), "still open");
    }
  }

  /// What is sent behind the tag.
  private Bytes pushed() throws IOException {
    var whole = new MemoryStream();
    new Pushing(sending.blobs(), blob, _ -> {})
        .push(whole, new Effect.Push(LINK, blob.pli(), blob.index(), 0, TAG));
    Bytes pushed = whole.written();
    return pushed.slice(17, pushed.length());
  }

  /// The node saves the row that names the new file.
  private void names() throws InterruptedException {
    Event.TransferAdvanced point = next(Event.TransferAdvanced.class);
    assertEquals(0, point.heldSegments());
    pump.named(point.pli(), point.index());
  }

  private <E extends Event> E next(Class<E> kind) throws InterruptedException {
    while (true) {
      Event event = events.poll(20, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no " + kind.getSimpleName());
      }
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  @Test
  void S502_aStreamThatNobodyAskedForIsClosed() throws Exception {
    var stream = new Opened(1, TAG);
    pump.opened(LINK, stream);
    stream.mustClose();
    assertTrue(events.isEmpty());
  }

  @Test
  void S502_anotherTagOrVersionThanAskedForIsClosedAndTheRightOneTaken() throws Exception {
    pump.pull(new Effect.Pull(LINK, place.pli(), place.index(), 0, TAG));
    next(Event.PullReady.class);
    for (Opened wrong :
        List.of(new Opened(1, Bytes.hex("45".repeat(16))), new Opened(2, TAG, Bytes.EMPTY))) {
      pump.opened(LINK, wrong);
      wrong.mustClose();
    }
    pump.opened(LINK, new Opened(1, TAG));
    names();
    assertEquals(new Event.Ending.Whole(), next(Event.TransferEnded.class).ending());
  }

  @Test
  void S502_aTagServesOnce() throws Exception {
    pump.pull(new Effect.Pull(LINK, place.pli(), place.index(), 0, TAG));
    next(Event.PullReady.class);
    pump.opened(LINK, new Opened(1, TAG));
    names();
    next(Event.TransferEnded.class);
    var second = new Opened(1, TAG);
    pump.opened(LINK, second);
    second.mustClose();
    assertFalse(events.stream().anyMatch(Event.TransferEnded.class::isInstance));
  }

  @Test
  void aVaultThatCannotBeReadEndsEachTransferInAnEvent() throws Exception {
    receiving.setUnreadable(Optional.of(new IOException("a damaged page")));
    pump.pull(new Effect.Pull(LINK, place.pli(), place.index(), 0, TAG));
    assertEquals(new Event.Ending.Cut(), next(Event.TransferEnded.class).ending());
    pump.check(place.pli());
    assertEquals(new Event.Check.Unreadable(), next(Event.ContentChecked.class).check());
    try (var pushing = new FilePump(receiving, new OneStream(), events::put, PROGRESS)) {
      pushing.push(new Effect.Push(LINK, place.pli(), place.index(), 0, TAG));
      assertEquals(LINK, next(Event.PushEnded.class).link());
    }
  }

  /// A network on which a stream can be opened.
  private static final class OneStream extends NoLinks {
    @Override
    public BlobStream openBlob(LinkId link) {
      return new MemoryStream();
    }
  }
}
