package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T104_PEER_ID;
import static dev.pli.core.address.AddressRule.T106_ADDRESS_SIZE;
import static dev.pli.core.address.AddressRule.T107_COMPONENT;
import static dev.pli.core.address.AddressRule.T108_PROTOCOL;
import static dev.pli.core.address.AddressRule.T109_ADDRESS_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {
  private static final PeerId PEER = PeerId.of(Bytes.zero(32));

  @Test
  void encodesAsTheTableSays() throws Exception {
    var address = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/p2p/" + PEER.text());
    assertEquals(
        Bytes.concat(Bytes.hex("04 7f000001 06 0fa1 a503 26"), PEER.multihash()), address.encode());
    assertEquals(Optional.of(PEER), address.peer());
    assertEquals("/ip4/127.0.0.1/tcp/4001", address.withoutPeer().toString());
    assertEquals(address, address.withoutPeer().with(PEER));
    assertEquals(Multiaddr.tcp(Bytes.hex("7f000001"), 4001), address.withoutPeer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/192.0.2.1/tcp/0",
        "/ip6/2001:db8::1/udp/4001/quic-v1",
        "/ip6/::/tcp/65535",
        "/ip6/::1/tcp/1",
        "/ip6/1::/tcp/1",
        "/ip6/1:0:0:2::3/tcp/1",
        "/ip6/1:2:3:4:5:6:7:0/tcp/1",
        "/ip6zone/eth0/ip6/fe80::1/tcp/4001",
        "/dns/exemple.fr/tcp/443/tls/sni/exemple.fr/ws/http-path/a%2Fb",
        "/dns4/exemple.fr/tcp/4001/wss",
        "/dns6/exemple.fr/tcp/4001",
        "/dnsaddr/exemple.fr",
        "/ip4/192.0.2.1/udp/1/quic-v1/certhash/uEiDDq4_xNyDorZBH3TlGazyJdOWSwvo4PUo5YHFMrvDE8g",
        "/p2p-circuit/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
      })
  void textAndBytesRoundTrip(String text) throws Exception {
    var address = Multiaddr.parse(text);
    assertEquals(text, address.toString());
    assertEquals(address, Multiaddr.parse(address.encode()));
  }

  @Test
  void T104_peerIdOfWrongShape() {
    assertRejected(T104_PEER_ID, "a503 03 130155");
  }

  @Test
  void T106_addressTooLong() {
    assertRejected(T106_ADDRESS_SIZE, "35 ff03" + "61".repeat(511));
    assertRejected(T106_ADDRESS_SIZE, "dd03".repeat(33));
    assertTextRejected(T106_ADDRESS_SIZE, "/ws".repeat(33));
    assertTextRejected(T106_ADDRESS_SIZE, "/dns/" + "a".repeat(600));
    assertTextRejected(T106_ADDRESS_SIZE, "/dns/" + "a".repeat(3000));
  }

  @Test
  void T107_componentCutOrMalformed() {
    assertRejected(T107_COMPONENT, "");
    assertRejected(T107_COMPONENT, "04 7f0000");
    assertRejected(T107_COMPONENT, "91");
    assertRejected(T107_COMPONENT, "8400 7f000001"); // Code 4 with a byte too many.
    assertRejected(T107_COMPONENT, "35 03 6162");
    assertRejected(T107_COMPONENT, "35 02 c328");
    assertRejected(T107_COMPONENT, "35 00");
    assertRejected(T107_COMPONENT, "35 03 612f62"); // A slash would end the name in text.
    assertTextRejected(T107_COMPONENT, "/ip4/1.2.3.4/tcp");
  }

  @Test
  void T108_unknownProtocol() {
    assertRejected(T108_PROTOCOL, "07");
    assertRejected(T108_PROTOCOL, "ffffff7f");
    assertTextRejected(T108_PROTOCOL, "/ipfs/" + PEER.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "ip4/1.2.3.4",
        "/ip4/01.2.3.4",
        "/ip4/1.2.3",
        "/ip4/1.2.3.256",
        "/ip4/1.2.3.4/tcp/65536",
        "/ip4/1.2.3.4/tcp/080",
        "/ip4/1.2.3.4/tcp/-1",
        "/ip6/2001:DB8::1",
        "/ip6/1:0:0:0:0:0:0:2",
        "/ip6/1::2::3",
        "/ip6/1:2:3:4:5:6:7",
        "/ip6/::ffff:1.2.3.4",
        "/certhash/zabc",
        "/http-path/a b",
        "/http-path/%2f",
      })
  void T109_textThatDoesNotComeBack(String text) {
    assertTextRejected(T109_ADDRESS_TEXT, text);
  }

  @RepeatedTest(200)
  void randomBytesAreAnAddressOrRejected(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    if (bytes.length > 0) {
      bytes[0] = 4; // The shortest code, so that some get further.
    }
    try {
      var address = Multiaddr.parse(Bytes.copyOf(bytes));
      assertEquals(Bytes.copyOf(bytes), address.encode());
      assertEquals(address, Multiaddr.parse(address.toString()));
    } catch (RejectedException e) {
      assertEquals(AddressRule.class, e.rule().getClass());
    }
  }

  private static void assertRejected(Rule rule, String hex) {
    check(rule, () -> Multiaddr.parse(Bytes.hex(hex)));
  }

  private static void assertTextRejected(Rule rule, String text) {
    check(rule, () -> Multiaddr.parse(text));
  }

  private static void check(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RejectedException.class, action).rule());
  }
}
