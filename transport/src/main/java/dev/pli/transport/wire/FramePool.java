package dev.pli.transport.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Heap buffers for the bulk of what passes, used again. Two sizes: a bulk frame of ours, and the
/// longest that a peer may send. What is shorter than 4 KiB gets an array of its own.
///
/// Thread-safe and never waits: what the pool cannot hold is left to the garbage collector.
public final class FramePool {
  /// A Noise message of 32 KiB with its tag: measured against 16 and 64 KiB.
  public static final int BULK_BYTES = (32 << 10) + 16;

  static final int LONGEST_BYTES = 65_535;

  /// Below this a pooled buffer would hold far more memory than it carries bytes.
  private static final int SMALLEST_POOLED = 4 << 10;

  /// 4 MiB of bulk frames, one stream's largest window; more in flight is rare.
  private static final int MAX_BULK = 128;

  private static final int MAX_LONGEST = 32;

  private final Shelf bulk = new Shelf(BULK_BYTES, MAX_BULK);
  private final Shelf longest = new Shelf(LONGEST_BYTES, MAX_LONGEST);

  /// A buffer with room for `bytes`, at most 65 535, that the caller releases once.
  public Frame take(int bytes) {
    if (bytes > LONGEST_BYTES) {
      throw new IllegalArgumentException("expected at most 65 535 bytes");
    }
    if (bytes < SMALLEST_POOLED) {
      return new Frame(ByteBuffer.allocate(bytes), _ -> {});
    }
    return bytes <= BULK_BYTES ? bulk.take() : longest.take();
  }

  /// Gives the memory back; for when nothing moves.
  public void trim() {
    bulk.clear();
    longest.clear();
  }

  private static final class Shelf {
    private final int bytes;
    private final int most;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();

    Shelf(int bytes, int most) {
      this.bytes = bytes;
      this.most = most;
    }

    Frame take() {
      ByteBuffer buffer = free.poll();
      if (buffer == null) {
        return new Frame(ByteBuffer.allocate(bytes), this::giveBack);
      }
      held.decrementAndGet();
      return new Frame(buffer.clear(), this::giveBack);
    }

    private void giveBack(ByteBuffer buffer) {
      if (held.incrementAndGet() <= most) {
        free.add(buffer);
      } else {
        held.decrementAndGet();
      }
    }

    void clear() {
      while (free.poll() != null) {
        held.decrementAndGet();
      }
    }
  }
}
