package dev.pli.transport.yamux;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.yamux.YamuxRule.T406_SYN_TWICE;
import static dev.pli.transport.yamux.YamuxRule.T410_DATA_TOO_LONG;

import dev.pli.crypto.RejectedException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which stream ids are spent, and how much still comes in for them.
///
/// Frames that crossed our FIN or RST on the way are normal, so they are passed over; only data
/// beyond what could have been on the way ends the link. Bounded. Not thread-safe.
final class ClosedStreams {
  /// Of which late data is counted apart; older ones share one count.
  private static final int REMEMBERED = 1_024;

  /// Ids that a peer with several threads may use later than a higher one.
  private static final int REORDERED = 64;

  private static final int SHARED = 0;

  private final Map<Integer, Long> lateBytes = new LinkedHashMap<>();
  private final Set<Integer> passedOver = new LinkedHashSet<>();
  private long highestRemote; // Minus one or zero before the first.

  ClosedStreams(int firstRemote) {
    highestRemote = firstRemote - 2L;
  }

  /// Notes that the peer opens `id`. Rule T406 if it was used before.
  void spend(int id) throws RejectedException {
    long unsigned = Integer.toUnsignedLong(id);
    if (unsigned <= highestRemote) {
      require(passedOver.remove(id), T406_SYN_TWICE);
      return;
    }
    long gap = Math.min(REORDERED, (unsigned - highestRemote) / 2 - 1);
    for (int i = (int) gap; i > 0; i--) {
      passedOver.add(id - 2 * i);
    }
    while (passedOver.size() > REORDERED) {
      passedOver.remove(passedOver.iterator().next());
    }
    highestRemote = unsigned;
  }

  void add(int id) {
    lateBytes.put(id, 0L);
    if (lateBytes.size() > REMEMBERED) {
      lateBytes.remove(lateBytes.keySet().iterator().next());
    }
  }

  /// Counts data for a stream that is not open. Rule T410.
  void late(int id, int bytes) throws RejectedException {
    int counted = lateBytes.containsKey(id) ? id : SHARED;
    long sum = lateBytes.getOrDefault(counted, 0L) + bytes;
    require(sum <= YamuxDecoder.MAX_DATA_BYTES, T410_DATA_TOO_LONG);
    lateBytes.put(counted, sum);
  }
}
