package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T106_ADDRESS_SIZE;
import static dev.pli.core.address.AddressRule.T107_COMPONENT;
import static dev.pli.core.address.AddressRule.T108_PROTOCOL;
import static dev.pli.core.address.AddressRule.T109_ADDRESS_TEXT;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a peer can be reached, as steps: `/ip4/192.0.2.7/tcp/4001/p2p/12D3KooW…`.
///
/// ```
///  ( uvarint code ‖ value )*      value: fixed length, or uvarint length ‖ bytes
/// ```
///
/// Text and bytes re-encode to themselves. At most 512 bytes and 32 components. Source:
/// multiformats/multiaddr; docs/spec/transport.md §2.
public record Multiaddr(List<Component> components) {
  /// The longest address in use, a circuit over QUIC with two PeerIds, has under 200 bytes.
  public static final int MAX_BYTES = 512;

  private static final int MAX_COMPONENTS = 32;
  private static final int MAX_TEXT_CHARACTERS = 4 * MAX_BYTES;

  public Multiaddr {
    components = List.copyOf(components);
    if (components.isEmpty()) {
      throw new IllegalArgumentException("expected at least one component");
    }
  }

  /// Rules T106, T107, T108 and T104.
  public static Multiaddr parse(Bytes bytes) throws RejectedException {
    require(!bytes.isEmpty(), T107_COMPONENT);
    require(bytes.length() <= MAX_BYTES, T106_ADDRESS_SIZE);
    var components = new ArrayList<Component>();
    ByteBuffer input = bytes.buffer();
    while (input.hasRemaining()) {
      require(components.size() < MAX_COMPONENTS, T106_ADDRESS_SIZE);
      Protocol protocol = protocol(Protocol.ofCode(uvarint(input)));
      int length = protocol.value().hasLengthPrefix() ? uvarint(input) : protocol.value().length();
      require(length <= input.remaining(), T107_COMPONENT);
      Bytes value = Bytes.copyOf(input.slice(input.position(), length));
      input.position(input.position() + length);
      components.add(Component.parse(protocol, value));
    }
    return new Multiaddr(components);
  }

  /// Rules T109, T108, T107, T106, T105 and T104.
  public static Multiaddr parse(String text) throws RejectedException {
    require(text.startsWith("/") && text.length() > 1, T109_ADDRESS_TEXT);
    require(text.length() <= MAX_TEXT_CHARACTERS, T106_ADDRESS_SIZE);
    var components = new ArrayList<Component>();
    Iterator<String> steps = List.of(text.substring(1).split("/", -1)).iterator();
    while (steps.hasNext()) {
      Protocol protocol = protocol(Protocol.ofText(steps.next()));
      boolean isBare = protocol.value() == Protocol.Value.NONE;
      require(isBare || steps.hasNext(), T107_COMPONENT);
      components.add(Component.parse(protocol, isBare ? "" : steps.next()));
    }
    var address = new Multiaddr(components);
    require(components.size() <= MAX_COMPONENTS, T106_ADDRESS_SIZE);
    require(address.encode().length() <= MAX_BYTES, T106_ADDRESS_SIZE);
    require(address.toString().equals(text), T109_ADDRESS_TEXT);
    return address;
  }

  /// `/ip4/…/tcp/PORT` or `/ip6/…/tcp/PORT` of a socket's address.
  public static Multiaddr tcp(Bytes ip, int port) {
    if (ip.length() != 4 && ip.length() != 16 || port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("expected an IP address and a port");
    }
    var host = new Component(ip.length() == 4 ? Protocol.IP4 : Protocol.IP6, ip);
    return new Multiaddr(List.of(host, new Component(Protocol.TCP, Bytes.of(port >> 8, port))));
  }

  private static Protocol protocol(Optional<Protocol> known) throws RejectedException {
    require(known.isPresent(), T108_PROTOCOL);
    return known.orElseThrow();
  }

  /// An unsigned LEB128 number below 2^21: no code and no length here is larger.
  private static int uvarint(ByteBuffer input) throws RejectedException {
    int value = 0;
    for (int shift = 0; shift < 21; shift += 7) {
      require(input.hasRemaining(), T107_COMPONENT);
      int next = input.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        require(next != 0 || shift == 0, T107_COMPONENT); // The minimal form has no last zero.
        return value;
      }
    }
    throw new RejectedException(T108_PROTOCOL);
  }

  public Bytes encode() {
    var parts = new ArrayList<Bytes>();
    for (Component component : components) {
      parts.add(uvarint(component.protocol().code()));
      if (component.protocol().value().hasLengthPrefix()) {
        parts.add(uvarint(component.value().length()));
      }
      parts.add(component.value());
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private static Bytes uvarint(int value) {
    return value < 0x80 ? Bytes.of(value) : Bytes.of(value & 0x7f | 0x80, value >> 7);
  }

  /// The peer that the last component names, if it names one with an Ed25519 key.
  public Optional<PeerId> peer() {
    Component last = components.getLast();
    if (last.protocol() != Protocol.P2P || last.value().length() != PeerId.MULTIHASH_BYTES) {
      return Optional.empty();
    }
    return Optional.of(new PeerId(last.value()));
  }

  /// Whether it can be dialled only by asking a resolver first.
  public boolean hasName() {
    return switch (components.getFirst().protocol()) {
      case DNS, DNS4, DNS6, DNSADDR -> true;
      case IP4,
          TCP,
          IP6,
          IP6ZONE,
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
          false;
    };
  }

  /// The TCP or UDP port, where there is one.
  public OptionalInt port() {
    return components.stream()
        .filter(component -> component.protocol().value() == Protocol.Value.PORT)
        .mapToInt(component -> component.value().at(0) << 8 | component.value().at(1))
        .findFirst();
  }

  /// This address with `port` where it leaves the choice to the system (0); else as it is.
  public Multiaddr atPort(int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("a port of 16 bits");
    }
    return new Multiaddr(
        components.stream()
            .map(component ->
                component.protocol().value() == Protocol.Value.PORT && component.value().isZero()
                    ? new Component(component.protocol(), Bytes.of(port >> 8, port))
                    : component)
            .toList());
  }

  /// This address with `peer` as its last component.
  public Multiaddr with(PeerId peer) {
    var longer = new ArrayList<>(withoutPeer().components);
    longer.add(new Component(Protocol.P2P, peer.multihash()));
    return new Multiaddr(longer);
  }

  /// This address without the PeerId at its end, if it has one.
  public Multiaddr withoutPeer() {
    boolean ends = components.size() > 1 && components.getLast().protocol() == Protocol.P2P;
    return ends ? new Multiaddr(components.subList(0, components.size() - 1)) : this;
  }

  /// Its shape, if it is one of those that are dialled. Rules T108, T110, T111 and T112.
  public Dialled dialled() throws RejectedException {
    return DialShape.read(components);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    components.forEach(text::append);
    return text.toString();
  }
}
