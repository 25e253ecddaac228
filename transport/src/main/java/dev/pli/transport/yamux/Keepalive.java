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

  /// The path may be another: who still answers does it soon.
  private static final long HURRIED_ANSWER_NANOS = 2_000_000_000L;

  private long dueNanos;
  private long sentNanos;
  private long answerByNanos;
  private boolean isHurried;
  private int value;
  private boolean isOutstanding;
  private OptionalLong roundTripNanos = OptionalLong.empty();

  Keepalive(long nowNanos) {
    dueNanos = nowNanos;
  }

  /// The value of the ping that is due now, if one is. Rule T413.
  OptionalInt tick(long nowNanos) throws RejectedException {
    if (isOutstanding) {
      require(nowNanos - answerByNanos < 0, T413_SILENCE);
      return OptionalInt.empty();
    }
    if (nowNanos - dueNanos < 0) {
      return OptionalInt.empty();
    }
    isOutstanding = true;
    sentNanos = nowNanos;
    answerByNanos = nowNanos + (isHurried ? HURRIED_ANSWER_NANOS : ANSWER_NANOS);
    isHurried = false;
    return OptionalInt.of(++value);
  }

  /// The peer answered with `echo`. Rule T409.
  void answered(int echo, long nowNanos) throws RejectedException {
    require(isOutstanding && echo == value, T409_PING_ANSWER);
    isOutstanding = false;
    dueNanos = sentNanos + INTERVAL_NANOS;
    roundTripNanos = OptionalLong.of(nowNanos - sentNanos);
  }

  /// Whether the peer is still there is wanted now: a ping goes, or the one on its way has less
  /// time left.
  void hurry(long nowNanos) {
    long by = nowNanos + HURRIED_ANSWER_NANOS;
    if (!isOutstanding) {
      isHurried = true;
      dueNanos = nowNanos;
    } else if (by - answerByNanos < 0) {
      answerByNanos = by;
    }
  }

  /// When [#tick] has something to do.
  long alarmNanos() {
    return isOutstanding ? answerByNanos : dueNanos;
  }

  OptionalLong roundTripNanos() {
    return roundTripNanos;
  }
}
