package dev.pli.transport.wire;

import java.nio.ByteBuffer;

/// Bytes that were received, with the frame they lie in. Whoever has it releases it once.
public record Chunk(ByteBuffer bytes, Frame frame) {
  /// A view that uses less of its frame than this part of it is copied out instead.
  private static final int WORTH_KEEPING = 2;

  /// `view`, which lies in `frame`, for use after the next `feed`. Holds at most twice the memory
  /// of its bytes, however a peer cuts them.
  public static Chunk of(ByteBuffer view, Frame frame) {
    if (view.remaining() * WORTH_KEEPING >= frame.buffer().capacity()) {
      return new Chunk(view, frame.retain());
    }
    var copy = ByteBuffer.allocate(view.remaining()).put(view).flip();
    return new Chunk(copy, new Frame(copy, _ -> {}));
  }

  public void release() {
    frame.release();
  }
}
