package dev.pli.transport.link;

import dev.pli.core.address.PeerId;
import dev.pli.core.node.Transport;
import java.util.Optional;
import java.util.Set;

/// Why a peer may pass the gate, and so what he may open. docs/spec/transport.md §1.1.
public enum PeerClass {
  /// His host key stands in a valid device certificate.
  CONTACT(
      64,
      Set.of(
          StreamProtocol.SESSION,
          StreamProtocol.BLOB,
          StreamProtocol.IDENTIFY,
          StreamProtocol.PUSH,
          StreamProtocol.PING,
          StreamProtocol.DCUTR,
          StreamProtocol.DIAL_REQUEST,
          StreamProtocol.DIAL_BACK)),
  /// Unknown, while an invitation is open.
  GUEST(2, Set.of(StreamProtocol.SESSION));

  private final int maxInboundStreams;
  private final Set<StreamProtocol> answered;

  PeerClass(int maxInboundStreams, Set<StreamProtocol> answered) {
    this.maxInboundStreams = maxInboundStreams;
    this.answered = answered;
  }

  /// As what `peer` may pass the gate, if at all. Asked once its host key is proven, before any
  /// stream exists.
  public static Optional<PeerClass> of(PeerId peer, Transport.Gate gate) {
    if (gate.contacts().contains(peer)) {
      return Optional.of(CONTACT);
    }
    return gate.guests() ? Optional.of(GUEST) : Optional.empty();
  }

  int maxInboundStreams() {
    return maxInboundStreams;
  }

  public boolean mayOpen(StreamProtocol protocol) {
    return answered.contains(protocol);
  }
}
