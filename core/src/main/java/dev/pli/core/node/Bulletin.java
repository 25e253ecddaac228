package dev.pli.core.node;

import dev.pli.core.office.Notice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where notices are put up for those who follow now. A follower that does not keep up is told so
/// and reads the durable ones from the archive. Thread-safe; putting up never waits.
final class Bulletin {
  /// Notices one follower may be behind.
  static final int BEHIND_NOTICES = 1_024;

  private final List<Reading> readers = new CopyOnWriteArrayList<>();

  void put(Notice notice) {
    readers.forEach(reader -> reader.offer(notice));
  }

  /// Every follower looks around, as if its time were over.
  void wake() {
    readers.forEach(Reading::wake);
  }

  Reading follow() {
    var reading = new Reading();
    readers.add(reading);
    return reading;
  }

  /// One follower's place. Owned by one thread, but for what is put in.
  final class Reading implements AutoCloseable {
    private final BlockingQueue<Optional<Notice>> waiting =
        new ArrayBlockingQueue<>(BEHIND_NOTICES);
    private final AtomicBoolean hasMissed = new AtomicBoolean();

    private void offer(Notice notice) {
      if (!waiting.offer(Optional.of(notice))) {
        hasMissed.set(true);
      }
    }

    /// One that is behind looks around anyway.
    private void wake() {
      boolean _ = waiting.offer(Optional.empty());
    }

    /// The next notice, or nothing after `millis` or [#wake].
    Optional<Notice> take(long millis) throws InterruptedException {
      Optional<Notice> next = waiting.poll(millis, TimeUnit.MILLISECONDS);
      return next == null ? Optional.empty() : next;
    }

    /// Whether notices were dropped since the last call.
    boolean missed() {
      return hasMissed.getAndSet(false);
    }

    @Override
    public void close() {
      readers.remove(this);
    }
  }
}
