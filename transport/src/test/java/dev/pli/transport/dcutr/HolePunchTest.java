package dev.pli.transport.dcutr;

import static dev.pli.transport.dcutr.PunchRule.T804_SIZE;
import static dev.pli.transport.dcutr.PunchRule.T805_ADDRESS;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T006_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolePunchTest {
  private static final Multiaddr TCP = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);

  @Test
  void encodesAsTheTableSays() throws Exception {
    var connect = new HolePunch(HolePunch.Type.CONNECT, List.of(TCP));
    assertEquals(Bytes.hex("0864 1208 042c000002060fa1"), connect.encode());
    assertEquals(connect, HolePunch.parse(connect.encode()));
    var sync = new HolePunch(HolePunch.Type.SYNC, List.of());
    assertEquals(Bytes.hex("08ac02"), sync.encode());
    assertEquals(sync, HolePunch.parse(sync.encode()));
  }

  /// Recorded: `HolePunch.encode` of @libp2p/dcutr 3.0.28, which reads ours as well.
  @Test
  void saysTheBytesThatJsSays() throws Exception {
    Multiaddr quic = Multiaddr.parse("/ip4/44.0.0.2/udp/4001/quic-v1");
    assertEquals(
        Bytes.hex("0864 1208 042c000002060fa1 120b 042c00000291020fa1cd03"),
        new HolePunch(HolePunch.Type.CONNECT, List.of(TCP, quic)).encode());
    assertEquals(Bytes.hex("08ac02"), new HolePunch(HolePunch.Type.SYNC, List.of()).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0865", "1208042c000002060fa1"})
  void T006_noTypeOrAnUnknownOne(String hex) {
    assertRejected(T006_FIELD, () -> HolePunch.parse(Bytes.hex(hex)));
  }

  @Test
  void T804_seventeenAddresses() throws Exception {
    assertEquals(16, HolePunch.parse(connect(16)).addresses().size());
    assertRejected(T804_SIZE, () -> HolePunch.parse(connect(17)));
    assertRejected(T804_SIZE, () -> HolePunch.parse(connect(1_000)));
  }

  private static Bytes connect(int addresses) {
    var message = new ProtobufWriter().number(1, 100);
    IntStream.range(0, addresses)
        .forEach(i -> message.bytes(2, Multiaddr.tcp(Bytes.hex("2c000002"), 4_000 + i).encode()));
    return message.encode();
  }

  @Test
  void T804_messageOver4KiB() {
    var message = new ProtobufWriter().number(1, 100).bytes(9, Bytes.zero(4 << 10)).encode();
    assertRejected(T804_SIZE, () -> HolePunch.parse(message));
    var decoder = new MessageDecoder(HolePunch.MAX_BYTES, T804_SIZE);
    assertRejected(T804_SIZE, () -> decoder.feed(Bytes.hex("8120").buffer())); // 4 097.
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/192.168.1.1/tcp/80",
        "/ip4/127.0.0.1/tcp/80",
        "/ip4/169.254.1.1/udp/80/quic-v1",
        "/ip6/fd00::1/tcp/80",
        "/dns4/example.com/tcp/80",
        "/ip4/44.0.0.1/tcp/80/p2p/12D3KooWEZXjE41uU4EL2gpkAQeDXYok6wghN7wwNVPF5bwkaNfS/p2p-circuit",
      })
  void T805_anAddressThatIsNoPublicHost(String text) throws Exception {
    Multiaddr address = Multiaddr.parse(text);
    assertRejected(T805_ADDRESS, () -> HolePunch.requireUsable(address));
    Bytes message =
        new ProtobufWriter()
            .number(1, 100)
            .bytes(2, address.encode())
            .bytes(2, TCP.encode())
            .encode();
    assertEquals(List.of(TCP), HolePunch.parse(message).addresses(), "the others stand");
  }

  @Test
  void dropsWhatIsNotDialledAtAll() throws Exception {
    Bytes message =
        new ProtobufWriter()
            .number(1, 100)
            .bytes(2, Bytes.hex("07"))
            .bytes(2, Multiaddr.parse("/ip4/224.0.0.1/tcp/80").encode())
            .bytes(2, Multiaddr.parse("/ip4/44.0.0.1/udp/80").encode())
            .bytes(2, Multiaddr.parse("/ip4/44.0.0.1/udp/80/quic-v1").encode())
            .encode();
    assertEquals(
        List.of(Multiaddr.parse("/ip4/44.0.0.1/udp/80/quic-v1")),
        HolePunch.parse(message).addresses());
  }
}
