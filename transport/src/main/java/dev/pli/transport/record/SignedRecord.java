package dev.pli.transport.record;

import static dev.pli.core.address.RecordRule.T604_SIGNER;
import static dev.pli.core.address.RecordRule.T605_OTHER_DEVICE;
import static dev.pli.core.address.RecordRule.T607_ADDRESSES;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.core.address.Component;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.address.Protocol;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [PeerRecord] on the wire, inside its [Envelope].
///
/// ```
///  peer_id=1 · seq=2 uint64 · addresses=3 repeated { multiaddr=1 }
/// ```
///
/// Source: libp2p/specs RFC 0003; docs/spec/transport.md §7.
public final class SignedRecord {
  private SignedRecord() {}

  /// `record` signed by its own device.
  public static Bytes seal(Ed25519.KeyPair hostKey, PeerRecord record) {
    if (!PeerId.of(hostKey.publicKey()).equals(record.peer())) {
      throw new IllegalArgumentException("expected the record of the device that signs");
    }
    var payload = new ProtobufWriter().bytes(1, record.peer().multihash()).number(2, record.seq());
    record
        .addresses()
        .forEach(
            address -> payload.bytes(3, new ProtobufWriter().bytes(1, address.encode()).encode()));
    return Envelope.seal(hostKey, EnvelopeKind.PEER_RECORD, payload.encode());
  }

  /// The record that `device` has signed of itself. Addresses that do not parse, or name somebody
  /// else, drop themselves. Rules T601 to T605, T607, and those of the envelope.
  public static PeerRecord open(Bytes envelope, PeerId device) throws RejectedException {
    Envelope opened = Envelope.open(envelope, EnvelopeKind.PEER_RECORD);
    Optional<Bytes> peer = Optional.empty();
    long seq = 0;
    List<Bytes> raw = new ArrayList<>();
    var reader = new ProtobufReader(opened.payload());
    for (int field = reader.next(); field != 0; field = reader.next()) {
      switch (field) {
        case 1 -> peer = Optional.of(reader.bytes());
        case 2 -> seq = reader.number();
        case 3 -> {
          require(raw.size() < PeerRecord.MAX_ADDRESSES, T607_ADDRESSES);
          raw.add(reader.bytes());
        }
        default -> {} // Unknown to us: passed over.
      }
    }
    require(peer.isPresent(), T006_FIELD);
    PeerId named = PeerId.parse(peer.orElseThrow());
    require(named.equals(opened.signer()), T604_SIGNER);
    require(named.equals(device), T605_OTHER_DEVICE);
    List<Multiaddr> addresses = addresses(raw, device);
    require(!addresses.isEmpty(), T607_ADDRESSES);
    return new PeerRecord(device, seq, addresses);
  }

  private static List<Multiaddr> addresses(List<Bytes> raw, PeerId device)
      throws RejectedException {
    var addresses = new ArrayList<Multiaddr>();
    for (Bytes info : raw) {
      var reader = new ProtobufReader(info);
      for (int field = reader.next(); field != 0; field = reader.next()) {
        if (field == 1) {
          usable(reader.bytes(), device).ifPresent(addresses::add);
        }
      }
    }
    return addresses;
  }

  /// T106 to T110: an address that is none drops itself.
  private static Optional<Multiaddr> usable(Bytes bytes, PeerId device) {
    try {
      Multiaddr address = Multiaddr.parse(bytes);
      Component last = address.components().getLast();
      boolean isAnothers =
          last.protocol() == Protocol.P2P && !last.value().equals(device.multihash());
      return isAnothers ? Optional.empty() : Optional.of(address.withoutPeer());
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
