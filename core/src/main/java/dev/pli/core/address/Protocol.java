package dev.pli.core.address;

import java.util.Optional;

/// A kind of component of a [Multiaddr]: its name in text, its code in bytes, what its value is.
///
/// Source: multiformats/multiaddr `protocols.csv`. A protocol outside this table drops the address.
public enum Protocol {
  IP4("ip4", 4, Value.IP4),
  TCP("tcp", 6, Value.PORT),
  IP6("ip6", 41, Value.IP6),
  IP6ZONE("ip6zone", 42, Value.NAME),
  DNS("dns", 53, Value.NAME),
  DNS4("dns4", 54, Value.NAME),
  DNS6("dns6", 55, Value.NAME),
  DNSADDR("dnsaddr", 56, Value.NAME),
  UDP("udp", 273, Value.PORT),
  P2P_CIRCUIT("p2p-circuit", 290, Value.NONE),
  P2P("p2p", 421, Value.PEER),
  TLS("tls", 448, Value.NONE),
  SNI("sni", 449, Value.NAME),
  QUIC_V1("quic-v1", 461, Value.NONE),
  CERTHASH("certhash", 466, Value.MULTIBASE),
  WS("ws", 477, Value.NONE),
  WSS("wss", 478, Value.NONE),
  HTTP_PATH("http-path", 481, Value.PATH);

  /// What a component's value is; the number is its length in bytes, or -1 for a length prefix.
  enum Value {
    NONE(0),
    PORT(2),
    IP4(4),
    IP6(16),
    NAME(-1),
    PEER(-1),
    MULTIBASE(-1),
    PATH(-1);

    private final int length;

    Value(int length) {
      this.length = length;
    }

    boolean hasLengthPrefix() {
      return length < 0;
    }

    int length() {
      return length;
    }
  }

  private final String text;
  private final int code;
  private final Value value;

  Protocol(String text, int code, Value value) {
    this.text = text;
    this.code = code;
    this.value = value;
  }

  static Optional<Protocol> ofCode(long code) {
    for (Protocol protocol : values()) {
      if (protocol.code == code) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  static Optional<Protocol> ofText(String text) {
    for (Protocol protocol : values()) {
      if (protocol.text.equals(text)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  /// The name between two slashes.
  public String text() {
    return text;
  }

  int code() {
    return code;
  }

  Value value() {
    return value;
  }
}
