package dev.pli.transport;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What this device says of itself to one peer: no more than that peer can use.
///
/// Own addresses of the sort that the link is on, and public ones; protocols that its class may
/// open; no version, no agent.
final class Introduction {
  private Introduction() {}

  static Identify of(PeerId own, PeerClass peerClass, List<Multiaddr> addresses, Multiaddr remote) {
    List<String> protocols =
        Arrays.stream(StreamProtocol.values())
            .filter(peerClass::mayOpen)
            .map(StreamProtocol::text)
            .toList();
    List<Multiaddr> told = addresses.stream().filter(address -> mayTell(address, remote)).toList();
    return new Identify(own, told, protocols, Optional.of(remote));
  }

  /// Whether an address means anything on a link to `remote`, whoever says it.
  static boolean mayTell(Multiaddr address, Multiaddr remote) {
    return mayTell(sort(address), sort(remote));
  }

  private static boolean mayTell(Optional<AddressSort> own, Optional<AddressSort> link) {
    return own.isPresent() && (own.get() == AddressSort.PUBLIC || own.equals(link));
  }

  private static Optional<AddressSort> sort(Multiaddr address) {
    try {
      return Optional.of(AddressSort.of(address.components().getFirst().value()));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
