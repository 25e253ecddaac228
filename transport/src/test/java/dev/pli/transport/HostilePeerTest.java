package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.FrameOpener;
import dev.pli.transport.noise.FrameSealer;
import dev.pli.transport.noise.SecureChannel;
import dev.pli.transport.wire.FramePool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A peer that speaks libp2p by hand over a real socket with a node that listens: whatever is wrong
/// ends the connection without a byte, all failures look the same, and the node goes on.
/// docs/spec/transport.md §4, §19.
@Timeout(120)
class HostilePeerTest {
  private static final Bytes NOISE = Negotiation.opening("/noise");
  private static final int A_BYTES = 34;
  private static final int B_BYTES = 218;
  private static final int C_BYTES = 186;
  private static final UnaryOperator<Bytes> AS_IT_IS = message -> message;

  private final Random random = new Random(1);
  private final Ed25519.KeyPair key = Ed25519.KeyPair.generate(random);
  private final ChannelIdentity identity = ChannelIdentity.create(key, random);
  private TestNode node;
  private int places;

  @BeforeEach
  void listen() throws Exception {
    node = new TestNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void admitted() {
    node.admits(PeerId.of(key.publicKey()));
  }

  /// From another address of the loopback each time: no place has its fill.
  private Socket connect() throws IOException {
    Bytes port = node.address().components().get(1).value();
    var socket = new Socket();
    places++;
    socket.bind(
        new InetSocketAddress("127.0." + (20 + places / 200) + "." + (2 + places % 200), 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port.at(0) << 8 | port.at(1)));
    return socket;
  }

  /// A handshake whose messages are changed on their way; `then` goes out in the same flight as the
  /// last. Returns what the node says after its own message, up to its end.
  private Bytes said(UnaryOperator<Bytes> a, UnaryOperator<Bytes> c, Bytes then)
      throws IOException, RejectedException {
    try (Socket socket = connect()) {
      SecureChannel channel = SecureChannel.initiate(identity, node.peer(), random);
      write(socket, Bytes.concat(NOISE, a.apply(channel.opening())));
      Bytes answered = read(socket, NOISE.length() + B_BYTES);
      if (answered.length() <= NOISE.length()) {
        return Bytes.EMPTY; // It has refused the first message.
      }
      write(socket, last(channel, answered.slice(NOISE.length(), answered.length()), c, then));
      socket.shutdownOutput();
      return Bytes.copyOf(socket.getInputStream().readAllBytes());
    } catch (SocketException reset) {
      return Bytes.EMPTY;
    }
  }

  /// The last flight; zeros where the node's message, which follows from ours, cannot be read.
  private static Bytes last(
      SecureChannel channel, Bytes answered, UnaryOperator<Bytes> c, Bytes then)
      throws RejectedException {
    SecureChannel.Progress proven;
    try {
      proven = channel.feed(answered.buffer());
    } catch (RejectedException e) {
      return Bytes.concat(Bytes.of(0, C_BYTES - 2), Bytes.zero(C_BYTES - 2));
    }
    return Bytes.concat(c.apply(proven.output()), sealed(proven, then));
  }

  private static Bytes sealed(SecureChannel.Progress proven, Bytes frames)
      throws RejectedException {
    var out = ByteBuffer.allocate(frames.length() + FrameSealer.OVERHEAD_BYTES);
    proven.established().orElseThrow().sealer().seal(ByteBuffer.wrap(frames.toArray()), out);
    return frames.isEmpty() ? Bytes.EMPTY : Bytes.copyOf(out.flip());
  }

  private static void write(Socket socket, Bytes bytes) throws IOException {
    socket.getOutputStream().write(bytes.toArray());
  }

  /// So many bytes, or what came before the end; an unanswered message is ended from here.
  private static Bytes read(Socket socket, int length) throws IOException {
    byte[] head = socket.getInputStream().readNBytes(NOISE.length());
    if (head.length < NOISE.length()) {
      return Bytes.copyOf(head);
    }
    byte[] rest = socket.getInputStream().readNBytes(length - NOISE.length());
    return Bytes.concat(Bytes.copyOf(head), Bytes.copyOf(rest));
  }

  private static UnaryOperator<Bytes> flipping(int at) {
    return message -> {
      byte[] bytes = message.toArray();
      bytes[at] ^= 1;
      return Bytes.copyOf(bytes);
    };
  }

  /// A Yamux stream with a proposal of the session in it.
  private static Bytes stream() {
    Bytes opening = Negotiation.opening("/pli/session/1");
    return Bytes.concat(
        Bytes.hex("000000010000000100000000").slice(0, 8), Bytes.u32(opening.length()), opening);
  }

  private void assertServes() throws Exception {
    assertTrue(said(AS_IT_IS, AS_IT_IS, stream()).length() > 0);
    assertEquals(PeerId.of(key.publicKey()), node.hears(Event.LinkOpened.class).peer());
    node.hears(Event.LinkClosed.class);
  }

  @Test
  void everyFlippedByteOfTheFirstMessageEndsWithoutAByte() throws Exception {
    admitted();
    for (int at = 0; at < A_BYTES; at++) {
      assertEquals(Bytes.EMPTY, said(flipping(at), AS_IT_IS, Bytes.EMPTY), "byte " + at);
    }
    assertTrue(node.events.isEmpty());
    assertServes();
  }

  @Test
  void everyFlippedByteOfTheLastMessageEndsWithoutAByte() throws Exception {
    admitted();
    for (int at = 0; at < C_BYTES; at++) {
      assertEquals(Bytes.EMPTY, said(AS_IT_IS, flipping(at), stream()), "byte " + at);
    }
    assertTrue(node.events.isEmpty());
    assertServes();
  }

  @Test
  void T315_aStrangerGetsNoByteWhateverFollowsInTheSameFlight() throws Exception {
    assertEquals(Bytes.EMPTY, said(AS_IT_IS, AS_IT_IS, stream()));
    assertEquals(Bytes.EMPTY, said(AS_IT_IS, flipping(C_BYTES - 1), stream()));
    assertTrue(node.events.isEmpty());
    admitted();
    assertServes();
  }

  @Test
  void T315_aGuestWhoSaysNothingIsLetGoByTheClock() throws Exception {
    node.admitsGuests();
    try (Socket socket = connect()) {
      SecureChannel channel = SecureChannel.initiate(identity, node.peer(), random);
      write(socket, Bytes.concat(NOISE, channel.opening()));
      Bytes answered = read(socket, NOISE.length() + B_BYTES);
      write(
          socket,
          channel.feed(answered.slice(NOISE.length(), answered.length()).buffer()).output());
      socket.getInputStream().readAllBytes(); // Up to the end, which only the clock brings.
    }
    node.hears(Event.LinkOpened.class);
    assertEquals("T315_STRANGER", node.hears(Event.LinkClosed.class).reason());
  }

  @Test
  void aSessionThatIsAbortedEndsWithOneByte() throws Exception {
    admitted();
    try (Socket socket = connect()) {
      SecureChannel channel = SecureChannel.initiate(identity, node.peer(), random);
      write(socket, Bytes.concat(NOISE, channel.opening()));
      Bytes answered = read(socket, NOISE.length() + B_BYTES);
      var proven = channel.feed(answered.slice(NOISE.length(), answered.length()).buffer());
      write(socket, Bytes.concat(proven.output(), sealed(proven, stream())));
      var frames = new Frames(socket, proven.established().orElseThrow());
      frames.awaits(Bytes.ascii("/pli/session/1\n").hex());
      node.host.abort(node.hears(Event.LinkOpened.class).link());
      frames.awaits("00000000" + "00000001" + "00000001" + "00");
      assertEquals("aborted_here", node.hears(Event.LinkClosed.class).reason());
    }
  }

  /// What the node says on a proven link.
  private static final class Frames {
    private final Socket socket;
    private final FrameOpener opener;
    private String hex = "";

    Frames(Socket socket, SecureChannel.Established proven) {
      this.socket = socket;
      this.opener = proven.opener(new FramePool());
    }

    /// Reads on until these bytes have come, in one frame or several.
    void awaits(String expected) throws Exception {
      var bytes = new byte[4_096];
      while (!hex.contains(expected)) {
        int length = socket.getInputStream().read(bytes);
        assertTrue(length > 0, "ended with " + hex);
        ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
        for (var frame = opener.next(input); frame.isPresent(); frame = opener.next(input)) {
          hex += Bytes.copyOf(frame.get().buffer()).hex();
        }
      }
    }
  }
}
