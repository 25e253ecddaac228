package dev.pli.core.node;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.ChunkOpener;
import dev.pli.crypto.seal.Sealing;
import java.nio.ByteBuffer;

/// One part, opened while its segments arrive, so that a long one need not be read again once it is
/// whole. It judges nothing: what is not found sound here is read again, and refused there.
///
/// One owner thread.
final class Arrival {
  private final ChunkOpener opener;
  private final Bytes sha256;
  private final ByteBuffer[] contents = {
    ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES),
    ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES)
  };
  private int taken;
  private boolean hasFailed;

  /// `sha256` is what the manifest says of the part's content.
  Arrival(ChunkOpener opener, Bytes sha256) {
    this.opener = opener;
    this.sha256 = sha256;
  }

  /// The next segment, which is not moved.
  void take(ByteBuffer segment) {
    try {
      if (!hasFailed) {
        opener.open(segment.duplicate(), contents[taken++ % contents.length].clear());
      }
    } catch (RejectedException e) {
      hasFailed = true;
    }
  }

  /// Whether all of it came, and is what the manifest says.
  boolean isSound() {
    try {
      return !hasFailed && opener.done() && opener.finish().equals(sha256);
    } catch (RejectedException e) {
      return false;
    }
  }
}
