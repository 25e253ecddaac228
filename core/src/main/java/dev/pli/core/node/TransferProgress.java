package dev.pli.core.node;

import dev.pli.core.conversation.PliKey;
import dev.pli.crypto.seal.Sealing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// Counts the sealed bytes of each pli as they move, and says so ten times a second at most.
/// Thread-safe.
final class TransferProgress {
  private static final long PERIOD_NANOS = 100_000_000;

  private final Clock clock;
  private final BiConsumer<PliKey, Long> teller;
  private final Map<PliKey, Count> counts = new ConcurrentHashMap<>();

  private static final class Count {
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong told = new AtomicLong(Long.MIN_VALUE);
    final Map<Integer, Boolean> begun = new ConcurrentHashMap<>();
  }

  TransferProgress(Clock clock, BiConsumer<PliKey, Long> teller) {
    this.clock = clock;
    this.teller = teller;
  }

  /// A blob goes on from a segment: what is behind it counts as moved, once.
  void resumed(PliKey pli, int index, int fromSegment) {
    Count count = counts.computeIfAbsent(pli, _ -> new Count());
    if (count.begun.putIfAbsent(index, true) == null) {
      count.bytes.addAndGet((long) fromSegment * Sealing.SEGMENT_BYTES);
    }
  }

  /// `bytes` more; returns them.
  long moved(PliKey pli, long bytes) {
    Count count = counts.computeIfAbsent(pli, _ -> new Count());
    long all = count.bytes.addAndGet(bytes);
    long now = clock.nanos();
    long told = count.told.get();
    if ((told == Long.MIN_VALUE || now - told >= PERIOD_NANOS)
        && count.told.compareAndSet(told, now)) {
      teller.accept(pli, all);
    }
    return bytes;
  }

  void finished(PliKey pli) {
    counts.remove(pli);
  }
}
