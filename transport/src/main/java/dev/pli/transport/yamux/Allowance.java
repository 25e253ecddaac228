package dev.pli.transport.yamux;

/// How many more times a peer may do what costs it little: refilled with time, and by cause.
///
/// Not thread-safe.
final class Allowance {
  private static final long NANOS_PER_PERIOD = 10_000_000_000L;

  /// Earned credit is not hoarded beyond this many periods' worth.
  private static final int MAX_PERIODS = 16;

  private final int perPeriod;
  private double left;
  private long refilledNanos;

  /// `perPeriod` times in ten seconds.
  Allowance(int perPeriod, long nowNanos) {
    this.perPeriod = perPeriod;
    this.left = perPeriod;
    this.refilledNanos = nowNanos;
  }

  /// Uses it once; false when it is used up.
  boolean use(long nowNanos) {
    if (left < perPeriod) {
      double earned = (double) (nowNanos - refilledNanos) * perPeriod / NANOS_PER_PERIOD;
      left = Math.min(perPeriod, left + earned);
    }
    refilledNanos = nowNanos;
    left -= 1;
    return left >= 0;
  }

  /// The peer will have a reason for `times` more.
  void earn(int times) {
    left = Math.min((double) MAX_PERIODS * perPeriod, left + times);
  }
}
