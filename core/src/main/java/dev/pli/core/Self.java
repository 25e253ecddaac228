package dev.pli.core;

import dev.pli.core.address.PeerId;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.OwnDevice;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// Who this vault is: the identity with its keys, this device of it, and what the identity has
/// signed for the device.
public record Self(
    Identity identity, OwnDevice device, DeviceCertificate certificate, DeviceList devices) {

  /// A founding device for a new identity.
  public static Self found(Identity identity, RandomGenerator random, Instant now) {
    OwnDevice device = OwnDevice.draw(random);
    return new Self(
        identity,
        device,
        DeviceCertificate.issue(identity, device, 0, now),
        DeviceList.issue(identity, List.of(device.id()), 0, now));
  }

  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  public DeviceId deviceId() {
    return device.id();
  }

  public PeerId peer() {
    return PeerId.of(device.hostKey().publicKey());
  }
}
