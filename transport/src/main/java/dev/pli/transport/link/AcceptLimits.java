package dev.pli.transport.link;

import static dev.pli.transport.noise.ChannelRule.T316_ACCEPT_LIMIT;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many connections may wait to be proven: in all, from one place, and in a minute from one
/// place. A place is an IPv4 address or an IPv6 /64.
///
/// A connection that proves an admitted peer gives its turn back, so that a contact who comes and
/// goes is never refused. Not thread-safe. docs/spec/transport.md §17.
public final class AcceptLimits {
  // Chosen by us.
  private static final int MAX_WAITING = 256;
  private static final int MAX_WAITING_PER_PLACE = 4;
  private static final int MAX_PER_MINUTE_PER_PLACE = 30;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /// Places that are remembered for the rest of a minute; beyond it all wait for the next.
  private static final int MAX_PLACES = 65_536;

  private static final int IPV6_PREFIX_BYTES = 8;

  private final Map<Bytes, Place> places = new HashMap<>();
  private int waiting;
  private long minuteStartNanos;

  private static final class Place {
    int waiting;
    int thisMinute;
  }

  public AcceptLimits(long nowNanos) {
    minuteStartNanos = nowNanos;
  }

  /// What counts as one place.
  public static Bytes place(Bytes ip) {
    return ip.length() == 4 ? ip : ip.slice(0, IPV6_PREFIX_BYTES);
  }

  /// Counts one more connection, or says why not. Rule T316.
  public Optional<Rule> accept(Bytes place, long nowNanos) {
    forgetMinute(nowNanos);
    Place counts = places.get(place);
    if (counts == null) {
      if (waiting >= MAX_WAITING || places.size() >= MAX_PLACES) {
        return Optional.of(T316_ACCEPT_LIMIT);
      }
      counts = new Place();
      places.put(place, counts);
    }
    boolean isFull =
        waiting >= MAX_WAITING
            || counts.waiting >= MAX_WAITING_PER_PLACE
            || counts.thisMinute >= MAX_PER_MINUTE_PER_PLACE;
    if (isFull) {
      return Optional.of(T316_ACCEPT_LIMIT);
    }
    waiting++;
    counts.waiting++;
    counts.thisMinute++;
    return Optional.empty();
  }

  /// No more may wait: one must go before another comes.
  public boolean isFull() {
    return waiting >= MAX_WAITING;
  }

  private void forgetMinute(long nowNanos) {
    if (nowNanos - minuteStartNanos >= MINUTE_NANOS) {
      minuteStartNanos = nowNanos;
      places.values().removeIf(place -> place.waiting == 0);
      places.values().forEach(place -> place.thisMinute = 0);
    }
  }

  /// A connection has proven an admitted peer.
  public void proven(Bytes place) {
    ended(place);
    Place counts = places.get(place);
    if (counts != null) {
      counts.thisMinute = Math.max(0, counts.thisMinute - 1);
    }
  }

  /// A connection ended before that.
  public void ended(Bytes place) {
    waiting--;
    Place counts = places.get(place);
    if (counts != null) {
      counts.waiting--;
    }
  }
}
