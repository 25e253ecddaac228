package dev.pli.core.identity;

import dev.pli.crypto.Rule;

/// What a card, a device certificate or a device list must not be. docs/spec/identity.md.
public enum IdentityRule implements Rule {
  /// A card is not 2 090 bytes of version 1.
  S101_CARD_LAYOUT,
  /// A card's signing key is small-order or non-canonical.
  S102_CARD_SIGN_KEY,
  /// A card's Diffie-Hellman key gives the all-zero shared secret.
  S103_CARD_DH_KEY,
  /// A card's P-256 key is not an uncompressed point of the curve.
  S104_CARD_P256_KEY,
  /// A card's day is not a whole UTC day, or more than one day ahead.
  S105_CARD_DAY,
  /// A card is not the one that was pinned, or that the invitation named.
  S106_CARD_OTHER,
  /// A card is the reader's own.
  S107_CARD_OWN,
  /// A certificate is not 189 bytes of version 1.
  S111_CERTIFICATE_LAYOUT,
  /// A certificate belongs to another card.
  S112_CERTIFICATE_OTHER_CARD,
  /// A certificate is not signed by the card's signing key.
  S113_CERTIFICATE_SIGNATURE,
  /// The outer channel ends at another host key.
  S114_CERTIFICATE_HOST_KEY,
  /// The handshake was made with another static key.
  S115_CERTIFICATE_DH_KEY,
  /// The newest device list does not hold the device: it was revoked.
  S116_DEVICE_REVOKED,
  /// A host key is small-order or non-canonical, or a key of the certificate is somebody else's.
  S117_CERTIFICATE_KEYS,
  /// A device list is malformed, not signed by the card, or contradicts the stored one.
  S118_DEVICE_LIST,
  /// A certificate is older than one already seen for this device, or equal in age and different.
  S119_CERTIFICATE_SERIAL,
}
