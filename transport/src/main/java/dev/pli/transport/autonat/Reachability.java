package dev.pli.transport.autonat;

import dev.pli.core.address.Multiaddr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which public addresses of this device others can reach, as far as somebody has tried. Does no
/// I/O. Not thread-safe. docs/spec/transport.md §10.
///
/// Only a confirmed address is told to others: one that does not answer costs each of them a dial.
public final class Reachability {
  // Chosen by us.
  private static final int MAX_ADDRESSES = 16;

  /// A router forgets a mapping, or the provider an address, within a day; an hour is soon enough.
  private static final long CONFIRMED_NANOS = Duration.ofHours(1).toNanos();

  private static final long REFUTED_NANOS = Duration.ofMinutes(10).toNanos();

  /// For want of an answer: nobody to ask, or one who refuses.
  private static final long UNKNOWN_NANOS = Duration.ofSeconds(30).toNanos();

  private final Map<Multiaddr, Known> addresses = new LinkedHashMap<>();

  /// What is known of one address, and when it is asked about (again).
  private record Known(boolean isConfirmed, long askNanos) {}

  /// An address that this device may have: one of its own, or as a relay sees it.
  public void suppose(Multiaddr address, long nowNanos) {
    if (addresses.size() < MAX_ADDRESSES) {
      addresses.putIfAbsent(address, new Known(false, nowNanos));
    }
  }

  /// Drops what this device can have no more.
  public void keepOnly(Predicate<Multiaddr> still) {
    addresses.keySet().removeIf(still.negate());
  }

  /// Those to ask about now; each is due again if nothing is answered.
  public List<Multiaddr> due(long nowNanos) {
    List<Multiaddr> due =
        addresses.entrySet().stream()
            .filter(entry -> nowNanos - entry.getValue().askNanos() >= 0)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(address ->
        addresses.computeIfPresent(
            address, (_, known) -> new Known(known.isConfirmed(), nowNanos + UNKNOWN_NANOS)));
    return due;
  }

  /// Somebody has tried; true if what is confirmed has changed.
  public boolean answered(Multiaddr address, boolean isReachable, long nowNanos) {
    Known known = addresses.get(address);
    if (known == null) {
      return false; // This device is elsewhere by now.
    }
    long next = nowNanos + (isReachable ? CONFIRMED_NANOS : REFUTED_NANOS);
    addresses.put(address, new Known(isReachable, next));
    return known.isConfirmed() != isReachable;
  }

  public List<Multiaddr> confirmed() {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().isConfirmed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
