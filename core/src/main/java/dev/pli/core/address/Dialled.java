package dev.pli.core.address;

import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;

/// An address in one of the shapes that are dialled: a host and port, directly or behind a relay.
///
/// @param relay the peer at `host` that carries to the target, if this is a circuit
/// @param target the peer expected, if the address names one
public record Dialled(
    Host host, int port, Carrier carrier, Optional<PeerId> relay, Optional<PeerId> target) {

  /// What carries the bytes.
  public enum Carrier {
    TCP,
    QUIC
  }

  /// Where the first packet goes.
  public sealed interface Host {
    /// The 4 or 16 bytes of an IP address; `zone` names the interface of a link-local one.
    record Ip(Bytes address, AddressSort sort, Optional<String> zone) implements Host {}

    /// A name to resolve, to the versions of IP that `family` asks for.
    record Name(String name, Protocol family) implements Host {}
  }
}
