package dev.pli.transport.record;

import dev.pli.crypto.primitive.Bytes;

/// What an envelope's signature is about: its domain, which is signed and not sent, and the type of
/// its payload.
///
/// **Trap**: RFC 0003 writes `libp2p-routing-state`, which nobody sends; the type is two raw bytes
/// and no uvarint, whatever jvm-libp2p writes. docs/spec/transport.md §7.
public enum EnvelopeKind {
  PEER_RECORD("libp2p-peer-record", Bytes.of(0x03, 0x01)),
  RELAY_VOUCHER("libp2p-relay-rsvp", Bytes.of(0x03, 0x02));

  private final Bytes domain;
  private final Bytes payloadType;

  EnvelopeKind(String domain, Bytes payloadType) {
    this.domain = Bytes.ascii(domain);
    this.payloadType = payloadType;
  }

  Bytes domain() {
    return domain;
  }

  Bytes payloadType() {
    return payloadType;
  }
}
