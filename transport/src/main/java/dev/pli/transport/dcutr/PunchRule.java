package dev.pli.transport.dcutr;

import dev.pli.crypto.Rule;

/// What a peer must not do while a hole is punched. docs/spec/transport.md §9. T805 drops the one
/// address, T808 closes the link that was punched, all others reset the stream.
public enum PunchRule implements Rule {
  /// A stream on a link that is not relayed, or from the side that opened the relayed link.
  T801_OUT_OF_PLACE,
  /// A first message other than CONNECT, a SYNC without CONNECT before it, or a second SYNC.
  T802_ORDER,
  /// A message after the round has ended.
  T803_LATE,
  /// A message over 4 KiB, or of more than 16 addresses.
  T804_SIZE,
  /// An address that is not TCP or QUIC on a public unicast IP.
  T805_ADDRESS,
  /// More than 3 rounds, 1 punch a contact or 4 in all, or a new one too soon.
  T806_TOO_MANY,
  /// More than 5 seconds from CONNECT to CONNECT, or more than 10 to SYNC.
  T807_TOO_SLOW,
  /// The link that was punched proves another peer than the relayed one.
  T808_OTHER_PEER,
}
