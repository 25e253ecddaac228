package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.Route;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two hosts over real sockets on the loopback.
@Timeout(60)
class HostTest {
  private TestNode alice;
  private TestNode bob;

  @BeforeEach
  void start() throws Exception {
    alice = new TestNode();
    bob = new TestNode();
    alice.admits(bob.peer());
    bob.admits(alice.peer());
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
  }

  private record Pair(Event.LinkOpened atAlice, Event.LinkOpened atBob) {}

  private Pair connect() throws Exception {
    alice.dials(bob);
    return new Pair(alice.hears(Event.LinkOpened.class), bob.hears(Event.LinkOpened.class));
  }

  @Test
  void bothEndsSeeTheSameLink() throws Exception {
    Pair pair = connect();
    assertEquals(bob.peer(), pair.atAlice.peer());
    assertEquals(alice.peer(), pair.atBob.peer());
    assertEquals(Role.INITIATOR, pair.atAlice.role());
    assertEquals(Role.RESPONDER, pair.atBob.role());
    assertEquals(pair.atAlice.handshakeHash(), pair.atBob.handshakeHash());
    assertEquals(32, pair.atBob.handshakeHash().length());
    assertEquals(Route.LAN, pair.atAlice.route());
    assertEquals(Optional.of(bob.address()), pair.atAlice.address());
  }

  @Test
  void framesArriveWholeAndInOrder() throws Exception {
    Pair pair = connect();
    for (int i = 0; i < 200; i++) {
      alice.host.transmit(pair.atAlice.link(), Bytes.zero(i * 80));
    }
    for (int i = 0; i < 200; i++) {
      assertEquals(i * 80, bob.hears(Event.FrameReceived.class).frame().length());
    }
    bob.host.transmit(pair.atBob.link(), Bytes.ascii("merci"));
    assertEquals(Bytes.ascii("merci"), alice.hears(Event.FrameReceived.class).frame());
  }

  @Test
  void whatWasQueuedLeavesBeforeTheLinkCloses() throws Exception {
    Pair pair = connect();
    alice.host.transmit(pair.atAlice.link(), Bytes.ascii("adieu"));
    alice.host.close(pair.atAlice.link());
    assertEquals(Bytes.ascii("adieu"), bob.hears(Event.FrameReceived.class).frame());
    assertEquals("peer_left", bob.hears(Event.LinkClosed.class).reason());
    assertEquals("closed_here", alice.hears(Event.LinkClosed.class).reason());
  }

  @Test
  void aBlobArrivesWhole() throws Exception {
    Pair pair = connect();
    byte[] blob = new byte[5_000_000];
    new SecureRandom().nextBytes(blob);
    BlobStream out = alice.host.openBlob(pair.atAlice.link());
    var writer =
        Thread.startVirtualThread(() -> {
          try (out) {
            out.write(ByteBuffer.wrap(blob));
            out.finish();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    try (BlobStream in = bob.blob()) {
      assertEquals(ByteBuffer.wrap(blob), readAll(in));
    }
    writer.join();
  }

  @Test
  void aClosedBlobStreamWakesTheOtherEnd() throws Exception {
    Pair pair = connect();
    BlobStream out = alice.host.openBlob(pair.atAlice.link());
    out.write(ByteBuffer.allocate(10));
    BlobStream in = bob.blob();
    out.close();
    assertThrows(IOException.class, () -> readAll(in));
    assertThrows(IOException.class, () -> out.write(ByteBuffer.allocate(1)));
  }

  @Test
  void aClosedLinkWakesWhoeverWaits() throws Exception {
    Pair pair = connect();
    BlobStream out = alice.host.openBlob(pair.atAlice.link());
    out.write(ByteBuffer.allocate(10));
    BlobStream in = bob.blob();
    alice.host.close(pair.atAlice.link());
    assertThrows(IOException.class, () -> readAll(in));
    assertThrows(IOException.class, () -> alice.host.openBlob(pair.atAlice.link()));
  }

  @Test
  void aStrangerIsClosedWithoutALink() throws Exception {
    bob.admits();
    alice.dials(bob);
    assertEquals("closed", refused());
  }

  private String refused() throws Exception {
    // Message C leaves with the first frames, so the dialling side may see a link for a moment.
    Event event = alice.events.poll(20, java.util.concurrent.TimeUnit.SECONDS);
    return switch (event) {
      case Event.DialFailed(_, var reason) -> reason;
      case Event.LinkOpened _ -> alice.hears(Event.LinkClosed.class).reason();
      case null, default -> throw new AssertionError("was " + event);
    };
  }

  @Test
  void aGuestMayOpenASessionAndNoBlob() throws Exception {
    bob.admitsGuests();
    Pair pair = connect();
    alice.host.transmit(pair.atAlice.link(), Bytes.ascii("invitation"));
    bob.hears(Event.FrameReceived.class);
    BlobStream refused = alice.host.openBlob(pair.atAlice.link());
    assertThrows(IOException.class, () -> refused.read(ByteBuffer.allocate(1)));
  }

  @Test
  void aGuestBecomesAContactOnTheSameLink() throws Exception {
    bob.admitsGuests();
    Pair pair = connect();
    bob.admits(alice.peer());
    alice.host.transmit(pair.atAlice.link(), Bytes.ascii("invitation"));
    bob.hears(Event.FrameReceived.class);
    BlobStream out = alice.host.openBlob(pair.atAlice.link());
    out.write(ByteBuffer.allocate(1));
    assertEquals(1, bob.blob().read(ByteBuffer.allocate(1)));
  }

  @Test
  void whoIsNoLongerAdmittedLosesTheLink() throws Exception {
    connect();
    bob.admits();
    assertEquals("not_admitted", bob.hears(Event.LinkClosed.class).reason());
    alice.hears(Event.LinkClosed.class);
  }

  @Test
  void T308_anotherPeerAtTheAddress() throws Exception {
    PeerId nobody =
        PeerId.of(bob.peer().publicKey().slice(0, 31).length() == 31 ? other() : other());
    alice.host.dial(nobody, List.of(bob.address()));
    var failed = alice.hears(Event.DialFailed.class);
    assertEquals(nobody, failed.peer());
    assertEquals("T308_OTHER_PEER", failed.reason());
  }

  private static Bytes other() {
    return dev.pli.crypto.primitive.Ed25519.KeyPair.generate(new SecureRandom()).publicKey();
  }

  @Test
  void aDeadAddressDoesNotHoldBackAGoodOne() throws Exception {
    var dead = dev.pli.core.address.Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
    alice.host.dial(bob.peer(), List.of(dead, bob.address()));
    alice.hears(Event.LinkOpened.class);
  }

  @Test
  void noAddressFailsAtOnce() throws Exception {
    alice.host.dial(bob.peer(), List.of());
    assertEquals("no_address", alice.hears(Event.DialFailed.class).reason());
  }

  @Test
  void dialledFromBothEndsOneLinkStays() throws Exception {
    for (int i = 0; i < 10; i++) {
      alice.dials(bob);
      bob.dials(alice);
      var atAlice = lastLinkOf(alice);
      var atBob = lastLinkOf(bob);
      assertEquals(atAlice.handshakeHash(), atBob.handshakeHash());
      alice.host.transmit(atAlice.link(), Bytes.of(i));
      assertEquals(Bytes.of(i), bob.hears(Event.FrameReceived.class).frame());
      alice.host.close(atAlice.link());
      alice.hears(Event.LinkClosed.class);
      bob.hears(Event.LinkClosed.class);
    }
  }

  /// Waits until as many links are open as were closed, plus one, and nothing moves for a moment.
  private static Event.LinkOpened lastLinkOf(TestNode node) throws Exception {
    var open = new java.util.LinkedHashMap<Object, Event.LinkOpened>();
    while (true) {
      Event event =
          node.events.poll(
              open.size() == 1 ? 400 : 20_000, java.util.concurrent.TimeUnit.MILLISECONDS);
      switch (event) {
        case null -> {
          return open.values().iterator().next();
        }
        case Event.LinkOpened opened -> open.put(opened.link(), opened);
        case Event.LinkClosed(var link, _) -> open.remove(link);
        default -> throw new AssertionError("was " + event);
      }
    }
  }

  @Test
  void pingIsEchoedAndIdentifyTellsTheLeast() throws Exception {
    Pair pair = connect();
    assertTrue(alice.host.ping(pair.atAlice.link(), new SecureRandom()).toNanos() > 0);
    assertTrue(bob.host.ping(pair.atBob.link(), new SecureRandom()).toNanos() > 0);
    var identify = alice.host.identify(pair.atAlice.link());
    assertEquals(bob.peer(), identify.peer());
    assertEquals(List.of(bob.address()), identify.listenAddresses());
    assertEquals(
        List.of(
            "/pli/session/1",
            "/pli/blob/1",
            "/ipfs/id/1.0.0",
            "/ipfs/id/push/1.0.0",
            "/ipfs/ping/1.0.0",
            "/libp2p/dcutr",
            "/libp2p/autonat/2/dial-request",
            "/libp2p/autonat/2/dial-back"),
        identify.protocols());
  }

  @Test
  void streamsInSequenceLeaveNothingBehind() throws Exception {
    Pair pair = connect();
    for (int i = 0; i < 1_000; i++) {
      alice.host.ping(pair.atAlice.link(), new SecureRandom());
    }
  }

  private static ByteBuffer readAll(BlobStream in) throws IOException {
    var all = ByteBuffer.allocate(8 << 20);
    while (in.read(all) >= 0) {
      // Until the end.
    }
    return all.flip();
  }
}
