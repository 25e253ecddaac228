package dev.pli.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One dial over several addresses: which to try when. Does no I/O; the [Dialler] tells it what
/// happens, on the event loop.
///
/// ```
///  step 0   at 0 ms                                  local network, all at once
///  step 1   100 ms later, or at once if 0 is empty   direct, one each 250 ms
/// ```
///
/// A failure brings the next attempt forward. At most 4 attempts run. docs/spec/transport.md §14.
final class Race<A> {
  /// Chosen by us.
  private static final int MAX_RUNNING = 4;

  private static final Duration STEP_1_DELAY = Duration.ofMillis(100);
  private static final Duration BETWEEN = Duration.ofMillis(250);
  static final Duration WHOLE = Duration.ofSeconds(15);

  private final ArrayDeque<A> local;
  private final ArrayDeque<A> direct;
  private final List<A> running = new ArrayList<>();
  private long nextNanos;

  /// An attempt has failed since the last one began: the next need not wait.
  private boolean isHurried;

  Race(List<A> local, List<A> direct, long nowNanos) {
    this.local = new ArrayDeque<>(local);
    this.direct = new ArrayDeque<>(direct);
    this.nextNanos = local.isEmpty() ? nowNanos : nowNanos + STEP_1_DELAY.toNanos();
  }

  /// The next address to try now, if one is due.
  Optional<A> next(long nowNanos) {
    if (running.size() >= MAX_RUNNING) {
      return Optional.empty();
    }
    A address = local.poll();
    boolean isDue = nowNanos - nextNanos >= 0 || isHurried;
    if (address == null && isDue) {
      address = direct.poll();
      nextNanos = nowNanos + BETWEEN.toNanos();
      isHurried = false;
    }
    if (address != null) {
      running.add(address);
    }
    return Optional.ofNullable(address);
  }

  /// This attempt came to nothing.
  void failed(A address) {
    running.remove(address);
    isHurried = true;
  }

  /// Nothing runs and nothing is left.
  boolean isLost() {
    return running.isEmpty() && local.isEmpty() && direct.isEmpty();
  }

  /// How long until [#next] may have something to give without anything else happening.
  Duration pause(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nextNanos - nowNanos));
  }
}
