package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// js-libp2p as the other end: TCP, Noise, Yamux, identify and ping, both ways.
@Tag("interop")
@Timeout(120)
class JsInteropTest {
  private JsPeer js;
  private TestNode java;

  @BeforeEach
  void start() throws Exception {
    js = new JsPeer();
    java = new TestNode().admits(js.peer());
  }

  @AfterEach
  void stop() throws Exception {
    java.close();
    js.close();
  }

  private Event.LinkOpened jsDials() throws Exception {
    var answer = js.ask("dial", "address", java.address().with(java.peer()));
    assertEquals(java.peer().text(), answer.get("peer"));
    assertEquals("/yamux/1.0.0", answer.get("muxer"));
    assertEquals("/noise", answer.get("encryption"));
    return java.hears(Event.LinkOpened.class);
  }

  private Event.LinkOpened javaDials() throws Exception {
    java.host.dial(js.peer(), List.of(js.address()));
    return java.hears(Event.LinkOpened.class);
  }

  @Test
  void jsDialsPingsAndIdentifies() throws Exception {
    jsDials();
    assertEquals("3", js.ask("ping", "times", 3).get("times"));
    var identify = js.ask("identify");
    assertEquals(8, identify.get("protocols").split(" ").length);
    assertEquals(java.address().toString(), identify.get("listenAddrs"));
    assertTrue(identify.get("observedAddr").startsWith("/ip4/127.0.0.1/tcp/"));
  }

  @Test
  void javaDialsPingsAndIdentifies() throws Exception {
    var link = javaDials().link();
    assertTrue(java.host.ping(link, new SecureRandom()).compareTo(Duration.ofSeconds(5)) < 0);
    var identify = java.host.identify(link);
    assertEquals(js.peer(), identify.peer());
    assertTrue(identify.protocols().contains("/ipfs/ping/1.0.0"));
  }

  /// js refuses a record whose signature, domain or number is not right.
  @Test
  void jsReadsTheRecordOfJavaAndTheNextOne() throws Exception {
    java.host.announce(7, List.of(java.address()));
    java.askedBy(jsDials());
    var first = js.ask("heard", "seq", 9); // The edition for a link of the loopback.
    assertEquals(java.address().toString(), first.get("record"));
    Multiaddr other = Multiaddr.parse("/ip4/127.0.0.1/tcp/9");
    java.host.announce(17, List.of(java.address(), other));
    var second = js.ask("heard", "seq", 19);
    assertEquals(java.address() + " " + other, second.get("record"));
  }

  @Test
  void javaReadsTheRecordOfJsAndTheNextOne() throws Exception {
    var link = javaDials().link();
    java.host.askAddresses(link);
    var first = java.hears(Event.RecordReceived.class).record();
    assertEquals(js.peer(), first.peer());
    assertEquals(List.of(js.address().withoutPeer()), first.addresses());
    js.ask("serve", "protocol", "/new/1");
    var second = java.hears(Event.RecordReceived.class).record();
    second.requireNewerThan(first);
    assertEquals(first.addresses(), second.addresses());
  }

  @Test
  void sessionFramesPassBothWays() throws Exception {
    var link = javaDials().link();
    java.host.transmit(link, Bytes.ascii("bonjour"));
    assertEquals(Bytes.ascii("bonjour"), java.hears(Event.FrameReceived.class).frame());
  }

  @Test
  void jsOpensTheSession() throws Exception {
    var link = jsDials().link();
    js.send("session", "text", "bonjour");
    assertEquals(Bytes.ascii("bonjour"), java.hears(Event.FrameReceived.class).frame());
    java.host.transmit(link, Bytes.ascii("merci"));
    assertEquals("merci", js.answer().get("answer"));
  }

  @Test
  void aThousandStreamsInSequenceEachWay() throws Exception {
    var link = jsDials().link();
    js.ask("ping", "times", 1_000);
    for (int i = 0; i < 1_000; i++) {
      java.host.ping(link, new SecureRandom());
    }
    assertEquals("1", js.ask("connections").get("open"));
  }

  @Test
  void jsHalfClosesAndJavaAnswersAfterwards() throws Exception {
    jsDials();
    js.send("blob", "bytes", 3_000_000);
    BlobStream stream = java.blob();
    assertEquals(3_000_000, drain(stream));
    stream.write(ByteBuffer.allocate(700_000));
    stream.finish();
    assertEquals("700000", js.answer().get("answer"));
  }

  @Test
  void javaHalfClosesAndJsAnswersAfterwards() throws Exception {
    BlobStream stream = java.host.openBlob(javaDials().link());
    assertEquals(5_000_000, countedByJs(stream, 5_000_000));
  }

  @Test
  void javaWaitsForASlowReader() throws Exception {
    js.ask("mode", "mode", "slow");
    BlobStream stream = java.host.openBlob(javaDials().link());
    assertEquals(8_000_000, countedByJs(stream, 8_000_000));
  }

  /// What js says that it has read, once our direction has ended.
  private static long countedByJs(BlobStream stream, int bytes) throws IOException {
    stream.write(ByteBuffer.allocate(bytes));
    stream.finish();
    var answer = ByteBuffer.allocate(8);
    while (answer.hasRemaining() && stream.read(answer) >= 0) {
      // Until the whole number is there.
    }
    return answer.getLong(0);
  }

  @Test
  void jsWaitsForASlowReader() throws Exception {
    jsDials();
    js.send("blob", "bytes", 8_000_000);
    BlobStream stream = java.blob();
    var little = ByteBuffer.allocate(1_000);
    int sum = 0;
    for (int read = stream.read(little.clear()); read >= 0; read = stream.read(little.clear())) {
      sum += read;
    }
    stream.finish();
    assertEquals(8_000_000, sum);
    assertEquals("0", js.answer().get("answer"));
  }

  @Test
  void jsResetsInMidStream() throws Exception {
    js.ask("mode", "mode", "reset");
    var link = javaDials().link();
    BlobStream stream = java.host.openBlob(link);
    assertThrows(IOException.class, () -> writeForEver(stream));
    java.host.ping(link, new SecureRandom());
  }

  private static void writeForEver(BlobStream stream) throws IOException {
    while (true) {
      stream.write(ByteBuffer.allocate(100_000));
    }
  }

  @Test
  void javaResetsInMidStream() throws Exception {
    jsDials();
    js.send("blob", "bytes", 50_000_000);
    BlobStream stream = java.blob();
    stream.read(ByteBuffer.allocate(1_000));
    stream.close();
    assertTrue(js.answer().containsKey("error"));
    js.ask("ping", "times", 1);
  }

  @Test
  void whatDoesNotExistAndWhatIsNotForHimLookAlike() throws Exception {
    jsDials();
    for (String protocol : List.of("/nothing/1", "/ipfs/kad/1.0.0")) {
      js.send("select", "protocol", protocol);
      assertTrue(js.answer().get("error").contains("UnsupportedProtocol"), protocol);
    }
  }

  @Test
  void T308_javaFindsAnotherPeerAtTheAddress() throws Exception {
    var nobody =
        dev.pli.core.address.PeerId.of(Ed25519.KeyPair.generate(new SecureRandom()).publicKey());
    java.host.dial(nobody, List.of(js.address().withoutPeer()));
    assertEquals("T308_OTHER_PEER", java.hears(Event.DialFailed.class).reason());
  }

  @Test
  void jsFindsAnotherPeerAtTheAddress() throws Exception {
    var nobody =
        dev.pli.core.address.PeerId.of(Ed25519.KeyPair.generate(new SecureRandom()).publicKey());
    js.send("dial", "address", java.address().with(nobody));
    assertTrue(js.answer().containsKey("error"));
  }

  @Test
  void T315_aStrangerGetsNoStream() throws Exception {
    java.admits();
    js.send("dial", "address", java.address().with(java.peer()));
    js.answer(); // js may hold the connection open for the moment before it is closed.
    js.send("ping", "times", 1);
    assertTrue(js.answer().containsKey("error"));
  }

  /// The default connection monitor of js opens a ping stream every 10 seconds, and ends the
  /// connection at the second one if the first was not closed from both ends.
  @Test
  void holdsADefaultNodeForTwentyOneSeconds() throws Exception {
    hold(21);
  }

  @Test
  @Tag("long")
  void holdsADefaultNodeForFortyFiveSeconds() throws Exception {
    hold(45);
  }

  private void hold(int seconds) throws Exception {
    jsDials();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Event event = next(end); event != null; event = next(end)) {
      // js tells, by push, what it has found out about itself; nothing else happens.
      assertEquals(Event.RecordReceived.class, event.getClass());
    }
    assertEquals("1", js.ask("connections").get("open"));
  }

  private @Nullable Event next(long endNanos) throws InterruptedException {
    return java.events.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static int drain(BlobStream stream) throws IOException {
    var buffer = ByteBuffer.allocate(64 << 10);
    int sum = 0;
    for (int read = stream.read(buffer.clear()); read >= 0; read = stream.read(buffer.clear())) {
      sum += read;
    }
    return sum;
  }
}
