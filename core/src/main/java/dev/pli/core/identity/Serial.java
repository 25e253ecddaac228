package dev.pli.core.identity;

import java.time.Instant;

/// The rule by which certificates and device lists are numbered: it also grows after a restore that
/// has forgotten the last number. docs/spec/identity.md §3.
final class Serial {
  /// Highest value of the four bytes that hold a serial.
  static final long MAX = 0xffff_ffffL;

  private Serial() {}

  /// One more than `last`, or the seconds since 1970, whichever is greater.
  static long next(long last, Instant now) {
    return Math.max(last + 1, now.getEpochSecond());
  }

  static void check(long serial) {
    if (serial < 0 || serial > MAX) {
      throw new IllegalArgumentException("a serial of " + serial);
    }
  }
}
