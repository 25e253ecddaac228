package dev.pli.core.address;

import dev.pli.crypto.Rule;

/// What is refused in a host key, a PeerId or an address. docs/spec/transport.md §2.
///
/// T101 to T103 close the link, T115 resets the stream; all others drop the one address.
public enum AddressRule implements Rule {
  /// The host key is not an Ed25519 key.
  T101_KEY_TYPE,
  /// An Ed25519 key of another length than 32 bytes, of small order, or not canonical.
  T102_KEY_POINT,
  /// The public-key Protobuf is not the one 36-byte form.
  T103_KEY_FORM,
  /// A multihash that is neither identity nor SHA-256, or whose length is wrong.
  T104_PEER_ID,
  /// PeerId text: a character outside the alphabet, over 64 of them, or a CID of another codec.
  T105_PEER_ID_TEXT,
  /// Over 512 bytes or 32 components.
  T106_ADDRESS_SIZE,
  /// A component is truncated, of the wrong length, or no UTF-8.
  T107_COMPONENT,
  /// A protocol code or name that is not in the table.
  T108_PROTOCOL,
  /// Text that does not re-encode to itself, or a port over 65 535.
  T109_ADDRESS_TEXT,
  /// Two final PeerIds that differ, or the PeerId of another peer than the expected one.
  T110_PEER_MISMATCH,
  /// A circuit inside a circuit, or a circuit without its relay's PeerId.
  T111_CIRCUIT,
  /// An unspecified, multicast or broadcast address, or port 0.
  T112_NOT_UNICAST,
  /// A loopback or link-local address learned over a link of another sort, or a private address
  /// outside the own prefixes.
  T113_OUT_OF_PLACE,
  /// A name that resolves to a refused address.
  T114_NAME,
  /// More than 64 addresses in one message.
  T115_TOO_MANY,
}
