package dev.pli.transport;

import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where this machine was when it was looked at last, and what another look means. Does no I/O; one
/// thread.
///
/// A gateway that is not known for a moment is no other gateway.
final class Whereabouts {
  /// The wall clock goes this much further than the running time, which stands still while a
  /// machine sleeps. More than a clock is corrected by at once. Chosen by us.
  private static final Duration SLEPT = Duration.ofSeconds(5);

  private OwnNetworks networks;
  private Optional<Bytes> gateway;
  private Instant wall;
  private long nanos;

  /// What has become of this machine.
  enum Finding {
    /// Nothing.
    SAME,
    /// It has slept; its networks are those of before.
    WOKEN,
    /// It is elsewhere, or has another address.
    MOVED
  }

  Whereabouts(OwnNetworks networks, Optional<Bytes> gateway, Instant wall, long nanos) {
    this.networks = networks;
    this.gateway = gateway;
    this.wall = wall;
    this.nanos = nanos;
  }

  /// `seenGateway` is what tells the network from others, if anything does.
  Finding look(OwnNetworks seen, Optional<Bytes> seenGateway, Instant nowWall, long nowNanos) {
    boolean hasMoved = !seen.equals(networks) || isOther(seenGateway);
    Duration step = Duration.between(wall, nowWall).minusNanos(nowNanos - nanos);
    networks = seen;
    gateway = seenGateway.or(() -> gateway);
    wall = nowWall;
    nanos = nowNanos;
    if (hasMoved) {
      return Finding.MOVED;
    }
    return step.compareTo(SLEPT) > 0 ? Finding.WOKEN : Finding.SAME;
  }

  private boolean isOther(Optional<Bytes> seen) {
    return seen.isPresent() && !seen.equals(gateway);
  }
}
