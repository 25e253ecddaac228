package dev.pli.core.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The operating system's clock.
public final class SystemClock implements Clock {
  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
