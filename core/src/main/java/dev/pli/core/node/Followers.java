package dev.pli.core.node;

import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Those who follow what happens in a vault, each on its own thread, as long as the vault is open.
/// What shuts them out is the last that they hear. Thread-safe.
final class Followers {
  /// Notices that one read of the archive brings.
  private static final int NOTICES = 200;

  private static final Set<String> PRESENCE = Set.of("reachable", "unreachable");

  /// Whoever shuts followers out wakes them; this is for a vault that went some other way.
  private static final long FOLLOW_MILLIS = 500;

  /// How long a node that stops waits until its followers have heard so: who does not read is cut.
  private static final long FAREWELL_MILLIS = 1_000;

  private static final String OPEN = "open";

  private final Clock clock;
  private final Set<CountDownLatch> present = ConcurrentHashMap.newKeySet();

  Followers(Clock clock) {
    this.clock = clock;
  }

  /// Blocks its caller until `listener` has had enough or `state` is no longer `open`.
  void follow(Node node, long cursor, Office.NoticeListener listener, Supplier<String> state) {
    var gone = new CountDownLatch(1);
    present.add(gone);
    try (Bulletin.Reading notices = node.bulletin().follow()) {
      var follower = new Follower(node, notices, listener, state, cursor);
      follower.follow();
      follower.farewell();
    } finally {
      present.remove(gone);
      gone.countDown();
    }
  }

  /// Until each has heard the last line, within a bound.
  void awaitEnd() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
    for (CountDownLatch gone : present) {
      if (!gone.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  /// One of them, with the cursor of the last notice it has heard. Its own thread only.
  private final class Follower {
    private final Node node;
    private final Bulletin.Reading notices;
    private final Office.NoticeListener listener;
    private final Supplier<String> state;
    private long last;
    private boolean isHeard = true;

    Follower(
        Node node,
        Bulletin.Reading notices,
        Office.NoticeListener listener,
        Supplier<String> state,
        long cursor) {
      this.node = node;
      this.notices = notices;
      this.listener = listener;
      this.state = state;
      this.last = cursor;
    }

    void follow() {
      try {
        read();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Node.EndedException | UncheckedIOException e) {
        System.getLogger("pli").log(System.Logger.Level.DEBUG, "a follower ended"); // With cursor.
      }
    }

    private void read() throws InterruptedException {
      boolean isBehind = last != Office.NOW;
      if (!isBehind) {
        last = node.look(rules -> rules.book().cursor());
      }
      while (isHeard && state.get().equals(OPEN)) {
        if (isBehind || notices.missed()) {
          isBehind = false;
          catchUp();
        } else {
          notices.take(FOLLOW_MILLIS).ifPresent(this::tell);
        }
      }
    }

    private void catchUp() {
      List<Notice> stored = node.store().notices(last, NOTICES);
      while (isHeard && !stored.isEmpty()) {
        stored.stream().takeWhile(_ -> isHeard).forEach(this::tell);
        stored = isHeard ? node.store().notices(last, NOTICES) : List.of();
      }
    }

    private void tell(Notice notice) {
      boolean isDurable = notice.cursor() > last;
      last = Math.max(last, notice.cursor());
      if (isDurable || isTransient(notice)) {
        isHeard =
            listener.take(
                new Notice(
                    last,
                    notice.at(),
                    notice.kind(),
                    notice.pli(),
                    notice.peer(),
                    notice.state(),
                    notice.bytes(),
                    notice.total()));
      }
    }

    /// Why nothing more comes; its node may be gone. Not stored: who follows again asks `status`.
    void farewell() {
      String now = state.get();
      if (isHeard && !now.equals(OPEN) && !Thread.currentThread().isInterrupted()) {
        listener.take(
            new Notice(
                Math.max(0, last),
                clock.now(),
                Notice.Kind.NODE_STATE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(now),
                Optional.empty(),
                Optional.empty()));
      }
    }
  }

  /// Told now and never stored: how far bytes have come, and who can be reached.
  private static boolean isTransient(Notice notice) {
    return notice.kind() == Notice.Kind.PROGRESS
        || notice.state().filter(PRESENCE::contains).isPresent();
  }
}
