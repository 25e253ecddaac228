package dev.pli.transport;

import dev.pli.core.address.PeerId;
import dev.pli.transport.mdns.LanDiscovery;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whether the local network is spoken to. Off until somebody turns it on. Thread-safe.
final class LanSwitch {
  private final PeerId own;
  private final RandomGenerator random;
  private final LanDiscovery.Surroundings surroundings;
  private Optional<LanDiscovery> running = Optional.empty(); // Guarded by this.

  LanSwitch(PeerId own, RandomGenerator random, LanDiscovery.Surroundings surroundings) {
    this.own = own;
    this.random = random;
    this.surroundings = surroundings;
  }

  synchronized void turn(boolean on) {
    if (on && running.isEmpty()) {
      try {
        running = Optional.of(LanDiscovery.start(own, random, surroundings));
      } catch (IOException e) {
        // Without multicast nobody is found this way; the other ways stand.
      }
    } else if (!on) {
      running.ifPresent(LanDiscovery::close);
      running = Optional.empty();
    }
  }
}
