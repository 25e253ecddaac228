package dev.pli.core.node;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A network on which nobody is.
class NoLinks implements Transport {
  @Override
  public void start(List<Multiaddr> listen, Listener listener) {}

  @Override
  public List<Multiaddr> addresses() {
    return List.of();
  }

  @Override
  public void admit(Gate gate) {}

  @Override
  public void dial(PeerId peer, List<Multiaddr> addresses) {}

  @Override
  public void askAddresses(LinkId link) {}

  @Override
  public void announce(long seq, List<Multiaddr> addresses) {}

  @Override
  public void transmit(LinkId link, Bytes frame) {}

  @Override
  public void close(LinkId link) {}

  @Override
  public void abort(LinkId link) {}

  @Override
  public BlobStream openBlob(LinkId link) throws IOException {
    throw new IOException("nobody");
  }

  @Override
  public void lan(boolean on) {}

  @Override
  public void lookOut(boolean closely) {}

  @Override
  public Optional<Bytes> network() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
