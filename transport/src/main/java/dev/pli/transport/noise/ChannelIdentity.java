package dev.pli.transport.noise;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.X25519;
import java.util.List;
import java.util.random.RandomGenerator;

/// What this device says in each Noise handshake until it stops: one static key, and the host key's
/// signature over it.
///
/// Fresh at every start and never stored, so the host key signs once and no event loop holds it.
public record ChannelIdentity(PeerId peer, X25519.KeyPair staticKey, Bytes payload) {
  static final String YAMUX = "/yamux/1.0.0";

  public static ChannelIdentity create(Ed25519.KeyPair hostKey, RandomGenerator random) {
    var staticKey = X25519.KeyPair.generate(random);
    var payload = NoisePayload.sign(hostKey, staticKey.publicKey(), List.of(YAMUX));
    return new ChannelIdentity(PeerId.of(hostKey.publicKey()), staticKey, payload.encode());
  }
}
