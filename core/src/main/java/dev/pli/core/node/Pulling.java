package dev.pli.core.node;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Event;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import dev.pli.crypto.seal.SegmentDigests;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/// Takes one blob from one stream: every segment fits its digest before it is written, and a resume
/// point is saved every 8 MiB and at the end. docs/spec/files.md §3.
///
/// One use, by a thread that may wait for the peer and the disk.
final class Pulling {
  /// Segments between two resume points: 8 MiB, what a power cut may cost.
  static final int CHECKPOINT_SEGMENTS = 32;

  private final Blobs blobs;
  private final StoredBlob blob;
  private final Checkpoints checkpoints;
  private final LongConsumer moved;
  private final Behind syncing;
  private final Behind opening;

  /// The segment that arrives, and the one before, which is perhaps still being opened.
  private ByteBuffer frame = frame();

  private ByteBuffer other = frame();

  /// Hears of each resume point, in order.
  @FunctionalInterface
  interface Checkpoints {
    void reached(Event.TransferAdvanced point) throws IOException, InterruptedException;

    /// The point that names a new file: to be saved before anything comes, or a death would lose
    /// all that had come.
    default void named(Event.TransferAdvanced point) throws IOException, InterruptedException {
      reached(point);
    }
  }

  /// `threads` runs what is done behind the arriving bytes: syncing, and opening.
  Pulling(
      Blobs blobs, StoredBlob blob, Checkpoints checkpoints, LongConsumer moved, Executor threads) {
    this.blobs = blobs;
    this.blob = blob;
    this.checkpoints = checkpoints;
    this.moved = moved;
    this.syncing = new Behind(threads);
    this.opening = new Behind(threads);
  }

  private static ByteBuffer frame() {
    return ByteBuffer.allocate(Pushing.FRAME_HEADER_BYTES + Sealing.SEGMENT_BYTES);
  }

  int segments() {
    return Sealing.segments(blob.blob().sealedBytes());
  }

  /// The first segment that this disk does not hold: the last resume point, or further on where
  /// what was written behind it fits the digests, up to the end of the blob.
  int firstMissing() throws IOException {
    int held = blob.heldSegments();
    if (blob.digests().isEmpty() || !(blob.place() instanceof StoredBlob.Place.File(var name))) {
      return held;
    }
    SegmentDigests digests = stored();
    try (Blobs.Reader reader = blobs.open(name)) {
      reader.seek((long) held * Sealing.SEGMENT_BYTES);
      while (held < digests.segments() && isHeld(reader, digests, held)) {
        held++;
      }
    }
    return held;
  }

  private boolean isHeld(Blobs.Reader reader, SegmentDigests digests, int segment)
      throws IOException {
    frame.clear().limit(Sealing.segmentBytes(segment, blob.blob().sealedBytes()));
    while (frame.hasRemaining()) {
      if (reader.read(frame) < 0) {
        return false;
      }
    }
    try {
      digests.check(segment, frame.flip());
      return true;
    } catch (RejectedException torn) {
      return false;
    }
  }

  private SegmentDigests stored() {
    try {
      return SegmentDigests.parse(blob.digests(), blob.blob().sealedBytes(), blob.blob().ct());
    } catch (RejectedException e) {
      throw new IllegalStateException("digests that were stored do not fit", e);
    }
  }

  /// Ends a blob of which nothing is missing: the last process died between its last segment and
  /// its last resume point, and the sender has no more to give.
  void complete() throws IOException {
    try (Blobs.Writer writer = writer(segments())) {
      writer.complete();
      advanced(writer, stored(), segments());
    }
  }

  /// Takes what comes behind the tag, from `fromSegment` on; `arrival` opens it meanwhile if it has
  /// seen all before.
  void pull(BlobStream stream, int fromSegment, Optional<Arrival> arrival)
      throws IOException, RejectedException {
    SegmentDigests digests = digests(stream);
    try (Blobs.Writer writer = writer(fromSegment)) {
      try {
        writer.sync(); // Also what the last process wrote behind its last resume point.
        named(writer, digests, fromSegment);
        for (int i = fromSegment; i < digests.segments(); i++) {
          take(stream, i);
          digests.check(i, frame);
          write(writer, arrival);
          if ((i + 1) % CHECKPOINT_SEGMENTS == 0 && i + 1 < digests.segments()) {
            checkpoint(writer, digests, i + 1);
          }
        }
        require(ends(stream), SealRule.S504_SEGMENT);
        opening.await();
        syncing.await();
      } finally {
        opening.settle();
        syncing.settle();
      }
      writer.complete();
      advanced(writer, digests, digests.segments());
    }
  }

  private void write(Blobs.Writer writer, Optional<Arrival> arrival) throws IOException {
    ByteBuffer segment = frame;
    moved.accept(segment.remaining());
    if (arrival.isPresent()) {
      ByteBuffer opened = segment.duplicate();
      opening.begin(() -> arrival.get().take(opened));
    }
    writer.write(segment);
    frame = other;
    other = segment;
  }

  private void checkpoint(Blobs.Writer writer, SegmentDigests digests, int held)
      throws IOException {
    syncing.begin(() -> {
      writer.sync();
      advanced(writer, digests, held);
    });
  }

  private SegmentDigests digests(BlobStream stream) throws IOException, RejectedException {
    long sealed = blob.blob().sealedBytes();
    ByteBuffer list = ByteBuffer.allocate(Sealing.segments(sealed) * 32);
    fill(stream, list);
    return SegmentDigests.parse(Bytes.copyOf(list.flip()), sealed, blob.blob().ct());
  }

  private Blobs.Writer writer(int fromSegment) throws IOException {
    long held = Math.min((long) fromSegment * Sealing.SEGMENT_BYTES, blob.blob().sealedBytes());
    return blob.place() instanceof StoredBlob.Place.File(var name)
        ? blobs.resume(name, held)
        : blobs.create();
  }

  private void named(Blobs.Writer writer, SegmentDigests digests, int held) throws IOException {
    if (blob.place() instanceof StoredBlob.Place.File) {
      advanced(writer, digests, held);
    } else {
      tell(checkpoints::named, point(writer, digests, held));
    }
  }

  private void advanced(Blobs.Writer writer, SegmentDigests digests, int held) throws IOException {
    tell(checkpoints, point(writer, digests, held));
  }

  private Event.TransferAdvanced point(Blobs.Writer writer, SegmentDigests digests, int held) {
    return new Event.TransferAdvanced(
        blob.pli(), blob.index(), writer.name(), digests.list(), held);
  }

  private static void tell(Checkpoints checkpoints, Event.TransferAdvanced point)
      throws IOException {
    try {
      checkpoints.reached(point);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /// One frame, judged by its header before anything is read into memory; leaves the segment.
  private void take(BlobStream stream, int segment) throws IOException, RejectedException {
    frame.clear().limit(Pushing.FRAME_HEADER_BYTES);
    fill(stream, frame);
    int length = Sealing.segmentBytes(segment, blob.blob().sealedBytes());
    require(frame.getInt(0) == segment && frame.getInt(4) == length, SealRule.S504_SEGMENT);
    frame.clear().limit(length);
    fill(stream, frame);
    frame.flip();
  }

  private static void fill(BlobStream stream, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (stream.read(target) < 0) {
        throw new EOFException("a blob's stream ended early");
      }
    }
  }

  private static boolean ends(BlobStream stream) throws IOException {
    return stream.read(ByteBuffer.allocate(1)) < 0;
  }
}
