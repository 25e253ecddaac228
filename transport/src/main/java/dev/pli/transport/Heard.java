package dev.pli.transport;

import static dev.pli.core.address.AddressRule.T113_OUT_OF_PLACE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Event;
import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Component;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.record.SignedRecord;
import java.util.List;
import java.util.Optional;

/// What a contact's identify means for where it can be dialled: its signed record, else what it
/// says unsigned.
///
/// @param peer whose key the link has proven
/// @param remote where the link goes
/// @param networks the prefixes that this machine is on
record Heard(PeerId peer, Multiaddr remote, OwnNetworks networks) {
  /// Addresses taken from one peer that signs nothing, as many as are dialled.
  private static final int MAX_ADDRESSES = 16;

  /// What to tell the node of it, if anything.
  Optional<Event> of(Identify said) {
    if (said.record().isPresent()) {
      try {
        return Optional.of(new Event.RecordReceived(record(said.record().get())));
      } catch (RejectedException e) {
        // T503: what is not signed stands beside it.
      }
    }
    List<Multiaddr> usable =
        said.listenAddresses().stream()
            .filter(address -> Introduction.mayHear(address, remote))
            .map(Multiaddr::withoutPeer)
            .limit(MAX_ADDRESSES)
            .toList();
    return usable.isEmpty() ? Optional.empty() : Optional.of(new Event.PeerFound(peer, usable));
  }

  /// The record without the addresses that mean nothing here.
  private PeerRecord record(Bytes envelope) throws RejectedException {
    PeerRecord signed = SignedRecord.open(envelope, peer);
    return signed.with(signed.addresses().stream().filter(this::isInPlace).toList());
  }

  private boolean isInPlace(Multiaddr address) {
    try {
      requireInPlace(address);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  /// T113, and T112 for what is nobody's. A name is carried: what it stands for is not asked.
  private void requireInPlace(Multiaddr address) throws RejectedException {
    if (address.hasName()) {
      return;
    }
    Component host = Introduction.host(address);
    AddressSort sort = AddressSort.of(host.value());
    boolean isInPlace =
        switch (sort) {
          case PUBLIC -> true;
          case PRIVATE -> networks.hold(host.value());
          case LOOPBACK, LINK_LOCAL -> Introduction.sort(remote).filter(sort::equals).isPresent();
        };
    require(isInPlace, T113_OUT_OF_PLACE);
  }
}
