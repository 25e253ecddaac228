package dev.pli.transport.netty;

import dev.pli.transport.link.Link;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.wire.FramePool;
import dev.pli.transport.yamux.Yamux;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bytes of one stream on their way from the thread that writes them to the event loop.
///
/// Bounded: the writer waits while two segments of a blob wait to be sealed. Each frame is filled
/// where it will be sealed from.
final class Outflow {
  /// Two sealed segments of 256 KiB and 16 tags each.
  private static final int LIMIT_BYTES = 2 * 262_400;

  private final FramePool pool;
  private final Consumer<Frame> loop;
  private final AtomicInteger queued = new AtomicInteger();
  private volatile @Nullable String failure;
  private volatile @Nullable Thread waiting;

  /// `loop` takes each frame over, from the writer's thread.
  Outflow(FramePool pool, Consumer<Frame> loop) {
    this.pool = pool;
    this.loop = loop;
  }

  /// Waits until all of `bytes` is queued.
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      awaitRoom();
      int length = Math.min(bytes.remaining(), Link.BULK_PAYLOAD_BYTES);
      Frame frame = pool.take(Yamux.HEADER_BYTES + length);
      frame.buffer().position(Yamux.HEADER_BYTES).limit(Yamux.HEADER_BYTES + length);
      frame.buffer().put(bytes.slice(bytes.position(), length)).position(Yamux.HEADER_BYTES);
      bytes.position(bytes.position() + length);
      queued.addAndGet(length);
      loop.accept(frame);
    }
  }

  private void awaitRoom() throws IOException {
    requireOpen();
    while (queued.get() >= LIMIT_BYTES) {
      waiting = Thread.currentThread();
      if (queued.get() >= LIMIT_BYTES && failure == null) {
        LockSupport.park(this);
      }
      waiting = null;
      if (Thread.interrupted()) {
        throw new InterruptedIOException();
      }
      requireOpen();
    }
  }

  void requireOpen() throws IOException {
    String reason = failure;
    if (reason != null) {
      throw new IOException(reason);
    }
  }

  /// So many bytes need no more room. Event loop only.
  void sent(int bytes) {
    int left = queued.addAndGet(-bytes);
    if (left <= LIMIT_BYTES / 2) { // Not for each frame: waking costs more than sealing one.
      wake();
    }
  }

  /// No more can be written.
  void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
    wake();
  }

  private void wake() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
