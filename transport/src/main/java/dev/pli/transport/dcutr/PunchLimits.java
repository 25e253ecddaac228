package dev.pli.transport.dcutr;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.dcutr.PunchRule.T806_TOO_MANY;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How many holes are punched at once, and how soon again. Does no I/O. Not thread-safe: event loop
/// only. docs/spec/transport.md §17.
public final class PunchLimits {
  // Chosen by us.
  private static final int MAX_PUNCHES = 4;
  private static final long REST_NANOS = Duration.ofSeconds(60).toNanos();

  /// Where we answer: the other side’s clock of the last punch may have begun earlier than ours.
  private static final long ANSWERING_REST_NANOS = Duration.ofSeconds(50).toNanos();

  private final Set<PeerId> running = new HashSet<>();

  /// When a punch with this peer came to nothing; no older than [#REST_NANOS].
  private final Map<PeerId, Long> failedNanos = new HashMap<>();

  /// Takes a place for a punch with this peer, in this role on the relayed link. Rule T806.
  public void begin(PeerId peer, Role role, long nowNanos) throws RejectedException {
    failedNanos.values().removeIf(failed -> nowNanos - failed >= REST_NANOS);
    Long failed = failedNanos.get(peer);
    long rest = role == Role.RESPONDER ? REST_NANOS : ANSWERING_REST_NANOS;
    require(failed == null || nowNanos - failed >= rest, T806_TOO_MANY);
    require(running.size() < MAX_PUNCHES && !running.contains(peer), T806_TOO_MANY);
    running.add(peer);
  }

  /// Frees the place. One that led to a link may be followed by another at once.
  public void end(PeerId peer, boolean isPunched, long nowNanos) {
    if (running.remove(peer) && !isPunched) {
      failedNanos.put(peer, nowNanos);
    }
  }

  /// This machine is elsewhere now: what failed there may work here.
  public void forget() {
    failedNanos.clear();
  }
}
