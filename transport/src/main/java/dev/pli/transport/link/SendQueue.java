package dev.pli.transport.link;

import dev.pli.transport.wire.Frame;
import dev.pli.transport.yamux.Yamux;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// What waits to be sent on one stream: frames with room for a Yamux header in front.
///
/// Not thread-safe.
final class SendQueue {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private int bytes;
  private boolean isEnding;

  /// `isAwaited`: somebody above counts these bytes until they are sent.
  private record Entry(Frame frame, boolean isAwaited) {}

  /// `frame`'s buffer holds at least [Yamux#HEADER_BYTES] before its position.
  void add(Frame frame, boolean isAwaited) {
    if (frame.buffer().position() < Yamux.HEADER_BYTES) {
      throw new IllegalArgumentException("expected room for a header");
    }
    bytes += frame.buffer().remaining();
    entries.add(new Entry(frame, isAwaited));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int bytes() {
    return bytes;
  }

  /// The first frame's bytes, not sent yet.
  ByteBuffer peek() {
    return entries.element().frame.buffer();
  }

  /// `length` bytes of the first frame have been sent; true if somebody waits to hear of it.
  boolean sent(int length) {
    bytes -= length;
    boolean isAwaited = entries.element().isAwaited;
    if (!peek().hasRemaining()) {
      entries.remove().frame.release();
    }
    return isAwaited;
  }

  /// Ends the direction behind what is queued.
  void end() {
    isEnding = true;
  }

  boolean isEnding() {
    return isEnding;
  }

  void clear() {
    entries.forEach(entry -> entry.frame.release());
    entries.clear();
    bytes = 0;
  }
}
