package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.journal.Entry;
import dev.pli.crypto.primitive.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryStoreTest {
  private static final Entry FIRST =
      Entry.of(1, World.DAWN, "opened", Optional.empty(), "", Entry.ORIGIN);
  private static final Entry SECOND =
      Entry.of(2, World.DAWN, "closed", Optional.empty(), "", FIRST.hash());
  private static final List<Change> BOTH =
      List.of(new Change.JournalWritten(FIRST), new Change.JournalWritten(SECOND));

  private final MemoryStore store = MemoryStore.of(Cast.founded(Cast.ALICE));

  @Test
  void givesBackWhatWasCommitted() throws IOException {
    store.commit(BOTH);
    assertEquals(List.of(FIRST, SECOND), store.journal(0, 9));
    assertEquals(List.of(SECOND), store.journal(1, 9));
    var recalled = new ArrayList<Change>();
    store.recall(recalled::add);
    assertTrue(recalled.containsAll(Cast.founded(Cast.ALICE)));
    assertTrue(recalled.contains(new Change.JournalWritten(SECOND)));
    assertFalse(recalled.contains(new Change.JournalWritten(FIRST)), "only the last one");
  }

  @ParameterizedTest
  @EnumSource(MemoryStore.Moment.class)
  void keepsAllOrNothingWhenTheProcessDies(MemoryStore.Moment moment) throws IOException {
    store.dieAt(moment);
    assertThrows(MemoryStore.Death.class, () -> store.commit(BOTH));
    boolean isKept = moment == MemoryStore.Moment.AFTER;
    assertEquals(isKept ? List.of(FIRST, SECOND) : List.of(), store.journal(0, 9));
    if (!isKept) {
      store.commit(BOTH); // It dies once.
    }
    assertEquals(2, store.journal(0, 9).size());
  }

  @Test
  void takesNothingWhileItIsFull() throws IOException {
    store.setFull(true);
    assertThrows(NoSpaceException.class, () -> store.commit(BOTH));
    assertEquals(List.of(), store.journal(0, 9));
    try (Blobs.Writer writer = store.blobs().create()) {
      assertThrows(NoSpaceException.class, () -> writer.write(ByteBuffer.allocate(1)));
    }
    store.setFull(false);
    store.commit(BOTH);
    assertEquals(2, store.journal(0, 9).size());
  }

  @Test
  void isPutBackToAnEarlierMoment() throws IOException {
    String early = blob(store.blobs(), 3);
    MemoryStore.Copy copy = store.copy();
    store.commit(BOTH);
    String late = blob(store.blobs(), 5);
    store.putBack(copy);
    assertEquals(List.of(), store.journal(0, 9));
    assertEquals(3, store.blobs().written(early));
    assertThrows(NoSuchFileException.class, () -> store.blobs().open(late));
  }

  @Test
  void aPowerCutLeavesWhatWasSynced() throws IOException {
    for (int i = 0; i < 50; i++) {
      String name;
      try (Blobs.Writer writer = store.blobs().create()) {
        writer.write(ByteBuffer.allocate(4));
        writer.sync();
        writer.write(ByteBuffer.allocate(6));
        name = writer.name();
      }
      store.blobs().cutPower(new Random(i));
      long left = store.blobs().written(name);
      assertTrue(left >= 4 && left <= 10, left + " bytes");
    }
  }

  @Test
  void resumesABlobWhereItIsTold() throws IOException {
    String name = blob(store.blobs(), 9);
    try (Blobs.Writer writer = store.blobs().resume(name, 4)) {
      writer.write(Bytes.of(1, 2).buffer());
      writer.complete();
    }
    ByteBuffer read = ByteBuffer.allocate(9);
    try (Blobs.Reader reader = store.blobs().open(name)) {
      reader.seek(3);
      assertEquals(3, reader.read(read));
      assertEquals(-1, reader.read(read));
    }
    assertEquals(Bytes.of(0, 1, 2), Bytes.copyOf(read.flip()));
    assertThrows(EOFException.class, () -> store.blobs().resume(name, 7));
  }

  private static String blob(Blobs blobs, int length) throws IOException {
    try (Blobs.Writer writer = blobs.create()) {
      writer.write(ByteBuffer.allocate(length));
      return writer.name();
    }
  }
}
