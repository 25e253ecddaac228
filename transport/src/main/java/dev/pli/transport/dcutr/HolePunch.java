package dev.pli.transport.dcutr;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.dcutr.PunchRule.T804_SIZE;
import static dev.pli.transport.dcutr.PunchRule.T805_ADDRESS;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.ProtobufReader;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of `/libp2p/dcutr`.
///
/// ```
///  type=1 required: CONNECT 100, SYNC 300 · ObsAddrs=2 repeated: where the sender may be dialled
/// ```
///
/// Source: libp2p/specs `relay/DCUtR`; docs/spec/transport.md §9.
///
/// @param addresses those that may be dialled, without a PeerId; others are dropped one by one
record HolePunch(Type type, List<Multiaddr> addresses) {
  static final int MAX_BYTES = 4 << 10;
  static final int MAX_ADDRESSES = 16;

  enum Type {
    CONNECT(100),
    SYNC(300);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    private static Optional<Type> of(long number) {
      return switch ((int) Math.min(number, Integer.MAX_VALUE)) {
        case 100 -> Optional.of(CONNECT);
        case 300 -> Optional.of(SYNC);
        default -> Optional.empty();
      };
    }
  }

  HolePunch {
    addresses = List.copyOf(addresses);
  }

  /// The message, without its length.
  Bytes encode() {
    var message = new ProtobufWriter().number(1, type.number);
    addresses.forEach(address -> message.bytes(2, address.encode()));
    return message.encode();
  }

  /// Rules T804, T005, T006.
  static HolePunch parse(Bytes message) throws RejectedException {
    require(message.length() <= MAX_BYTES, T804_SIZE);
    Optional<Type> type = Optional.empty();
    var addresses = new ArrayList<Multiaddr>();
    int seen = 0;
    var reader = new ProtobufReader(message);
    for (int field = reader.next(); field != 0; field = reader.next()) {
      if (field == 1) {
        type = Type.of(reader.number());
      } else if (field == 2) {
        require(++seen <= MAX_ADDRESSES, T804_SIZE);
        usable(reader.bytes()).filter(a -> !addresses.contains(a)).ifPresent(addresses::add);
      }
    }
    require(type.isPresent(), T006_FIELD);
    return new HolePunch(type.orElseThrow(), addresses);
  }

  private static Optional<Multiaddr> usable(Bytes bytes) {
    try {
      Multiaddr address = Multiaddr.parse(bytes);
      requireUsable(address);
      return Optional.of(address.withoutPeer());
    } catch (RejectedException e) {
      return Optional.empty(); // This one is dropped, whatever is wrong with it.
    }
  }

  /// Rule T805: a peer must not send us into somebody's own network, nor through a second relay.
  static void requireUsable(Multiaddr address) throws RejectedException {
    Dialled dialled = address.dialled();
    boolean isPublic =
        dialled.host() instanceof Dialled.Host.Ip(_, var sort, var zone)
            && sort == AddressSort.PUBLIC
            && zone.isEmpty();
    require(isPublic && dialled.relay().isEmpty(), T805_ADDRESS);
  }

  /// Of `addresses` those that a CONNECT may carry, in their order.
  static List<Multiaddr> usable(List<Multiaddr> addresses) {
    return addresses.stream()
        .flatMap(address -> usable(address.encode()).stream())
        .distinct()
        .limit(MAX_ADDRESSES)
        .toList();
  }
}
