package dev.pli.transport.yamux;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.yamux.YamuxRule.T409_PING_ANSWER;
import static dev.pli.transport.yamux.YamuxRule.T413_SILENCE;

import dev.pli.crypto.RejectedException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Our pings on one link: one at the start, then every 30 seconds, one outstanding. They measure
/// the round trip and find a dead peer.
///
/// Not thread-safe.
final class Keepalive {
  /// js-libp2p closes a TCP connection after 120 seconds of silence.
  private static final long INTERVAL_NANOS = 30_000_000_000L;

  private static final long ANSWER_NANOS = 10_000_000_000L;

  private long dueNanos;
  private long sentNanos;
  private int value;
  private boolean isOutstanding;
  private OptionalLong roundTripNanos = OptionalLong.empty();

  Keepalive(long nowNanos) {
    dueNanos = nowNanos;
  }

  /// The value of the ping that is due now, if one is. Rule T413.
  OptionalInt tick(long nowNanos) throws RejectedException {
    if (isOutstanding) {
      require(nowNanos - sentNanos < ANSWER_NANOS, T413_SILENCE);
      return OptionalInt.empty();
    }
    if (nowNanos - dueNanos < 0) {
      return OptionalInt.empty();
    }
    isOutstanding = true;
    sentNanos = nowNanos;
    return OptionalInt.of(++value);
  }

  /// The peer answered with `echo`. Rule T409.
  void answered(int echo, long nowNanos) throws RejectedException {
    require(isOutstanding && echo == value, T409_PING_ANSWER);
    isOutstanding = false;
    dueNanos = sentNanos + INTERVAL_NANOS;
    roundTripNanos = OptionalLong.of(nowNanos - sentNanos);
  }

  /// A ping is wanted as soon as none is outstanding.
  void hurry(long nowNanos) {
    dueNanos = nowNanos;
  }

  /// When [#tick] has something to do.
  long alarmNanos() {
    return isOutstanding ? sentNanos + ANSWER_NANOS : dueNanos;
  }

  OptionalLong roundTripNanos() {
    return roundTripNanos;
  }
}
