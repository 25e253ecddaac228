package dev.pli.transport.netty;

import dev.pli.transport.wire.Chunk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Bytes of one stream on their way from the event loop to the thread that reads them.
///
/// Bounded by the credit that the stream has given: what the reader has taken is reported, and only
/// then may the peer send more. The loop adds and never waits; one reader waits.
final class Inflow {
  /// How much is taken before it is reported; a quarter of the smallest window.
  private static final int REPORTED_BYTES = 64 << 10;

  private final ConcurrentLinkedQueue<Chunk> chunks = new ConcurrentLinkedQueue<>();
  private final IntConsumer report;
  private volatile @Nullable End end;
  private volatile @Nullable Thread waiting;
  private @Nullable Chunk current; // Reader only.
  private int unreported; // Reader only.

  /// Why no more comes.
  record End(boolean isClean, String reason) {}

  /// `report` is told how many bytes were taken.
  Inflow(IntConsumer report) {
    this.report = report;
  }

  void offer(Chunk chunk) {
    chunks.add(chunk);
    wake();
  }

  /// Nothing comes behind what was offered. Only the first reason counts.
  void end(boolean isClean, String reason) {
    if (end == null) {
      end = new End(isClean, reason);
    }
    wake();
  }

  private void wake() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /// Waits for at least one byte and takes what fits; -1 at a clean end.
  int read(ByteBuffer target) throws IOException {
    Chunk chunk = awaitChunk();
    if (chunk == null) {
      return -1;
    }
    int before = target.remaining();
    while (chunk != null && target.hasRemaining()) {
      take(chunk.bytes(), target);
      chunk = chunk.bytes().hasRemaining() ? chunk : advance(chunk);
    }
    return before - target.remaining();
  }

  private void take(ByteBuffer from, ByteBuffer target) {
    int length = Math.min(from.remaining(), target.remaining());
    target.put(from.slice(from.position(), length));
    from.position(from.position() + length);
    unreported += length;
    if (unreported >= REPORTED_BYTES) {
      report();
    }
  }

  private void report() {
    if (unreported > 0) {
      report.accept(unreported);
      unreported = 0;
    }
  }

  private @Nullable Chunk advance(Chunk done) {
    done.release();
    current = chunks.poll();
    return current;
  }

  private @Nullable Chunk awaitChunk() throws IOException {
    if (current == null) {
      current = chunks.poll();
    }
    while (current == null) {
      End reason = end;
      current = chunks.poll(); // What was offered before the end comes first.
      if (current == null && reason != null) {
        return ended(reason);
      }
      if (current == null) {
        park();
        current = chunks.poll();
      }
    }
    return current;
  }

  private static @Nullable Chunk ended(End reason) throws IOException {
    if (!reason.isClean()) {
      throw new IOException(reason.reason());
    }
    return null;
  }

  private void park() throws InterruptedIOException {
    report();
    waiting = Thread.currentThread();
    if (chunks.isEmpty() && end == null) {
      LockSupport.park(this);
    }
    waiting = null;
    if (Thread.interrupted()) {
      throw new InterruptedIOException();
    }
  }
}
