package dev.pli.transport;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.transport.dcutr.Punch;
import dev.pli.transport.netty.Dialogue;
import java.nio.ByteBuffer;

/// A stream of `/libp2p/dcutr` on a link that is direct already: reset as it opens. Rule T801.
record OutOfPlace(Role role) implements Dialogue {
  @Override
  public void opened(Speaker speaker) {
    try {
      Punch.requireInPlace(false, role);
    } catch (RejectedException e) {
      speaker.reset();
    }
  }

  @Override
  public void received(ByteBuffer bytes) {}

  @Override
  public void ended() {}

  @Override
  public void aborted() {}
}
