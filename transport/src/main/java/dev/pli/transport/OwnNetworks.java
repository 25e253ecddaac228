package dev.pli.transport;

import dev.pli.core.address.AddressSort;
import dev.pli.core.delivery.Route;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The IP prefixes that this machine is on, as they were looked at once.
record OwnNetworks(List<Prefix> prefixes) {
  OwnNetworks {
    prefixes = List.copyOf(prefixes);
  }

  /// One own address and how many of its bits are the network's.
  record Prefix(Bytes address, int bits) {
    boolean holds(Bytes ip) {
      if (ip.length() != address.length()) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        if (bit(ip, i) != bit(address, i)) {
          return false;
        }
      }
      return true;
    }

    private static int bit(Bytes bytes, int index) {
      return bytes.at(index / 8) >> (7 - index % 8) & 1;
    }
  }

  boolean hold(Bytes ip) {
    return prefixes.stream().anyMatch(prefix -> prefix.holds(ip));
  }

  /// Whether this machine has this address now.
  boolean isOwn(Bytes ip) {
    return prefixes.stream().anyMatch(prefix -> prefix.address().equals(ip));
  }

  /// The way that a direct link to this address takes.
  Route route(Bytes ip) {
    try {
      return switch (AddressSort.of(ip)) {
        case LOOPBACK, LINK_LOCAL -> Route.LAN;
        case PRIVATE, PUBLIC -> hold(ip) ? Route.LAN : Route.DIRECT;
      };
    } catch (RejectedException e) {
      return Route.DIRECT;
    }
  }

  /// Own addresses that a peer could dial, those of the loopback last.
  List<Bytes> addresses() {
    var ordered = new ArrayList<Bytes>();
    for (boolean loopback : new boolean[] {false, true}) {
      prefixes.stream()
          .map(Prefix::address)
          .filter(ip -> sort(ip).filter(s -> s != AddressSort.LINK_LOCAL).isPresent())
          .filter(ip -> (sort(ip).orElseThrow() == AddressSort.LOOPBACK) == loopback)
          .forEach(ordered::add);
    }
    return ordered;
  }

  private static Optional<AddressSort> sort(Bytes ip) {
    try {
      return Optional.of(AddressSort.of(ip));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
