package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.core.node.BlobStream;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import java.util.Optional;

/// Who decides about links, and hears of them. On the event loop; never waits.
public interface Owner {
  /// As what a proven peer may pass, if at all.
  Optional<PeerClass> admit(PeerId peer);

  /// What this device says of itself on one link, now.
  Identify introduction(TcpLink link);

  /// A link that a peer dialled is up.
  void accepted(TcpLink link);

  /// The peer has said of itself what has changed.
  void pushed(TcpLink link, Identify identify);

  /// A link is gone.
  void closed(TcpLink link);

  /// The peer has opened the session stream of a link that it dialled.
  void sessionOpened(TcpLink link);

  /// The peer has opened a stream for a small protocol: who speaks it.
  Dialogue dialogue(TcpLink link, StreamProtocol protocol);

  /// The peer has opened a stream for a blob.
  void blobOpened(TcpLink link, BlobStream stream);
}
