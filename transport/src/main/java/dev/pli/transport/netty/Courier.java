package dev.pli.transport.netty;

import dev.pli.core.Event;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.Transport;
import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;

/// Carries what happens on one link to the node, in order, and does the waiting for it: a virtual
/// thread of its own. While the node does not take a frame, its bytes are not credited, and so the
/// peer stops sending.
public final class Courier {
  private final LinkId id;
  private final TcpLink link;
  private final Transport.Listener listener;

  private Courier(LinkId id, TcpLink link, Transport.Listener listener) {
    this.id = id;
    this.link = link;
    this.listener = listener;
  }

  /// Tells `opened`, then each frame, then that the link is closed.
  public static void start(
      LinkId id, TcpLink link, Event.LinkOpened opened, Transport.Listener listener) {
    var courier = new Courier(id, link, listener);
    Thread.ofVirtual().name("courier-" + id.value()).start(() -> courier.run(opened));
  }

  private void run(Event.LinkOpened opened) {
    try {
      listener.happened(opened);
      for (Optional<Bytes> frame = link.awaitFrame();
          frame.isPresent();
          frame = link.awaitFrame()) {
        listener.happened(new Event.FrameReceived(id, frame.get()));
      }
      listener.happened(new Event.LinkClosed(id, link.closeReason()));
    } catch (InterruptedException e) {
      link.close("stopped"); // The node takes nothing any more.
    }
  }
}
