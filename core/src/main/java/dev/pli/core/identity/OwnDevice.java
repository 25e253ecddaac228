package dev.pli.core.identity;

import dev.pli.crypto.primitive.Ed25519;
import java.util.random.RandomGenerator;

/// This device: its random name and its host key pair, which is not derived from the identity and
/// never signs content.
///
/// A restored vault keeps the host key and draws a new name. docs/spec/identity.md §3.
public record OwnDevice(DeviceId id, Ed25519.KeyPair hostKey) {
  public static OwnDevice draw(RandomGenerator random) {
    return new OwnDevice(DeviceId.random(random), Ed25519.KeyPair.generate(random));
  }

  public OwnDevice renamed(RandomGenerator random) {
    return new OwnDevice(DeviceId.random(random), hostKey);
  }
}
