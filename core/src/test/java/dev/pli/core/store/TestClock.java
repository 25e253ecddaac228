package dev.pli.core.store;

import dev.pli.core.node.Clock;
import java.time.Duration;
import java.time.Instant;

/// A clock that stands still until it is moved.
final class TestClock implements Clock {
  private Instant now = Instant.parse("2026-11-22T17:12:31.004Z");
  private long nanos;

  void advance(Duration step) {
    now = now.plus(step);
    nanos += step.toNanos();
  }

  /// Somebody sets the machine's clock; the other clock knows nothing of it.
  void set(Instant time) {
    now = time;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
