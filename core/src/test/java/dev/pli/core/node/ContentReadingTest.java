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
import dev.pli.core.evidence.App;
import dev.pli.core.evidence.Content;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Pli bare = Drafts.withoutOffer(key(draft), draft, PliState.QUEUED);
    List<Pli.Blob> sealed = bare.content().blobs();
    var content =
        new Content(
            Commitment.ct(sealed.stream().map(Pli.Blob::ct).toList()),
            sealed.stream().mapToLong(Pli.Blob::sealedBytes).sum(),
            ContentKey.of(draft.id().value(), draft.key()).commitment(),
            sealed.size() - 1,
            draft.root(),
            draft.mention());
    var offer =
        new OpenOffer(
            new App("pli", "1"),
            content,
            new Fingerprint(Bytes.zero(32)),
            new Fingerprint(Bytes.hex("11".repeat(32))),
            draft.id(),
            Optional.empty(),
            World.DAWN);
    return new Pli(
        bare.key(),
        bare.state(),
        bare.created(),
        bare.arrived(),
        bare.delivered(),
        bare.route(),
        new Pli.Content(offer.payload(), draft.key(), sealed),
        bare.verification(),
        bare.textBytes(),
        bare.notes());
  }
}
