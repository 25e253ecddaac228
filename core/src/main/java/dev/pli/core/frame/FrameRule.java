package dev.pli.core.frame;

import dev.pli.crypto.Rule;

/// What a frame, or a sequence of frames, must not be. docs/spec/frames.md.
public enum FrameRule implements Rule {
  /// A Protobuf body is malformed: a field twice, two bodies, too deep, a wrong length.
  S002_PROTOBUF,
  /// A sequence number is not the next: lower is acknowledged again, higher closes the link.
  S701_SEQUENCE,
  /// A frame comes from another device or incarnation than the handshake announced.
  S702_DEVICE,
  /// A pli's id is already known from this contact, with another offer.
  S703_PLI_KNOWN,
  /// An ack is above what was sent.
  S704_ACK,
  /// The contact is blocked, or has too many offers unfinished.
  S705_OFFER_LIMIT,
  /// A known statement comes with other signature bytes.
  S706_STATEMENT_TWIN,
  /// A frame was sent more than a day ahead of here: accepted and flagged.
  S707_SENT_AT,
  /// A SYNC is malformed, unordered, or not empty where nothing is compared.
  S708_SYNC,
}
