package dev.pli.transport.mdns;

import dev.pli.crypto.Rule;

/// What is dropped of what the local network says. docs/spec/transport.md §11.
public enum LanRule implements Rule {
  /// Malformed, over 9 000 bytes or 32 records, or a name that points forward or in a circle.
  T951_MESSAGE,
  /// Sent from an address outside the link's prefixes.
  T952_SOURCE,
  /// A text without `dnsaddr=` or final PeerId, or our own announcement.
  T953_TEXT,
  /// An address outside the own prefixes.
  T954_ADDRESS,
  /// The tables are full, or a goodbye for a name that was not heard before.
  T955_TABLE,
  /// A PeerId of nobody known: nothing is dialled, nothing kept.
  T956_STRANGER,
}
