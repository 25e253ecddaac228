package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T108_PROTOCOL;
import static dev.pli.core.address.AddressRule.T110_PEER_MISMATCH;
import static dev.pli.core.address.AddressRule.T111_CIRCUIT;
import static dev.pli.core.address.AddressRule.T112_NOT_UNICAST;
import static dev.pli.core.address.Protocol.P2P;
import static dev.pli.core.address.Protocol.P2P_CIRCUIT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The grammar of dialled addresses, and no other:
///
/// ```
///  ( ip4 | [ip6zone] ip6 | dns | dns4 | dns6 ) ( tcp | udp quic-v1 ) [p2p R p2p-circuit] [p2p T]
/// ```
final class DialShape {
  private final Deque<Component> rest;

  private DialShape(List<Component> components) {
    rest = new ArrayDeque<>(components);
  }

  static Dialled read(List<Component> components) throws RejectedException {
    return new DialShape(components).read();
  }

  private Dialled read() throws RejectedException {
    Dialled.Host host = host();
    Component port = next();
    require(port.protocol() == Protocol.TCP || port.protocol() == Protocol.UDP, T108_PROTOCOL);
    require(port.port() != 0, T112_NOT_UNICAST);
    Dialled.Carrier carrier = Dialled.Carrier.TCP;
    if (port.protocol() == Protocol.UDP) {
      require(next().protocol() == Protocol.QUIC_V1, T108_PROTOCOL);
      carrier = Dialled.Carrier.QUIC;
    }
    Optional<PeerId> peer = peer();
    Optional<PeerId> relay = Optional.empty();
    if (!rest.isEmpty() && rest.peek().protocol() == P2P_CIRCUIT) {
      next();
      require(peer.isPresent(), T111_CIRCUIT);
      relay = peer;
      peer = peer();
    }
    requireEnd();
    return new Dialled(host, port.port(), carrier, relay, peer);
  }

  private Dialled.Host host() throws RejectedException {
    Component first = next();
    Optional<String> zone = Optional.empty();
    if (first.protocol() == Protocol.IP6ZONE) {
      zone = Optional.of(first.valueText());
      first = next();
      require(first.protocol() == Protocol.IP6, T108_PROTOCOL);
    }
    return switch (first.protocol()) {
      case IP4, IP6 -> new Dialled.Host.Ip(first.value(), AddressSort.of(first.value()), zone);
      case DNS, DNS4, DNS6 -> new Dialled.Host.Name(first.valueText(), first.protocol());
      case TCP,
          IP6ZONE,
          DNSADDR,
          UDP,
          P2P_CIRCUIT,
          P2P,
          TLS,
          SNI,
          QUIC_V1,
          CERTHASH,
          WS,
          WSS,
          HTTP_PATH ->
          throw new RejectedException(T108_PROTOCOL);
    };
  }

  private Optional<PeerId> peer() throws RejectedException {
    if (rest.isEmpty() || rest.peek().protocol() != P2P) {
      return Optional.empty();
    }
    return Optional.of(PeerId.parse(next().value()));
  }

  private void requireEnd() throws RejectedException {
    if (rest.isEmpty()) {
      return;
    }
    Component extra = rest.peek();
    require(extra.protocol() != P2P_CIRCUIT, T111_CIRCUIT);
    require(extra.protocol() != P2P, T110_PEER_MISMATCH);
    throw new RejectedException(T108_PROTOCOL);
  }

  private Component next() throws RejectedException {
    require(!rest.isEmpty(), T108_PROTOCOL);
    return rest.remove();
  }
}
