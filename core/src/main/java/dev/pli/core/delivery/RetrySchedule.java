package dev.pli.core.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next dial: one second, doubling to five minutes, each a quarter more
/// or less, so that two devices do not meet in the same beat for ever.
public final class RetrySchedule {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int MAX_DOUBLINGS = 9; // 2^9 s is beyond LONGEST already.

  private RetrySchedule() {}

  /// The pause after `failures` failures in a row, from 1.
  public static Duration after(int failures, RandomGenerator random) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long base = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(base * 3 / 4 + random.nextLong(base / 2 + 1));
  }
}
