package dev.pli.crypto.seal;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// A whole sealed blob in memory, for tests.
record Blob(Bytes bytes, SealedBlob sealed) {
  static Blob seal(Secret key, Bytes content) {
    var sealer = new ChunkSealer(key, content.length());
    ByteBuffer source = ByteBuffer.wrap(content.toArray());
    ByteBuffer target = ByteBuffer.allocate((int) Sealing.sealedBytes(content.length()));
    while (!sealer.done()) {
      ByteBuffer piece = source.slice(source.position(), sealer.nextContentBytes());
      source.position(source.position() + piece.remaining());
      sealer.seal(piece, target);
    }
    return new Blob(Bytes.copyOf(target.flip()), sealer.finish());
  }

  Bytes open(Secret key, long contentBytes) throws RejectedException {
    return open(key, bytes, contentBytes);
  }

  static Bytes open(Secret key, Bytes sealed, long contentBytes) throws RejectedException {
    var opener = new ChunkOpener(key, sealed.length(), contentBytes);
    ByteBuffer source = ByteBuffer.wrap(sealed.toArray());
    ByteBuffer target = ByteBuffer.allocate(sealed.length());
    while (!opener.done()) {
      ByteBuffer segment = source.slice(source.position(), opener.nextSealedBytes());
      source.position(source.position() + segment.remaining());
      opener.open(segment, target);
    }
    opener.finish();
    return Bytes.copyOf(target.flip());
  }

  ByteBuffer segment(int index) {
    int at = index * Sealing.SEGMENT_BYTES;
    return ByteBuffer.wrap(
        bytes.slice(at, at + Sealing.segmentBytes(index, bytes.length())).toArray());
  }
}
