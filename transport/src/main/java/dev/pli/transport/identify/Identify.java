package dev.pli.transport.identify;

import static dev.pli.core.address.AddressRule.T115_TOO_MANY;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.identify.IdentifyRule.T501_IDENTIFY_SIZE;
import static dev.pli.transport.identify.IdentifyRule.T502_OTHER_KEY;
import static dev.pli.transport.identify.IdentifyRule.T504_PROTOCOLS;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one peer says of itself, and where it sees the other.
///
/// ```
///  publicKey=1 · listenAddrs=2 repeated · protocols=3 repeated · observedAddr=4
///  protocolVersion=5, agentVersion=6: never sent, never read · signedPeerRecord=8
/// ```
///
/// `/ipfs/id/1.0.0`: the side that answers sends it behind its length and ends its direction.
/// `/ipfs/id/push/1.0.0`: the side that opens does, when something has changed; what is absent has
/// not. Source: libp2p/specs `identify`; docs/spec/transport.md §6.
///
/// @param listenAddresses those that parse; others are dropped one by one
/// @param record the envelope as it came, not opened yet
public record Identify(
    PeerId peer,
    List<Multiaddr> listenAddresses,
    List<String> protocols,
    Optional<Multiaddr> observedAddress,
    Optional<Bytes> record) {
  public static final String PROTOCOL = "/ipfs/id/1.0.0";
  public static final String PUSH_PROTOCOL = "/ipfs/id/push/1.0.0";

  /// Of one message; go and js cut longer ones into several.
  public static final int MAX_MESSAGE_BYTES = 8 << 10;

  public static final int MAX_MESSAGES = 10;
  private static final int MAX_PROTOCOLS = 128;
  private static final int MAX_PROTOCOL_BYTES = 256;
  private static final int MAX_ADDRESSES = 64;

  public Identify {
    listenAddresses = List.copyOf(listenAddresses);
    protocols = List.copyOf(protocols);
  }

  /// The same with a signed record of the same addresses.
  public Identify with(Optional<Bytes> signed) {
    return new Identify(peer, listenAddresses, protocols, observedAddress, signed);
  }

  /// The message, without its length.
  public Bytes encode() {
    var message = new ProtobufWriter().bytes(1, peer.keyProtobuf());
    listenAddresses.forEach(address -> message.bytes(2, address.encode()));
    protocols.forEach(protocol -> message.text(3, protocol));
    observedAddress.ifPresent(address -> message.bytes(4, address.encode()));
    record.ifPresent(envelope -> message.bytes(8, envelope));
    return message.encode();
  }

  /// Merges the messages of one answer; `peer` is whose key the link has proven. Rules T501, T502,
  /// T504, T115, T005.
  public static Identify parse(List<Bytes> messages, PeerId peer) throws RejectedException {
    require(messages.size() <= MAX_MESSAGES, T501_IDENTIFY_SIZE);
    var merged = new Merging(peer);
    for (Bytes message : messages) {
      require(message.length() <= MAX_MESSAGE_BYTES, T501_IDENTIFY_SIZE);
      merged.read(message);
    }
    return new Identify(peer, merged.addresses, merged.protocols, merged.observed, merged.record);
  }

  private static final class Merging {
    private final PeerId peer;
    private final List<Multiaddr> addresses = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>();
    private Optional<Multiaddr> observed = Optional.empty();
    private Optional<Bytes> record = Optional.empty();
    private int addressesSeen;

    Merging(PeerId peer) {
      this.peer = peer;
    }

    void read(Bytes message) throws RejectedException {
      var reader = new ProtobufReader(message);
      for (int field = reader.next(); field != 0; field = reader.next()) {
        switch (field) {
          case 1 -> require(reader.bytes().equals(peer.keyProtobuf()), T502_OTHER_KEY);
          case 2 -> address(reader.bytes()).ifPresent(addresses::add);
          case 3 -> protocol(reader.bytes());
          case 4 -> observed = parsed(reader.bytes());
          case 8 -> record = Optional.of(reader.bytes());
          default -> {} // Unknown to us: passed over.
        }
      }
    }

    private void protocol(Bytes name) throws RejectedException {
      require(protocols.size() < MAX_PROTOCOLS, T504_PROTOCOLS);
      require(name.length() <= MAX_PROTOCOL_BYTES, T504_PROTOCOLS);
      protocols.add(name.utf8());
    }

    private Optional<Multiaddr> address(Bytes bytes) throws RejectedException {
      require(++addressesSeen <= MAX_ADDRESSES, T115_TOO_MANY);
      return parsed(bytes);
    }

    /// A malformed or unknown address drops itself, not the message.
    private static Optional<Multiaddr> parsed(Bytes bytes) {
      try {
        return Optional.of(Multiaddr.parse(bytes));
      } catch (RejectedException e) {
        return Optional.empty();
      }
    }
  }
}
