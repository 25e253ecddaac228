package dev.pli.core.address;

import dev.pli.crypto.Rule;

/// What is refused in a signed envelope and in the peer record inside it. docs/spec/transport.md
/// §7. Each drops the envelope; the stream that brought it lives.
public enum RecordRule implements Rule {
  /// An envelope over 8 KiB.
  T601_ENVELOPE_SIZE,
  /// A payload of another type than the expected one.
  T602_PAYLOAD_TYPE,
  /// The signature does not hold, in the expected domain.
  T603_SIGNATURE,
  /// Signed by another key than the record's peer.
  T604_SIGNER,
  /// About another device than the one it is accepted for.
  T605_OTHER_DEVICE,
  /// Not newer than the record that is held; the same one again is no fault and changes nothing.
  T606_OLD,
  /// No usable address, or more than 64.
  T607_ADDRESSES,
}
