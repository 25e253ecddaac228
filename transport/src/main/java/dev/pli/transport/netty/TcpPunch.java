package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The dials of one round of a punch, and what the same hosts dial meanwhile. Event loop only.
final class TcpPunch implements TcpEdge.Attempt {
  private final PeerId peer;
  private final Role role;
  private final Set<InetAddress> hosts;
  private final TcpEdge.Result result;
  private final Consumer<TcpPunch> whenCancelled;
  private final List<TcpDial> dials = new ArrayList<>();

  TcpPunch(
      List<InetSocketAddress> addresses,
      PeerId peer,
      Role role,
      TcpEdge.Result result,
      Consumer<TcpPunch> whenCancelled) {
    this.peer = peer;
    this.role = role;
    this.hosts = addresses.stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
    this.result = result;
    this.whenCancelled = whenCancelled;
  }

  PeerId peer() {
    return peer;
  }

  TcpEdge.Result result() {
    return result;
  }

  /// Whether a connection from this host may be the peer's half of the punch, on which this side
  /// speaks first although it was dialled.
  boolean expects(InetAddress host) {
    return role == Role.INITIATOR && hosts.contains(host);
  }

  void dial(
      Loop loop,
      InetSocketAddress address,
      Optional<InetSocketAddress> from,
      Function<LinkHandler.Outcome, LinkHandler> handlers) {
    var dial = new TcpDial(loop, address, handlers, result);
    dials.add(dial);
    dial.startOnce(from); // The hole is where the listening port is, and nowhere else.
  }

  @Override
  public void cancel() {
    dials.forEach(TcpDial::cancel);
    dials.clear();
    whenCancelled.accept(this);
  }
}
