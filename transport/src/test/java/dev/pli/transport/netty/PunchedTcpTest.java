package dev.pli.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.address.PeerId;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.AcceptLimits;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.noise.ChannelIdentity;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two edges on the loopback, where no packet is lost: whichever of two dials comes first, the link
/// that comes up has the roles of the relayed one.
@Timeout(60)
class PunchedTcpTest {
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

  private final Node a = new Node();
  private final Node b = new Node();

  private static final class Node implements Owner, TcpEdge.Result {
    final ChannelIdentity identity =
        ChannelIdentity.create(Ed25519.KeyPair.generate(new SecureRandom()), new SecureRandom());
    final Loop loop = new Loop();
    final TcpEdge edge =
        new TcpEdge(loop, this, identity, new SecureRandom(), new AcceptLimits(loop.nanos()));
    final BlockingQueue<TcpLink> accepted = new LinkedBlockingQueue<>();
    final BlockingQueue<TcpLink> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<String> failed = new LinkedBlockingQueue<>();
    final InetSocketAddress address;

    Node() {
      try {
        address = edge.listen(ANY_PORT);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void punches(Node other, Role role) {
      punches(other, other.identity.peer(), role);
    }

    void punches(Node other, PeerId peer, Role role) {
      var begun = new CompletableFuture<TcpEdge.Attempt>();
      loop.execute(() -> begun.complete(edge.punch(List.of(other.address), peer, role, this)));
      begun.join();
    }

    void expects(Node other) {
      var begun = new CompletableFuture<TcpEdge.Attempt>();
      loop.execute(
          () -> begun.complete(edge.expect(List.of(other.address), other.identity.peer(), this)));
      begun.join();
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
      T next = queue.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    }

    @Override
    public Optional<PeerClass> admit(PeerId peer) {
      return Optional.of(PeerClass.CONTACT);
    }

    @Override
    public Identify introduction(TcpLink link) {
      return new Identify(
          identity.peer(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void accepted(TcpLink link) {
      accepted.add(link);
    }

    @Override
    public void closed(TcpLink link) {}

    @Override
    public void pushed(TcpLink link, Identify identify) {}

    @Override
    public void sessionOpened(TcpLink link) {}

    @Override
    public Dialogue dialogue(TcpLink link, StreamProtocol protocol) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void blobOpened(TcpLink link, BlobStream stream) {}

    @Override
    public void opened(TcpLink link) {
      opened.add(link);
    }

    @Override
    public void failed(String reason) {
      failed.add(reason);
    }

    void close() {
      loop.execute(edge::deafen);
      loop.close();
    }
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  private static void assertLinked(TcpLink atA, TcpLink atB) {
    assertEquals(Role.INITIATOR, atA.role());
    assertEquals(Role.RESPONDER, atB.role());
    assertEquals(atA.handshakeHash(), atB.handshakeHash());
  }

  @Test
  void theDialOfAComesFirst() throws Exception {
    a.punches(b, Role.INITIATOR);
    assertLinked(Node.next(a.opened), Node.next(b.accepted));
  }

  @Test
  void theDialOfBComesFirst() throws Exception {
    a.expects(b);
    b.punches(a, Role.RESPONDER);
    assertLinked(Node.next(a.opened), Node.next(b.opened));
  }

  @Test
  void aDialFromTheListeningPortIsSeenThere() throws Exception {
    a.edge.connect(b.address, b.identity.peer(), TcpEdge.From.LISTENING_PORT, a);
    assertEquals(a.address, Node.next(b.accepted).remote());
    a.edge.connect(b.address, b.identity.peer(), TcpEdge.From.ANY_PORT, a);
    assertNotEquals(a.address, Node.next(b.accepted).remote());
  }

  @Test
  void aPairOfPortsThatIsInUseMovesTheDial() throws Exception {
    a.edge.connect(b.address, b.identity.peer(), TcpEdge.From.LISTENING_PORT, a);
    Node.next(b.accepted);
    a.edge.connect(b.address, b.identity.peer(), TcpEdge.From.LISTENING_PORT, a);
    assertNotEquals(a.address, Node.next(b.accepted).remote());
    assertEquals(0, a.failed.size());
  }

  @Test
  void aPunchDoesNotMove() throws Exception {
    a.edge.connect(b.address, b.identity.peer(), TcpEdge.From.LISTENING_PORT, a);
    Node.next(b.accepted);
    a.punches(b, Role.INITIATOR);
    assertEquals("unreachable", Node.next(a.failed));
  }

  @Test
  void T808_anotherPeerAnswersTheDialOfB() throws Exception {
    var someone = PeerId.of(Ed25519.KeyPair.generate(new SecureRandom()).publicKey());
    a.expects(b);
    b.punches(a, someone, Role.RESPONDER);
    assertEquals("T808_OTHER_PEER", Node.next(b.failed));
  }

  @Test
  void thePortIsSharedWithOwnDialsAndWithNoOtherNode() throws Exception {
    assertThrows(BindException.class, () -> b.edge.listen(a.address));
    try (var stranger = SocketChannel.open()) {
      stranger.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      assertThrows(BindException.class, () -> stranger.bind(a.address));
    }
  }
}
