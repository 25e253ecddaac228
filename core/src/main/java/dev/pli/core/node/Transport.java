package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The network as the node sees it: links to peers whose host key is proven, one stream of session
/// frames on each, and streams for blobs.
///
/// Thread-safe. Nothing here waits for a peer but the calls of a [BlobStream]; what happens is told
/// to the [Listener], from threads that may wait.
public interface Transport extends AutoCloseable {

  /// Binds and begins to accept, after the first [#admit]. Port 0 lets the system choose.
  void start(List<Multiaddr> listen, Listener listener) throws IOException;

  /// Addresses that a peer could dial, with real ports, loopback last.
  List<Multiaddr> addresses();

  /// Replaces the list of peers that may pass. Links of peers no longer on it are closed.
  void admit(Gate gate);

  /// `guests`: an invitation is open, so an unknown peer may open a session stream and nothing
  /// else.
  record Gate(Set<PeerId> contacts, boolean guests) {
    public Gate {
      contacts = Set.copyOf(contacts);
    }
  }

  /// Tries these addresses, best first, until a link to `peer` is up; else tells
  /// [Event.DialFailed]. A dial under way or a live link makes this do nothing.
  void dial(PeerId peer, List<Multiaddr> addresses);

  /// Asks the peer of a live link where it can be dialled; [Event.PeerFound] tells, if it answers.
  void askAddresses(LinkId link);

  /// Signs records of these own addresses, with numbers from `seq` on, and tells them to contacts:
  /// to each what it can use on its link. Returns at once.
  void announce(long seq, List<Multiaddr> addresses);

  /// Queues one frame of the session stream and returns at once. A link whose queue is full, or
  /// that is gone, is closed; [Event.LinkClosed] tells.
  void transmit(LinkId link, Bytes frame);

  /// Closes the link once what was queued has left, or after one second.
  void close(LinkId link);

  /// The same, behind one byte 0x00 that is no frame.
  void abort(LinkId link);

  /// Opens a stream for one blob on a live link.
  BlobStream openBlob(LinkId link) throws IOException;

  /// Speaks and listens on the local network's mDNS, or falls silent.
  void lan(boolean on);

  /// Looks more often at the networks this machine is on, or as seldom as at first: somebody waits
  /// for a contact that is not reached.
  void lookOut(boolean closely);

  /// Something that tells the network this machine is on from others, before any key; absent where
  /// none is recognised.
  Optional<Bytes> network();

  @Override
  void close();

  /// Hears what happens on the network.
  interface Listener {
    /// One of [Event.LinkOpened], [Event.FrameReceived], [Event.LinkClosed], [Event.DialFailed],
    /// [Event.PeerFound], [Event.RecordReceived], [Event.AddressesChanged]. May wait, and so holds
    /// back that link's reader.
    void happened(Event event) throws InterruptedException;

    /// A peer has opened a blob stream; it is closed unless somebody was waiting for its tag.
    void blobOpened(LinkId link, BlobStream stream);
  }
}
