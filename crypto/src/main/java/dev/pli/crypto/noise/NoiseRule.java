package dev.pli.crypto.noise;

import dev.pli.crypto.Rule;

/// Why a handshake message is refused. They bear no number, since two protocols use this engine:
/// docs/spec/session.md and docs/spec/transport.md say which of theirs each is.
public enum NoiseRule implements Rule {
  /// Too short for what the pattern puts into it, or longer than a Noise message may be.
  LENGTH,
  /// A DH result is all zero: the peer's key has a small order. S304, T303.
  ZERO_SHARED_SECRET,
  /// The ML-KEM key holds a coefficient of 3329 or more. S305.
  KEM_KEY,
  /// A key or payload does not authenticate. S306, T304.
  AEAD,
}
