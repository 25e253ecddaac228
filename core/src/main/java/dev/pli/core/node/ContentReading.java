package dev.pli.core.node;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.conversation.Text;
import dev.pli.core.delivery.SealedContent;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.ChunkOpener;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Opens the content of a pli whose blobs are all in the vault, and compares it with its offer.
///
/// One use, by a thread that may wait for the disk.
final class ContentReading {
  private final Blobs blobs;
  private final List<StoredBlob> stored;
  private final ContentKey key;
  private final OpenOffer offer;

  /// Takes content as it is opened; it is whole only when reading has returned. A piece stays as it
  /// is until the next call has returned.
  @FunctionalInterface
  interface Sink {
    void write(ByteBuffer content) throws IOException;
  }

  ContentReading(Blobs blobs, Pli pli, List<StoredBlob> stored) throws RejectedException {
    this.blobs = blobs;
    this.stored = stored;
    this.offer = OpenOffer.parse(pli.content().offer());
    this.key = ContentKey.of(pli.id().value(), pli.content().key());
  }

  Manifest manifest() throws IOException, RejectedException {
    return SealedContent.manifest(key, whole(stored.getFirst()), offer.content());
  }

  /// The words.
  String text(Manifest manifest) throws IOException, RejectedException {
    PartEntry entry = manifest.parts().get(Text.PART);
    return SealedContent.part(key, Text.PART, entry, whole(stored.get(Text.PART + 1))).utf8();
  }

  /// Opens every part but those whose blobs are known to be sound, and compares each with the
  /// manifest; the length of the words.
  long check(Set<Integer> sound) throws IOException, RejectedException {
    Manifest manifest = manifest();
    for (int i = 0; i < manifest.parts().size(); i++) {
      if (!sound.contains(i + 1)) {
        read(manifest.parts().get(i), i, _ -> {});
      }
    }
    return manifest.parts().get(Text.PART).size();
  }

  /// What opens blob `index` while it arrives; empty when it is no part of the manifest.
  Optional<Arrival> arrival(int index) throws IOException, RejectedException {
    List<PartEntry> parts = manifest().parts();
    if (index < 1 || index > parts.size()) {
      return Optional.empty();
    }
    PartEntry entry = parts.get(index - 1);
    return Optional.of(new Arrival(opener(index, entry), entry.sha256()));
  }

  private ChunkOpener opener(int index, PartEntry entry) throws RejectedException {
    long sealedBytes = stored.get(index).blob().sealedBytes();
    return new ChunkOpener(
        key.blobKey(index), sealedBytes, entry.size(), HashBehind.of(entry.size()));
  }

  /// Opens one part into `sink`; S506, S507 or S510 when it is not what the manifest says.
  void read(PartEntry entry, int part, Sink sink) throws IOException, RejectedException {
    ChunkOpener opener = opener(part + 1, entry);
    try (Blobs.Reader reader = reader(stored.get(part + 1))) {
      ByteBuffer sealed = ByteBuffer.allocate(opener.nextSealedBytes());
      int contentBytes = (int) Math.min(entry.size(), Sealing.SEGMENT_CONTENT_BYTES);
      ByteBuffer content = ByteBuffer.allocate(contentBytes);
      ByteBuffer other = ByteBuffer.allocate(contentBytes);
      while (!opener.done()) {
        fill(reader, sealed.clear().limit(opener.nextSealedBytes()));
        opener.open(sealed.flip(), content.clear());
        sink.write(content.flip());
        ByteBuffer hashed = content; // Perhaps still: the next segment goes into the other one.
        content = other;
        other = hashed;
      }
    }
    require(opener.finish().equals(entry.sha256()), SealRule.S510_COMMITMENT);
  }

  private Bytes whole(StoredBlob blob) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(blob.blob().sealedBytes()));
    try (Blobs.Reader reader = reader(blob)) {
      fill(reader, all);
    }
    return Bytes.copyOf(all.flip());
  }

  private static void fill(Blobs.Reader reader, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (reader.read(target) < 0) {
        throw new IOException("a blob that is shorter than its row says");
      }
    }
  }

  private Blobs.Reader reader(StoredBlob blob) throws IOException {
    return switch (blob.place()) {
      case StoredBlob.Place.Row(var sealed) -> new RowReader(sealed.buffer());
      case StoredBlob.Place.File(var name) -> open(name);
      case StoredBlob.Place.Elsewhere _ -> throw new IOException("a blob that is not here");
    };
  }

  private Blobs.Reader open(String name) throws IOException {
    try {
      return blobs.open(name);
    } catch (NoSuchFileException missing) { // No file that a person has named.
      throw new UnsoundException(missing);
    }
  }

  /// A blob that lies in a row, read like a file.
  private record RowReader(ByteBuffer sealed) implements Blobs.Reader {
    @Override
    public void seek(long position) {
      sealed.position(Math.toIntExact(position));
    }

    @Override
    public int read(ByteBuffer target) {
      if (!sealed.hasRemaining()) {
        return -1;
      }
      int length = Math.min(sealed.remaining(), target.remaining());
      target.put(sealed.slice(sealed.position(), length));
      sealed.position(sealed.position() + length);
      return length;
    }

    @Override
    public void close() {}
  }
}
