package dev.pli.transport;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.record.SignedRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where this device can be dialled, signed once for each sort of link: whoever is met on the
/// internet does not learn what the office's network looks like.
///
/// Of the three editions, with numbers that follow each other, the one for the internet has the
/// lowest: a peer that was told more keeps that until something changes.
///
/// @param seq the first of the three numbers
/// @param signed envelopes; an edition without an address is left out
record Announcement(long seq, Map<AddressSort, Bytes> signed) {
  /// In the order of their numbers. A link that uses link-local addresses is told what the internet
  /// is: this device has none to tell.
  private static final List<AddressSort> EDITIONS =
      List.of(AddressSort.PUBLIC, AddressSort.PRIVATE, AddressSort.LOOPBACK);

  static final Announcement NONE = new Announcement(0, Map.of());

  Announcement {
    signed = Map.copyOf(signed);
  }

  /// Signs with numbers from `seq` on. Takes a moment: not on the event loop.
  static Announcement sign(Ed25519.KeyPair hostKey, long seq, List<Multiaddr> addresses) {
    Map<AddressSort, Bytes> signed = new EnumMap<>(AddressSort.class);
    for (int i = 0; i < EDITIONS.size(); i++) {
      AddressSort sort = EDITIONS.get(i);
      List<Multiaddr> told = told(addresses, sort);
      if (!told.isEmpty()) {
        var record = new PeerRecord(PeerId.of(hostKey.publicKey()), seq + i, told);
        signed.put(sort, SignedRecord.seal(hostKey, record));
      }
    }
    return new Announcement(seq, signed);
  }

  /// What a peer on a link of this sort is told, as many as a record may hold.
  static List<Multiaddr> told(List<Multiaddr> addresses, AddressSort link) {
    var told = new ArrayList<Multiaddr>();
    addresses.stream()
        .filter(address -> Introduction.mayTell(address, link))
        .limit(PeerRecord.MAX_ADDRESSES)
        .forEach(told::add);
    return told;
  }

  /// The record for a link of this sort.
  Optional<Bytes> record(AddressSort link) {
    AddressSort edition = link == AddressSort.LINK_LOCAL ? AddressSort.PUBLIC : link;
    return Optional.ofNullable(signed.get(edition));
  }
}
