package dev.pli.transport.wire;

import dev.pli.crypto.Rule;

/// What no libp2p message may contain. docs/spec/transport.md §1. All reset the stream.
public enum WireRule implements Rule {
  /// A uvarint with a zero as its last byte.
  T001_VARINT_NOT_MINIMAL,
  /// A uvarint longer than 9 bytes.
  T002_VARINT_TOO_LONG,
  /// The stream ends inside a length or a message.
  T003_TRUNCATED,
  /// A length over the protocol's limit; judged before memory is taken.
  T004_MESSAGE_TOO_LONG,
  /// Protobuf with an unknown wire type, field 0, a group, or a field that runs over the end.
  T005_PROTOBUF,
  /// A field that the state needs is absent, or its enum value unknown.
  T006_FIELD,
}
