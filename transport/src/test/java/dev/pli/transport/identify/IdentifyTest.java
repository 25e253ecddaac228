package dev.pli.transport.identify;

import static dev.pli.core.address.AddressRule.T115_TOO_MANY;
import static dev.pli.transport.identify.IdentifyRule.T501_IDENTIFY_SIZE;
import static dev.pli.transport.identify.IdentifyRule.T502_OTHER_KEY;
import static dev.pli.transport.identify.IdentifyRule.T504_PROTOCOLS;
import static dev.pli.transport.identify.IdentifyRule.T508_PING;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentifyTest {
  private static final PeerId PEER = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final Multiaddr ADDRESS = Multiaddr.tcp(Bytes.hex("7f000001"), 4001);

  @Test
  void encodesAsTheTableSays() throws Exception {
    var identify =
        new Identify(
            PEER, List.of(ADDRESS), List.of("/a"), Optional.of(ADDRESS), Optional.of(Bytes.of(7)));
    assertEquals(
        Bytes.concat(
            Bytes.hex("0a24"),
            PEER.keyProtobuf(),
            Bytes.hex("1208 047f000001060fa1 1a02 2f61 2208 047f000001060fa1 4201 07")),
        identify.encode());
    assertEquals(identify, Identify.parse(List.of(identify.encode()), PEER));
  }

  @Test
  void mergesSeveralMessagesAndPassesOverWhatItDoesNotKnow() throws Exception {
    Bytes first = new ProtobufWriter().text(3, "/a").text(5, "v").text(6, "agent").encode();
    Bytes second =
        new ProtobufWriter().text(3, "/b").bytes(8, Bytes.of(1)).bytes(9, Bytes.EMPTY).encode();
    assertEquals(List.of("/a", "/b"), Identify.parse(List.of(first, second), PEER).protocols());
  }

  @Test
  void anUnknownAddressDropsItselfAlone() throws Exception {
    Bytes message =
        new ProtobufWriter().bytes(2, Bytes.hex("07")).bytes(2, ADDRESS.encode()).encode();
    assertEquals(List.of(ADDRESS), Identify.parse(List.of(message), PEER).listenAddresses());
  }

  @Test
  void T115_tooManyAddresses() {
    var message = new ProtobufWriter();
    for (int i = 0; i < 65; i++) {
      message.bytes(2, Bytes.hex("07"));
    }
    assertRejected(T115_TOO_MANY, () -> Identify.parse(List.of(message.encode()), PEER));
  }

  @Test
  void T501_elevenMessagesOrALongOne() {
    var eleven = Collections.nCopies(11, Bytes.EMPTY);
    assertRejected(T501_IDENTIFY_SIZE, () -> Identify.parse(eleven, PEER));
    Bytes tooLong = new ProtobufWriter().bytes(9, Bytes.zero(8_192)).encode();
    assertRejected(T501_IDENTIFY_SIZE, () -> Identify.parse(List.of(tooLong), PEER));
  }

  @Test
  void T502_anotherKey() {
    Bytes message = new ProtobufWriter().bytes(1, PeerId.of(Bytes.zero(32)).keyProtobuf()).encode();
    assertRejected(T502_OTHER_KEY, () -> Identify.parse(List.of(message), PEER));
  }

  @Test
  void T504_tooManyProtocolsOrALongOne() {
    var many = new ProtobufWriter();
    for (int i = 0; i < 129; i++) {
      many.text(3, "/a");
    }
    assertRejected(T504_PROTOCOLS, () -> Identify.parse(List.of(many.encode()), PEER));
    Bytes tooLong = new ProtobufWriter().text(3, "a".repeat(257)).encode();
    assertRejected(T504_PROTOCOLS, () -> Identify.parse(List.of(tooLong), PEER));
  }

  @Test
  void pingEchoesWholeUnits() throws Exception {
    var ping = new Ping();
    assertEquals(List.of(), ping.feed(Bytes.zero(31).buffer()));
    assertEquals(List.of(Bytes.zero(32)), ping.feed(Bytes.zero(1).buffer()));
    assertEquals(2, ping.feed(Bytes.zero(64).buffer()).size());
    ping.end();
  }

  @Test
  void T508_endInsideAUnit() {
    var ping = new Ping();
    ping.feed(Bytes.zero(33).buffer());
    assertRejected(T508_PING, ping::end);
  }
}
