package dev.pli.core.evidence;

import java.time.Duration;
import java.time.Instant;

/// The 120 seconds by which honest clocks may differ.
final class Tolerance {
  static final Duration CLOCKS = Duration.ofSeconds(120);

  private Tolerance() {}

  /// Whether `time` is later than `limit` by more than clocks may differ.
  static boolean isBeyond(Instant time, Instant limit) {
    return time.isAfter(limit.plus(CLOCKS));
  }
}
