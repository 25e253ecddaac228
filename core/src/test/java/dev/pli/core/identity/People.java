package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Alice, Bob and Mallory: the same identities and devices in every run of every test.
public final class People {
  public static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
  public static final Instant NOW = Instant.parse("2026-11-22T17:05:00Z");

  public static final Identity ALICE = identity("alice");
  public static final Identity BOB = identity("bob");
  public static final Identity MALLORY = identity("mallory");

  public static final OwnDevice ALICE_DEVICE = OwnDevice.draw(new Random(1));
  public static final OwnDevice BOB_DEVICE = OwnDevice.draw(new Random(2));

  private People() {}

  private static Identity identity(String name) {
    Bytes half = Hash.sha256(Bytes.utf8(name));
    return Identity.derive(Secret.copyOf(Bytes.concat(half, half)), DAY);
  }

  public static DeviceCertificate certificate(Identity identity, OwnDevice device) {
    return DeviceCertificate.issue(identity, device, 0, NOW);
  }

  public static DeviceList list(Identity identity, OwnDevice device) {
    return DeviceList.issue(identity, List.of(device.id()), 0, NOW);
  }
}
