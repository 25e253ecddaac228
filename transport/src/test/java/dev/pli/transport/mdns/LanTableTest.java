package dev.pli.transport.mdns;

import static dev.pli.transport.mdns.LanRule.T951_MESSAGE;
import static dev.pli.transport.mdns.LanRule.T952_SOURCE;
import static dev.pli.transport.mdns.LanRule.T953_TEXT;
import static dev.pli.transport.mdns.LanRule.T954_ADDRESS;
import static dev.pli.transport.mdns.LanRule.T955_TABLE;
import static dev.pli.transport.mdns.LanRule.T956_STRANGER;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanTableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PeerId ALICE = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final PeerId BOB = PeerId.of(Bytes.hex("22".repeat(32)));
  private static final PeerId STRANGER = PeerId.of(Bytes.hex("33".repeat(32)));
  private static final Bytes BOB_IP = Bytes.hex("c0a80102");
  private static final Multiaddr BOB_ADDRESS = Multiaddr.tcp(BOB_IP, 4001);
  private static final LanTable.Heard NOTHING = new LanTable.Heard.Nothing();

  private final LanTable alice = new LanTable(ALICE, new Random(1), BOB::equals);
  private final LanTable bob = new LanTable(BOB, new Random(2), ALICE::equals);

  @Test
  void questionIsAnswered() throws Exception {
    assertEquals(
        Bytes.hex(
            "0000 0000 0001 0000 0000 0000 04 5f703270 04 5f756470 05 6c6f63616c 00 000c 0001"),
        alice.question());
    assertEquals(new LanTable.Heard.Asked(), hear(bob, alice.question(), 0));
  }

  @Test
  void anAnnouncementIsNewsOnce() throws Exception {
    Bytes packet = bob.announcement(List.of(BOB_ADDRESS), false);
    var news = new LanTable.Heard.News(new LanTable.Found(BOB, List.of(BOB_ADDRESS)));
    assertEquals(news, hear(alice, packet, 0));
    assertEquals(NOTHING, hear(alice, packet, SECOND));
    assertEquals(news, hear(alice, packet, 200 * SECOND));
  }

  @Test
  void aGoodbyeIsForgotten() throws Exception {
    Bytes packet = bob.announcement(List.of(BOB_ADDRESS), false);
    hear(alice, packet, 0);
    assertEquals(NOTHING, hear(alice, bob.announcement(List.of(), true), 0));
    assertTrue(hear(alice, packet, 0) instanceof LanTable.Heard.News);
  }

  @Test
  void textsMayStandInAnySection() throws Exception {
    byte[] packet = bob.announcement(List.of(BOB_ADDRESS), false).toArray();
    packet[7] = 1; // One answer …
    packet[11] = 1; // … and the text among the additional records.
    assertTrue(hear(alice, Bytes.copyOf(packet), 0) instanceof LanTable.Heard.News);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000 0000 0001",
        "0000 0000 0021 0000 0000 0000",
        "0000 0000 0000 0021 0000 0000",
        "0000 0000 0001 0000 0000 0000 04 5f7032",
        "0000 0000 0001 0000 0000 0000 c00c 000c 0001", // Points at itself.
        "0000 0000 0001 0000 0000 0000 c00e 000c 0001 00", // Points forward.
        "0000 0000 0001 0000 0000 0000 01 61 c00c 000c 0001", // Goes in a circle.
        "0000 0000 0001 0000 0000 0000 00 000c",
        "0000 8400 0000 0001 0000 0000 00 000c 0001 00000078 0005 00",
        "0000 8400 0000 0001 0000 0000 00 000c 0001 00000078 0002 0000",
        "0000 8400 0000 0001 0000 0000 00 0010 0001 00000078 0002 0561",
      })
  void T951_malformed(String hex) {
    check(T951_MESSAGE, Bytes.hex(hex));
  }

  @Test
  void T951_tooLong() {
    check(T951_MESSAGE, Bytes.zero(9_001));
  }

  @Test
  void T952_sourceOutsideTheOwnPrefixes() {
    assertRejected(
        T952_SOURCE, () -> alice.hear(bob.question(), Bytes.hex("09090909"), _ -> false, 0));
  }

  @Test
  void T953_textWithoutKeyOrPeerOrOwn() {
    check(T953_TEXT, announcing("/ip4/192.168.1.2/tcp/1/p2p/" + BOB));
    check(T953_TEXT, announcing("dnsaddr=/ip4/192.168.1.2/tcp/1"));
    check(T953_TEXT, announcing("dnsaddr=/ip4/192.168.1.2/tcp/1/p2p/" + ALICE));
    check(
        T953_TEXT,
        announcing(
            "dnsaddr=/ip4/192.168.1.2/tcp/1/p2p/" + BOB,
            "dnsaddr=/ip4/192.168.1.2/tcp/1/p2p/" + STRANGER));
    check(T953_TEXT, announcing());
    check(T953_TEXT, alice.announcement(List.of(BOB_ADDRESS), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.9.9.9", "192.168.2.1", "127.0.0.1"})
  void T954_addressOutsideTheOwnPrefixes(String ip) {
    check(T954_ADDRESS, announcing("dnsaddr=/ip4/" + ip + "/tcp/1/p2p/" + BOB));
  }

  @Test
  void oneWrongAddressDropsItselfAlone() throws Exception {
    Bytes packet =
        announcing(
            "dnsaddr=/ip4/9.9.9.9/tcp/1/p2p/" + BOB,
            "dnsaddr=/ip4/192.168.1.2/tcp/4001/p2p/" + BOB);
    assertEquals(
        new LanTable.Heard.News(new LanTable.Found(BOB, List.of(BOB_ADDRESS))),
        hear(alice, packet, 0));
  }

  @Test
  void T955_tableFullOrUnknownGoodbye() throws Exception {
    check(T955_TABLE, bob.announcement(List.of(), true));
    for (int i = 0; i < 256; i++) {
      var other = new LanTable(BOB, new Random(100 + i), ALICE::equals);
      hear(alice, other.announcement(List.of(BOB_ADDRESS), false), 0);
    }
    check(T955_TABLE, bob.announcement(List.of(BOB_ADDRESS), false));
  }

  @Test
  void T956_peerOfNobodyKnown() {
    check(T956_STRANGER, announcing("dnsaddr=/ip4/192.168.1.2/tcp/1/p2p/" + STRANGER));
  }

  private static Bytes announcing(String... texts) {
    String name = "abc._p2p._udp.local";
    return MdnsMessage.answer(
            List.of(
                new MdnsRecord.Pointer("_p2p._udp.local", 120, name),
                new MdnsRecord.Text(name, 120, List.of(texts))))
        .encode();
  }

  private void check(Rule rule, Bytes packet) {
    assertRejected(rule, () -> hear(alice, packet, 0));
  }

  private static LanTable.Heard hear(LanTable table, Bytes packet, long now)
      throws RejectedException {
    return table.hear(packet, BOB_IP, LanTableTest::isOnLink, now);
  }

  private static boolean isOnLink(Bytes ip) {
    return ip.length() == 4 && (ip.slice(0, 3).equals(Bytes.hex("c0a801")) || ip.at(0) == 127);
  }
}
