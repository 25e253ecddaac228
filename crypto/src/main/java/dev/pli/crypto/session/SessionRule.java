package dev.pli.crypto.session;

import dev.pli.crypto.Rule;

/// What a peer must not send inside or towards a session. docs/spec/session.md.
///
/// Broken DH results (S304), ML-KEM keys (S305) and tags (S306) of a handshake are `NoiseRule`'s.
public enum SessionRule implements Rule {
  /// A fixed layout with another length, an unknown version, reserved bits or trailing bytes.
  S001_LAYOUT,
  /// base64url with padding, spare bits or another alphabet.
  S003_BASE64URL,

  S301_HEADER,
  /// A link from a PeerId that no pinned device certificate names.
  S302_UNKNOWN_PEER,
  /// A handshake message of another length than its purpose has.
  S303_MESSAGE_LENGTH,
  /// Payload 1 or the padding of payload 2 or 3 is not zero.
  S307_PADDING,
  /// `pv`, `role` or `flags` wrong, a card against the purpose, or a mark outside a link.
  S308_PAYLOAD,
  /// The sender's FP is not that of card, certificate or contact.
  S309_FINGERPRINT,
  /// A payload or FINISH made for somebody else.
  S310_ADDRESSEE,
  /// The version in use is not the highest common one, or the list is malformed.
  S311_VERSIONS,
  /// The peer's key is our own: our own words came back.
  S312_REFLECTION,
  /// Nothing to bind the outer channel by.
  S313_BINDING,
  S314_DEADLINE,
  /// Too many handshakes.
  S315_RATE,
  /// The first record from R is not FINISH, or the first from I is not CONFIRM.
  S316_FIRST_RECORD,
  /// The other side has no PSK for us.
  S317_NO_PSK,

  /// A record outside 272..16 400 bytes, or not of a Padmé length.
  S401_RECORD_LENGTH,
  /// Forged, dropped, doubled, out of order, of the other direction or of another epoch.
  S402_AEAD,
  /// The body's length does not give this record's, or the padding is not zero.
  S403_RECORD_PADDING,
  /// A type that is unknown, or not allowed now.
  S404_RECORD_TYPE,
  /// The 4 097th record of an epoch in one direction.
  S405_RECORD_COUNT,
  /// A record before FINISH or CONFIRM in its direction of a new epoch, or a second one of these.
  S406_ORDER,

  /// ENVELOPE or BLOB_GET long after the epoch should have been renewed.
  S601_OVERDUE,
  /// EPOCH without a finished handshake, or twice in one direction.
  S602_EPOCH,
  /// A second rekey while one is pending.
  S603_SECOND_REKEY,
  /// FP, certificate or incarnation of a rekey differ from the link's.
  S604_REKEY_IDENTITY,
}
