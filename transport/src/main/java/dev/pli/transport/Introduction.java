package dev.pli.transport;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Component;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.Protocol;
import dev.pli.crypto.RejectedException;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What this device says of itself to one peer: no more than that peer can use.
///
/// Own addresses of the sort that the link is on, public ones, and circuits through the own relay;
/// protocols that its class may open; no version, no agent. docs/spec/transport.md §6.
final class Introduction {
  private Introduction() {}

  /// `remote` is where the link goes, `own` where this device can be dialled now, `signed` what it
  /// has signed of that last.
  static Identify of(
      PeerId self,
      PeerClass peerClass,
      List<Multiaddr> own,
      Announcement signed,
      Multiaddr remote) {
    List<String> protocols =
        Arrays.stream(StreamProtocol.values())
            .filter(peerClass::mayOpen)
            .map(StreamProtocol::text)
            .toList();
    AddressSort sort = sort(remote).orElse(AddressSort.PUBLIC);
    return new Identify(
        self, Announcement.told(own, sort), protocols, Optional.of(remote), signed.record(sort));
  }

  /// Whether this device says on a link of this sort that it can be dialled there.
  static boolean mayTell(Multiaddr own, AddressSort link) {
    return isCircuit(own)
        || sort(own).filter(s -> s == AddressSort.PUBLIC || s == link).isPresent();
  }

  /// Whether an address that a peer names without signing it means anything on a link to `remote`.
  static boolean mayHear(Multiaddr address, Multiaddr remote) {
    Optional<AddressSort> named = sort(address);
    return named.isPresent() && (named.get() == AddressSort.PUBLIC || named.equals(sort(remote)));
  }

  static boolean isCircuit(Multiaddr address) {
    return address.components().stream()
        .anyMatch(component -> component.protocol() == Protocol.P2P_CIRCUIT);
  }

  /// The component that holds the IP address, or the name.
  static Component host(Multiaddr address) {
    Component first = address.components().getFirst();
    return first.protocol() == Protocol.IP6ZONE && address.components().size() > 1
        ? address.components().get(1)
        : first;
  }

  /// How far the IP address reaches; empty for a name, and for an address that is nobody's.
  static Optional<AddressSort> sort(Multiaddr address) {
    if (address.hasName()) {
      return Optional.empty();
    }
    try {
      return Optional.of(AddressSort.of(host(address).value()));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
