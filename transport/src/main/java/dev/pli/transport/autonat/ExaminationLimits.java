package dev.pli.transport.autonat;

import dev.pli.core.address.PeerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How many requests are answered in a minute: each costs a dial. Does no I/O. Not thread-safe.
/// docs/spec/transport.md §17.
public final class ExaminationLimits {
  // Chosen by us.
  private static final int MAX_PER_PEER = 12;
  private static final int MAX_IN_ALL = 60;
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<PeerId, Integer> thisMinute = new HashMap<>();
  private int inAll;
  private long minuteStartNanos;

  public ExaminationLimits(long nowNanos) {
    minuteStartNanos = nowNanos;
  }

  /// Counts one more request, or says that it is one too many.
  public boolean take(PeerId peer, long nowNanos) {
    if (nowNanos - minuteStartNanos >= MINUTE_NANOS) {
      minuteStartNanos = nowNanos;
      inAll = 0;
      thisMinute.clear();
    }
    int ofPeer = thisMinute.getOrDefault(peer, 0);
    if (inAll >= MAX_IN_ALL || ofPeer >= MAX_PER_PEER) {
      return false;
    }
    inAll++;
    thisMinute.put(peer, ofPeer + 1);
    return true;
  }
}
