package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.ChunkOpener;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// What has arrived stays, whenever the process dies; what is missing is asked for, and nothing
/// else. docs/spec/vault.md V191, V192.
class PullingTest {
  private static final Bytes TAG = Bytes.hex("44".repeat(16));

  private Random random;
  private MemoryBlobs sending;
  private MemoryBlobs receiving;
  private StoredBlob whole;
  private Draft draft;

  /// The row as the last commit left it.
  private StoredBlob row;

  @BeforeEach
  void seed() throws IOException {
    seed(1);
  }

  private void seed(long seed) throws IOException {
    random = new Random(seed);
    sending = new MemoryBlobs();
    receiving = new MemoryBlobs();
    draft = Drafts.large(sending, random);
    Draft.SealedBlob file = draft.blobs().getLast();
    var key = new PliKey(new ContactId(Bytes.hex("11".repeat(16))), Direction.IN, draft.id());
    int index = draft.blobs().size() - 1;
    whole = new StoredBlob(key, index, file.blob(), file.place(), file.digests(), 0);
    row = new StoredBlob(key, index, file.blob(), new StoredBlob.Place.Elsewhere(), Bytes.EMPTY, 0);
  }

  private String file() {
    return StoredBlob.file(row.place()).orElseThrow();
  }

  private int segments() {
    return Sealing.segments(row.blob().sealedBytes());
  }

  private void save(Event.TransferAdvanced point) {
    assertTrue(
        receiving.synced(point.file())
            >= Math.min(
                (long) point.heldSegments() * Sealing.SEGMENT_BYTES, row.blob().sealedBytes()),
        "V191: a row names what is not yet synced");
    row = row.at(new StoredBlob.Place.File(point.file()), point.digests(), point.heldSegments());
  }

  private Pulling pulling() {
    return new Pulling(receiving, row, this::save, _ -> {}, Runnable::run);
  }

  /// A pull whose link or process ends after `cutAt` bytes; with `isDeath` its last resume points
  /// are lost with it. Returns the segments that came whole, counted from the first.
  private int pullCut(int cutAt, boolean isDeath) throws Exception {
    int from = pulling().firstMissing();
    MemoryStream stream = pushed(from).failAt(cutAt);
    stream.read(ByteBuffer.allocate(17)); // Version and tag, read by who matches them.
    StoredBlob before = row;
    int[] arrived = {from};
    var pulling = new Pulling(receiving, row, this::save, _ -> arrived[0]++, Runnable::run);
    try {
      pulling.pull(stream, from, Optional.empty());
    } catch (IOException cut) {
      // As it was meant.
    }
    if (isDeath && !before.digests().isEmpty()) {
      row = before;
    }
    return arrived[0];
  }

  private MemoryStream pushed(int from) throws IOException {
    var stream = new MemoryStream();
    new Pushing(sending, whole, _ -> {})
        .push(stream, new Effect.Push(link(), row.pli(), row.index(), from, TAG));
    return new MemoryStream(stream.written(), true);
  }

  private static LinkId link() {
    return new LinkId(1);
  }

  @RepeatedTest(50)
  void whatHasArrivedNeverTravelsAgain(RepetitionInfo repetition) throws Exception {
    seed(repetition.getCurrentRepetition());
    int arrived = 0;
    for (int i = 0; i < 40 && arrived < segments(); i++) {
      assertTrue(pulling().firstMissing() >= arrived, "a whole segment would travel again");
      arrived = pullCut(1 + random.nextInt(900_000), random.nextBoolean());
    }
    if (pulling().firstMissing() == segments()) {
      pulling().complete();
    } else {
      pullCut(Integer.MAX_VALUE, false);
    }
    assertEquals(segments(), row.heldSegments());
    assertEquals(row.blob().sealedBytes(), receiving.written(file()));
  }

  @Test
  void aBlobOfWhichNothingIsMissingEndsWithoutAStream() throws Exception {
    pullCut(300_000, false);
    assertEquals(segments(), pullCut(Integer.MAX_VALUE, true));
    assertTrue(row.heldSegments() < segments());
    assertEquals(segments(), pulling().firstMissing());
    pulling().complete();
    assertEquals(segments(), row.heldSegments());
    assertEquals(row.blob().sealedBytes(), receiving.written(file()));
  }

  @Test
  void V192_aTornSegmentIsAskedForAgain() throws Exception {
    pullCut(2_000_000, false);
    int held = pulling().firstMissing();
    receiving.tear(file(), held * Sealing.SEGMENT_BYTES - 1);
    assertEquals(held - 1, pulling().firstMissing());
  }

  @Test
  void aResumePointIsNotSavedForAFileThatIsGone() throws Exception {
    pullCut(300_000, false);
    receiving.erase(file());
    assertThrows(IOException.class, () -> pulling().firstMissing());
  }

  /// The part of the draft, opened as it arrives on another thread; `sha256` is what it should be.
  private boolean arrivesSound(Bytes sha256) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var arrival = new Arrival(opener(), sha256);
      MemoryStream stream = pushed(0);
      stream.read(ByteBuffer.allocate(17));
      new Pulling(receiving, row, this::save, _ -> {}, threads)
          .pull(stream, 0, Optional.of(arrival));
      return arrival.isSound();
    }
  }

  private ChunkOpener opener() throws RejectedException {
    ContentKey key = ContentKey.of(draft.id().value(), draft.key());
    return new ChunkOpener(key.blobKey(row.index()), row.blob().sealedBytes(), Drafts.LARGE_BYTES);
  }

  private Bytes sha256() throws Exception {
    ChunkOpener opener = opener();
    try (Blobs.Reader reader = sending.open(StoredBlob.file(whole.place()).orElseThrow())) {
      while (!opener.done()) {
        ByteBuffer segment = ByteBuffer.allocate(opener.nextSealedBytes());
        reader.read(segment);
        opener.open(segment.flip(), ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES));
      }
    }
    return opener.finish();
  }

  @Test
  void aPartIsOpenedWhileItArrives() throws Exception {
    assertTrue(arrivesSound(sha256()));
    assertEquals(segments(), row.heldSegments());
  }

  @Test
  void aPartThatIsNotWhatItsManifestSaysIsNotFoundSound() throws Exception {
    assertFalse(arrivesSound(Bytes.hex("55".repeat(32))));
    assertEquals(segments(), row.heldSegments());
  }
}
