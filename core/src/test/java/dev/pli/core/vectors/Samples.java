package dev.pli.core.vectors;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.Invitation;
import dev.pli.core.identity.People;
import dev.pli.crypto.RejectedException;
import java.util.List;
import java.util.Random;

/// Values that vectors and fuzz targets share.
final class Samples {
  static final Invitation INVITATION =
      Invitation.issue(
          People.ALICE.fingerprint(),
          PeerId.of(People.ALICE_DEVICE.hostKey().publicKey()),
          List.of(address("/ip4/192.0.2.7/tcp/41873"), address("/dns4/a.example/tcp/4001")),
          People.NOW.plus(Invitation.DEFAULT_VALIDITY),
          new Random(1));

  private Samples() {}

  static Multiaddr address(String text) {
    try {
      return Multiaddr.parse(text);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }
}
