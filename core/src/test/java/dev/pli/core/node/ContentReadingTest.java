package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentReadingTest {
  private static final int ENCLOSURE = 1;

  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void aMissingFileOfTheVaultIsNotAFileThatSomebodyNamed() throws Exception {
    Draft draft = Drafts.large(blobs, new Random(1));
    List<StoredBlob> stored = stored(draft);
    var reading = new ContentReading(blobs, pli(draft), stored);
    Manifest manifest = reading.manifest();
    assertEquals("", reading.text(manifest));
    blobs.erase(StoredBlob.file(stored.getLast().place()).orElseThrow());
    PartEntry entry = manifest.parts().get(ENCLOSURE);
    assertThrows(UnsoundException.class, () -> reading.read(entry, ENCLOSURE, _ -> {}));
  }

  private static List<StoredBlob> stored(Draft draft) {
    var stored = new ArrayList<StoredBlob>();
    for (Draft.SealedBlob blob : draft.blobs()) {
      stored.add(
          new StoredBlob(
              key(draft),
              stored.size(),
              blob.blob(),
              blob.place(),
              blob.digests(),
              Sealing.segments(blob.blob().sealedBytes())));
    }
    return stored;
  }

  private static PliKey key(Draft draft) {
    return new PliKey(new ContactId(Bytes.zero(16)), Direction.OUT, draft.id());
  }

  private static Pli pli(Draft draft) throws IOException {
    return Drafts.withOffer(key(draft), draft, PliState.QUEUED);
  }
}
