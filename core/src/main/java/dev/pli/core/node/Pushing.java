package dev.pli.core.node;

import dev.pli.core.Effect;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/// Sends one blob over one stream: its digest list, then its segments, ascending, exactly as they
/// lie on disk. docs/spec/files.md §3.
///
/// ```
///  ver = 1 | tag 16 | digests 32 x n | (segment u32, length u32, bytes)…      big-endian
/// ```
///
/// One use, by a thread that may wait for the peer.
final class Pushing {
  static final int VERSION = 1;
  static final int FRAME_HEADER_BYTES = 8;

  private final Blobs blobs;
  private final StoredBlob blob;
  private final LongConsumer moved;
  private final ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + Sealing.SEGMENT_BYTES);

  Pushing(Blobs blobs, StoredBlob blob, LongConsumer moved) {
    this.blobs = blobs;
    this.blob = blob;
    this.moved = moved;
  }

  void push(BlobStream stream, Effect.Push request) throws IOException {
    stream.write(Bytes.concat(Bytes.of(VERSION), request.tag(), blob.digests()).buffer());
    int segments = Sealing.segments(blob.blob().sealedBytes());
    switch (blob.place()) {
      case StoredBlob.Place.Row(var sealed) -> send(stream, 0, sealed.buffer());
      case StoredBlob.Place.File(var name) -> {
        try (Blobs.Reader reader = blobs.open(name)) {
          reader.seek((long) request.fromSegment() * Sealing.SEGMENT_BYTES);
          for (int i = request.fromSegment(); i < segments; i++) {
            send(stream, i, reader);
          }
        }
      }
      case StoredBlob.Place.Elsewhere _ -> throw new IOException("a blob that is not here");
    }
    stream.finish();
  }

  private void send(BlobStream stream, int segment, Blobs.Reader reader) throws IOException {
    int length = Sealing.segmentBytes(segment, blob.blob().sealedBytes());
    frame.clear().limit(FRAME_HEADER_BYTES + length);
    frame.putInt(segment).putInt(length);
    while (frame.hasRemaining()) {
      if (reader.read(frame) < 0) {
        throw new IOException("a blob that is shorter than its row says");
      }
    }
    stream.write(frame.flip());
    moved.accept(length);
  }

  private void send(BlobStream stream, int segment, ByteBuffer sealed) throws IOException {
    int length = sealed.remaining();
    frame.clear();
    frame.putInt(segment).putInt(length).put(sealed);
    stream.write(frame.flip());
    moved.accept(length);
  }
}
