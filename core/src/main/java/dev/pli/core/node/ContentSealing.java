package dev.pli.core.node;

import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.conversation.Text;
import dev.pli.core.delivery.Draft;
import dev.pli.core.evidence.Mention;
import dev.pli.core.office.Progress;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.ChunkSealer;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.SealedBlob;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Seals the parts of one pli, in one pass each, under a key of its own: small blobs become rows,
/// large ones files. What was begun and cannot be finished is removed; it is never continued.
///
/// One use, by a thread that may wait for the disk.
final class ContentSealing {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Blobs blobs;
  private final RandomGenerator random;
  private final ContentKey key;
  private final Consumer<Progress> progress;
  private final List<Draft.SealedBlob> sealed = new ArrayList<>();
  private final List<PartEntry> entries = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  ContentSealing(Blobs blobs, RandomGenerator random, Consumer<Progress> progress) {
    this.blobs = blobs;
    this.random = random;
    this.progress = progress;
    this.key = ContentKey.draw(random);
  }

  /// Something that seals parts, and may fail in the middle.
  @FunctionalInterface
  private interface Work {
    Draft run() throws IOException, RejectedException;
  }

  /// Text first, then the files in order. S501 when a file changes meanwhile.
  Draft seal(String text, List<SourceFile> sources, Mention mention, Pli.Notes notes)
      throws IOException, RejectedException {
    return wholeOrNothing(() -> {
      Bytes words = Bytes.utf8(text);
      try (Part part = begin(Text.NAME, Text.TYPE, words.length())) {
        words(part, words.buffer());
      }
      for (SourceFile source : sources) {
        try (Part part = begin(source.name(), source.type(), source.bytes())) {
          part.take(source);
        }
      }
      return finish(words.length(), mention, notes);
    });
  }

  /// What another pli holds, under keys of this one.
  Draft sealAgain(ContentReading original, Mention mention) throws IOException, RejectedException {
    return wholeOrNothing(() -> {
      List<PartEntry> parts = original.manifest().parts();
      for (int i = 0; i < parts.size(); i++) {
        PartEntry entry = parts.get(i);
        try (Part part = begin(entry.name(), entry.type(), entry.size())) {
          original.read(entry, i, part::segment);
          part.finish();
        }
      }
      return finish(parts.getFirst().size(), mention, Pli.Notes.NONE);
    });
  }

  private Draft wholeOrNothing(Work work) throws IOException, RejectedException {
    try {
      return work.run();
    } catch (IOException | RejectedException | RuntimeException e) {
      for (String file : files) {
        blobs.erase(file);
      }
      throw e;
    }
  }

  private static void words(Part part, ByteBuffer words) throws IOException {
    while (!part.sealer.done()) {
      int length = part.sealer.nextContentBytes();
      part.segment(words.slice(words.position(), length));
      words.position(words.position() + length);
    }
    part.finish();
  }

  private Draft finish(long textBytes, Mention mention, Pli.Notes notes) {
    var manifest = new Manifest(key.pid(), entries);
    Manifest.Sealed blob = manifest.seal(key.blobKey(Manifest.BLOB));
    var all = new ArrayList<Draft.SealedBlob>();
    all.add(
        new Draft.SealedBlob(
            new Pli.Blob(blob.blob().sealedBytes(), blob.blob().ct()),
            new StoredBlob.Place.Row(blob.bytes()),
            blob.blob().digests()));
    all.addAll(sealed);
    return new Draft(
        new PliId(key.pid()), key.secret(), manifest.root(), textBytes, mention, all, notes);
  }

  private Part begin(String name, String type, long bytes) throws IOException {
    boolean isSmall = Sealing.sealedBytes(bytes) <= Sealing.SEALED_CHUNK_BYTES;
    var part = new Part(free(name), type, bytes, isSmall ? null : blobs.create());
    if (part.writer != null) {
      files.add(part.writer.name());
    }
    return part;
  }

  /// A manifest holds no name twice, whatever the case of its letters.
  private String free(String name) {
    String free = name;
    for (int i = 2; !names.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = FileNames.numbered(name, i);
    }
    return free;
  }

  /// One part while it is sealed.
  private final class Part implements AutoCloseable {
    private final String name;
    private final String type;
    private final long bytes;
    private final ChunkSealer sealer;
    private final Blobs.@Nullable Writer writer;
    private final Behind writing = new Behind(THREADS);
    private final Behind syncing = new Behind(THREADS);

    /// The segment that is sealed, and the one before, which is perhaps still being written.
    private ByteBuffer segment;

    private ByteBuffer other;
    private int segments;
    private long done;

    Part(String name, String type, long bytes, Blobs.@Nullable Writer writer) {
      this.name = name;
      this.type = type;
      this.bytes = bytes;
      this.writer = writer;
      this.sealer = new ChunkSealer(key.blobKey(entries.size() + 1), bytes, HashBehind.of(bytes));
      this.segment = ByteBuffer.allocate(sealer.nextSealedBytes());
      this.other = writer == null ? segment : ByteBuffer.allocate(segment.capacity());
    }

    /// The whole of a file, which must be the same at the end.
    void take(SourceFile source) throws IOException, RejectedException {
      ByteBuffer content = ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES);
      ByteBuffer other = ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES);
      try (SourceFile.Reader reader = source.open()) {
        while (!sealer.done()) {
          ByteBuffer hashed = content; // Perhaps still: the next segment goes into the other one.
          content = other;
          other = hashed;
          content.clear().limit(sealer.nextContentBytes());
          while (content.hasRemaining()) {
            if (reader.read(content) < 0) {
              throw new RejectedException(SealRule.S501_SOURCE_CHANGED);
            }
          }
          segment(content.flip());
        }
        source.requireUnchanged(reader);
      }
      finish();
    }

    /// The next segment's content; nothing when only padding is left.
    void segment(ByteBuffer content) throws IOException {
      done += content.remaining();
      segment.clear();
      sealer.seal(content, segment);
      segment.flip();
      if (writer != null) {
        ByteBuffer written = segment;
        writing.begin(() -> writer.write(written));
        segment = other;
        other = written;
        if (++segments % Pulling.CHECKPOINT_SEGMENTS == 0) {
          syncing.begin(writer::sync); // So that little is left to wait for at the end.
        }
        progress.accept(new Progress(Progress.Phase.SEALING, name, done, bytes, ""));
      }
    }

    void finish() throws IOException {
      SealedBlob result = sealer.finish();
      StoredBlob.Place place;
      if (writer == null) {
        place = new StoredBlob.Place.Row(Bytes.copyOf(segment));
      } else {
        writing.await();
        syncing.await();
        writer.complete();
        place = new StoredBlob.Place.File(writer.name());
      }
      sealed.add(
          new Draft.SealedBlob(
              new Pli.Blob(result.sealedBytes(), result.ct()), place, result.digests()));
      entries.add(PartEntry.draw(name, result.contentSha256(), bytes, type, random));
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writing.settle();
        syncing.settle();
        writer.close();
      }
    }
  }
}
