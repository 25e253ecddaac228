package dev.pli.transport;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.BlobStream;
import dev.pli.core.node.Transport;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Ed25519;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A host on the loopback with somebody who hears what happens, one event after the other.
final class TestNode implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  final Host host = new Host(Ed25519.KeyPair.generate(new SecureRandom()), new SecureRandom());
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final BlockingQueue<BlobStream> blobs = new LinkedBlockingQueue<>();

  /// Listens on the loopback, on a port that the system chooses.
  TestNode() throws IOException, RejectedException {
    this("/ip4/127.0.0.1/tcp/0");
  }

  TestNode(String listen) throws IOException, RejectedException {
    host.start(
        List.of(Multiaddr.parse(listen)),
        new Transport.Listener() {
          @Override
          public void happened(Event event) {
            events.add(event);
          }

          @Override
          public void blobOpened(LinkId link, BlobStream stream) {
            blobs.add(stream);
          }
        });
  }

  PeerId peer() {
    return host.peer();
  }

  Multiaddr address() {
    return host.addresses().getFirst();
  }

  TestNode admits(PeerId... peers) {
    host.admit(new Transport.Gate(Set.of(peers), false));
    return this;
  }

  TestNode admitsGuests() {
    host.admit(new Transport.Gate(Set.of(), true));
    return this;
  }

  void dials(TestNode other) {
    host.dial(other.peer(), List.of(other.address()));
  }

  /// The next event, which must be of this kind.
  <E extends Event> E hears(Class<E> kind) throws InterruptedException {
    Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!kind.isInstance(event)) {
      throw new AssertionError("expected " + kind.getSimpleName() + ", was " + event);
    }
    return kind.cast(event);
  }

  /// Asks the peer of a link what it says of itself, as a node does at each meeting.
  void askedBy(Event.LinkOpened link) {
    host.askAddresses(link.link());
  }

  BlobStream blob() throws InterruptedException {
    BlobStream stream = blobs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("expected a blob stream");
    }
    return stream;
  }

  @Override
  public void close() {
    host.close();
  }
}
