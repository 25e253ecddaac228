package dev.pli.transport.noise;

import dev.pli.crypto.Rule;

/// What closes a link before or while its channel stands; nothing is sent first. T303 and T304 are
/// `NoiseRule` constants of the shared engine. docs/spec/transport.md §4.
public enum ChannelRule implements Rule {
  /// Message A is not exactly 32 bytes.
  T301_MESSAGE_A,
  /// Message B under 96 bytes, C under 64, or either over 4 096.
  T302_MESSAGE_LENGTH,
  /// Payload unreadable, or its key or signature absent.
  T305_PAYLOAD,
  /// The signature is not 64 bytes, or not the host key's over the static key.
  T306_SIGNATURE,
  /// The remote ephemeral or static key is our own.
  T307_REFLECTION,
  /// The host key is not that of the peer dialled.
  T308_OTHER_PEER,
  /// The host key is our own.
  T309_OWN_PEER,
  /// Both sides list muxers, and none in common.
  T310_MUXER,
  /// A data frame shorter than its tag.
  T311_FRAME_LENGTH,
  /// A data frame that does not authenticate.
  T312_FRAME_AEAD,
  /// As many frames as one key may seal.
  T313_COUNTER,
  /// No first byte in 3 seconds, or no proven peer in 10, or in 15 for who dials.
  T314_DEADLINE,
  /// A peer that the gate does not let pass.
  T315_STRANGER,
  /// More unproven links than may wait, in all or from one place.
  T316_ACCEPT_LIMIT,
}
