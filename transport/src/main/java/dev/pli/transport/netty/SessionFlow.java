package dev.pli.transport.netty;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.link.Link;
import dev.pli.transport.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// The session stream of one link, frame by frame: `u16 len ‖ bytes`, both ways.
///
/// Outbound at most 256 frames wait. Inbound the credit of 256 KiB bounds what waits for the
/// courier.
final class SessionFlow {
  private static final int MAX_QUEUED_FRAMES = 256;
  private static final int LENGTH_BYTES = 2;
  private static final int MAX_FRAME_BYTES = 65_535;

  private static final Bytes ABORTION = Bytes.of(0);

  final Inflow in;
  private final AtomicInteger queued = new AtomicInteger();
  private final ArrayDeque<Integer> unsent = new ArrayDeque<>(); // Event loop only.
  int stream; // Event loop only; 0 until it is open.

  SessionFlow(IntConsumer report) {
    in = new Inflow(report);
  }

  /// Takes a place in the queue; false if there is none.
  boolean reserve() {
    if (queued.incrementAndGet() <= MAX_QUEUED_FRAMES) {
      return true;
    }
    queued.decrementAndGet();
    return false;
  }

  /// `frame` behind its length, ready to be written. Event loop only.
  Frame wire(Bytes frame) {
    if (frame.length() > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("expected at most 65 535 bytes");
    }
    unsent.add(LENGTH_BYTES + frame.length());
    Bytes length = Bytes.of(frame.length() >> 8, frame.length());
    return Link.frame(Bytes.concat(length, frame));
  }

  /// One byte that is no frame, and the last. Event loop only.
  Frame abortion() {
    unsent.add(ABORTION.length());
    return Link.frame(ABORTION);
  }

  /// So many bytes have been sealed. Event loop only.
  void sent(int bytes) {
    int left = bytes;
    while (left > 0) {
      int first = unsent.remove();
      if (first > left) {
        unsent.addFirst(first - left);
        return;
      }
      left -= first;
      queued.decrementAndGet();
    }
  }

  boolean isAllSent() {
    return queued.get() == 0;
  }

  /// Waits for the next whole frame; empty at the end of the stream.
  Optional<Bytes> read() throws IOException {
    var length = ByteBuffer.allocate(LENGTH_BYTES);
    if (!fill(length)) {
      return Optional.empty();
    }
    var frame = ByteBuffer.allocate(length.getShort(0) & 0xffff);
    return fill(frame) ? Optional.of(Bytes.copyOf(frame.flip())) : Optional.empty();
  }

  private boolean fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (in.read(target) < 0) {
        return false;
      }
    }
    return true;
  }
}
