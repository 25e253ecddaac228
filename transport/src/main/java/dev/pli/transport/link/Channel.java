package dev.pli.transport.link;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.noise.FrameOpener;
import dev.pli.transport.noise.FrameSealer;

/// A secure channel to a proven peer, with Yamux agreed.
///
/// @param handshakeHash the 32 bytes that a session binds itself to
/// @param first plaintext that came in the same frame as the agreement, before the opener's next
public record Channel(
    Role role,
    PeerId peer,
    Bytes handshakeHash,
    FrameSealer sealer,
    FrameOpener opener,
    Bytes first) {
  Channel(Role role, PeerId peer, Bytes handshakeHash, FrameSealer sealer, FrameOpener opener) {
    this(role, peer, handshakeHash, sealer, opener, Bytes.EMPTY);
  }

  Channel startingWith(Bytes plaintext) {
    return new Channel(role, peer, handshakeHash, sealer, opener, plaintext);
  }

  void wipe() {
    sealer.wipe();
    opener.wipe();
  }
}
