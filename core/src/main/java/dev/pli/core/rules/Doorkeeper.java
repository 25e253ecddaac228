package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S315_RATE;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many handshakes may be begun: in a minute, by one peer, at once. Counted after a stranger
/// has been turned away, so that a stranger uses up nothing. docs/spec/session.md §16. Node thread
/// only.
final class Doorkeeper {
  static final int PER_PEER_A_MINUTE = 10;
  static final int IN_ALL_A_MINUTE = 60;
  static final int AT_ONCE = 4;
  static final int PAIRINGS_AT_ONCE = 2;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Links links;
  private final Deque<Arrival> recent = new ArrayDeque<>();

  private record Arrival(PeerId peer, Instant at) {}

  Doorkeeper(Links links) {
    this.links = links;
  }

  /// Counts one first message, or rejects it.
  void admit(PeerId peer, Purpose purpose, Instant now) throws RejectedException {
    while (!recent.isEmpty() && recent.peekFirst().at().plus(WINDOW).isBefore(now)) {
      recent.removeFirst();
    }
    require(recent.size() < IN_ALL_A_MINUTE, S315_RATE);
    long ofPeer = recent.stream().filter(arrival -> arrival.peer().equals(peer)).count();
    require(ofPeer < PER_PEER_A_MINUTE, S315_RATE);
    require(underWay(false) < AT_ONCE, S315_RATE);
    require(links.all().stream().noneMatch(link -> isProving(link, peer)), S315_RATE);
    require(purpose != Purpose.PAIR || underWay(true) < PAIRINGS_AT_ONCE, S315_RATE);
    recent.addLast(new Arrival(peer, now));
  }

  private static boolean isProving(Link link, PeerId peer) {
    return link.stage instanceof Link.AwaitingProof && link.peer.equals(peer);
  }

  private long underWay(boolean pairingsOnly) {
    return links.all().stream()
        .filter(link -> link.stage instanceof Link.AwaitingProof)
        .map(link -> (Link.AwaitingProof) link.stage)
        .filter(stage -> !pairingsOnly || stage.opening().isPairing())
        .count();
  }
}
