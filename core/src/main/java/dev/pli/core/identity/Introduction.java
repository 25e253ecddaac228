package dev.pli.core.identity;

import java.util.Optional;

/// What each side of a handshake tells the other about itself. docs/spec/session.md §7.
///
/// The card is present in a pairing alone; `incarnation` is all 64 bits, unsigned.
public record Introduction(
    Optional<Card> card,
    Fingerprint fingerprint,
    DeviceCertificate certificate,
    DeviceList devices,
    Versions versions,
    Limits limits,
    long incarnation) {}
