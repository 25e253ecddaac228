package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.multistream.Negotiation;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Strangers with real sockets: they are closed, cost little, and hold back nobody.
@Timeout(120)
class HostileTest {
  private static final int BOGUS = 10_000;
  private static final long MEBIBYTE = 1 << 20;

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

  private InetSocketAddress address() {
    Bytes port = bob.address().components().get(1).value();
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.at(0) << 8 | port.at(1));
  }

  /// A connection from this address of the loopback.
  private Socket connect(String from) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(address());
    return socket;
  }

  @Test
  void T314_whoSaysNothingIsClosedAfterThreeSeconds() throws Exception {
    long started = System.nanoTime();
    try (Socket silent = connect("127.0.0.2")) {
      assertEquals(-1, silent.getInputStream().read());
    }
    var waited = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(waited.toMillis() >= 2_900 && waited.toSeconds() < 6, waited.toString());
  }

  @Test
  void T314_whoSaysOneByteASecondIsClosedAfterTen() throws Exception {
    long started = System.nanoTime();
    try (Socket slow = connect("127.0.0.3")) {
      Bytes opening = Negotiation.opening("/noise");
      OutputStream out = slow.getOutputStream();
      slow.setSoTimeout(1_000);
      int answer = 0;
      for (int i = 0; answer >= 0 && i < opening.length(); i++) {
        out.write(opening.at(i));
        answer = readOrLater(slow);
      }
      assertEquals(-1, answer);
    } catch (IOException closed) {
      // A byte that came after the end.
    }
    var waited = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(waited.toSeconds() >= 9 && waited.toSeconds() < 15, waited.toString());
  }

  private static int readOrLater(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketTimeoutException e) {
      return 0;
    }
  }

  @Test
  void halfOpenedHandshakesHoldBackNobody() throws Exception {
    var half = new ArrayList<Socket>();
    for (int i = 2; i < 60; i++) {
      Socket socket = connect("127.0.1." + i);
      socket.getOutputStream().write(Negotiation.opening("/noise").toArray());
      half.add(socket);
    }
    alice.dials(bob);
    bob.hears(Event.LinkOpened.class);
    for (Socket socket : half) {
      socket.close();
    }
  }

  @Test
  void whoHasSaidNothingYetMakesRoomForWhoComes() throws Exception {
    var silent = new ArrayList<Socket>();
    for (int i = 0; i < 256; i++) {
      silent.add(connect("127.0." + (3 + i / 200) + "." + (2 + i % 200)));
    }
    alice.dials(bob);
    bob.hears(Event.LinkOpened.class);
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void T316_tenThousandBogusConnectionsCostLittleAndAContactIsHeardAllTheTime() throws Exception {
    alice.dials(bob);
    LinkId link = alice.hears(Event.LinkOpened.class).link();
    bob.hears(Event.LinkOpened.class);
    long before = usedBytes();
    long descriptors = descriptors();
    for (int i = 0; i < BOGUS; i++) {
      try (Socket bogus = connect("127.0.0." + (2 + i % 8))) {
        bogus.getOutputStream().write(new byte[] {1, 2, 3, 4});
      } catch (IOException refused) {
        // Closed before it could be written to.
      }
      if (i % 100 == 0) {
        alice.host.transmit(link, Bytes.of(i / 100));
        assertEquals(Bytes.of(i / 100), bob.hears(Event.FrameReceived.class).frame());
      }
    }
    try (var carol = new TestNode()) {
      bob.admits(alice.peer(), carol.peer());
      carol.admits(bob.peer()).dials(bob);
      assertEquals(carol.peer(), bob.hears(Event.LinkOpened.class).peer());
    }
    long grown = usedBytes() - before;
    assertTrue(grown < 20 * MEBIBYTE, "heap grew by " + grown / MEBIBYTE + " MiB");
    assertTrue(descriptors() < descriptors + 300, "descriptors: " + descriptors());
  }

  private static long descriptors() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }

  private static long usedBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void garbageOfAnyLengthIsClosedWithoutAByte() throws Exception {
    var random = new java.util.Random(1);
    for (int i = 0; i < 20; i++) {
      try (Socket bogus = connect("127.0.2." + (2 + i))) {
        var garbage = new byte[1 + random.nextInt(5_000)];
        random.nextBytes(garbage);
        bogus.getOutputStream().write(garbage);
        bogus.shutdownOutput();
        assertEquals(0, bogus.getInputStream().readAllBytes().length);
      } catch (java.net.SocketException reset) {
        // Closed while it was still writing.
      }
    }
  }

  /// A reader that stops: what waits is bounded by window and queue, and other streams go on.
  @Test
  void aReaderThatStopsHoldsUpItsStreamAlone() throws Exception {
    alice.dials(bob);
    var link = alice.hears(Event.LinkOpened.class).link();
    bob.hears(Event.LinkOpened.class);
    BlobStream stuck = alice.host.openBlob(link);
    long before = usedBytes();
    var writer =
        Thread.startVirtualThread(() -> {
          var segment = ByteBuffer.allocate(262_400);
          try {
            while (true) {
              stuck.write(segment.clear());
            }
          } catch (IOException e) {
            // Closed at the end of the test.
          }
        });
    bob.blob();
    for (int i = 0; i < 300; i++) {
      alice.host.ping(link, new SecureRandom());
      alice.host.transmit(link, Bytes.of(i));
      bob.hears(Event.FrameReceived.class);
    }
    long grown = usedBytes() - before;
    assertTrue(grown < 16 * MEBIBYTE, "heap grew by " + grown / MEBIBYTE + " MiB");
    stuck.close();
    writer.join();
  }

  @Test
  void aDeadAddressAndAStrangersAddressDoNotHoldBackTheTrueOne() throws Exception {
    try (var carol = new TestNode()) {
      var addresses =
          List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"), carol.address(), bob.address());
      alice.host.dial(bob.peer(), addresses);
      assertEquals(bob.peer(), alice.hears(Event.LinkOpened.class).peer());
    }
  }
}
