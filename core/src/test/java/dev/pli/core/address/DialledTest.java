package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T101_KEY_TYPE;
import static dev.pli.core.address.AddressRule.T108_PROTOCOL;
import static dev.pli.core.address.AddressRule.T110_PEER_MISMATCH;
import static dev.pli.core.address.AddressRule.T111_CIRCUIT;
import static dev.pli.core.address.AddressRule.T112_NOT_UNICAST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialledTest {
  private static final PeerId RELAY = PeerId.of(Bytes.zero(32));
  private static final PeerId TARGET = PeerId.of(Bytes.hex("01".repeat(32)));

  @Test
  void readsADirectAddress() throws Exception {
    var ip = new Dialled.Host.Ip(Bytes.hex("c0a80102"), AddressSort.PRIVATE, Optional.empty());
    assertEquals(
        new Dialled(ip, 4001, Dialled.Carrier.TCP, Optional.empty(), Optional.empty()),
        read("/ip4/192.168.1.2/tcp/4001"));
  }

  @Test
  void readsAZoneAndANameAndQuic() throws Exception {
    var ip =
        new Dialled.Host.Ip(
            Bytes.hex("fe80 0000 0000 0000 0000 0000 0000 0001"),
            AddressSort.LINK_LOCAL,
            Optional.of("eth0"));
    assertEquals(ip, read("/ip6zone/eth0/ip6/fe80::1/tcp/1").host());
    assertEquals(
        new Dialled.Host.Name("exemple.fr", Protocol.DNS4), read("/dns4/exemple.fr/tcp/1").host());
    assertEquals(Dialled.Carrier.QUIC, read("/ip4/1.2.3.4/udp/1/quic-v1").carrier());
  }

  @Test
  void readsACircuit() throws Exception {
    var circuit = read("/ip4/1.2.3.4/tcp/1/p2p/" + RELAY + "/p2p-circuit/p2p/" + TARGET);
    assertEquals(Optional.of(RELAY), circuit.relay());
    assertEquals(Optional.of(TARGET), circuit.target());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,LOOPBACK", "169.254.1.1,LINK_LOCAL", "10.0.0.1,PRIVATE", "172.16.0.1,PRIVATE",
    "172.31.255.1,PRIVATE", "172.32.0.1,PUBLIC", "192.168.0.1,PRIVATE", "100.64.0.1,PRIVATE",
    "100.128.0.1,PUBLIC", "9.9.9.9,PUBLIC", "223.255.255.255,PUBLIC",
  })
  void sortsVersion4(String ip, AddressSort sort) throws Exception {
    assertEquals(sort, AddressSort.of(IpText.parse4(ip)));
  }

  @ParameterizedTest
  @CsvSource({
    "::1,LOOPBACK",
    "fe80::1,LINK_LOCAL",
    "febf::1,LINK_LOCAL",
    "fec0::1,PUBLIC",
    "fc00::1,PRIVATE",
    "fdff::1,PRIVATE",
    "2001:db8::1,PUBLIC",
    "::2,PUBLIC",
  })
  void sortsVersion6(String ip, AddressSort sort) throws Exception {
    assertEquals(sort, AddressSort.of(IpText.parse6(ip)));
  }

  @Test
  void T101_targetWithAnotherKeyType() {
    assertRejected(
        T101_KEY_TYPE, "/ip4/1.2.3.4/tcp/1/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
  }

  @Test
  void T108_shapeThatIsNotDialled() {
    assertRejected(T108_PROTOCOL, "/ip4/1.2.3.4/tcp/1/ws");
    assertRejected(T108_PROTOCOL, "/ip4/1.2.3.4/udp/1");
    assertRejected(T108_PROTOCOL, "/ip4/1.2.3.4");
    assertRejected(T108_PROTOCOL, "/dnsaddr/exemple.fr/tcp/1");
    assertRejected(T108_PROTOCOL, "/ip6zone/eth0/ip4/1.2.3.4/tcp/1");
  }

  @Test
  void T110_twoFinalPeers() {
    assertRejected(T110_PEER_MISMATCH, "/ip4/1.2.3.4/tcp/1/p2p/" + RELAY + "/p2p/" + TARGET);
  }

  @Test
  void T111_circuitWithoutRelayOrInsideAnother() {
    assertRejected(T111_CIRCUIT, "/ip4/1.2.3.4/tcp/1/p2p-circuit/p2p/" + TARGET);
    var circuit = "/p2p/" + RELAY + "/p2p-circuit";
    assertRejected(T111_CIRCUIT, "/ip4/1.2.3.4/tcp/1" + circuit + circuit);
  }

  @ParameterizedTest
  @CsvSource({
    "/ip4/0.0.0.0/tcp/1", "/ip4/0.1.2.3/tcp/1", "/ip4/224.0.0.1/tcp/1",
        "/ip4/255.255.255.255/tcp/1",
    "/ip4/240.0.0.1/tcp/1", "/ip6/::/tcp/1", "/ip6/ff02::fb/tcp/1", "/ip6/::ffff:7f00:1/tcp/1",
    "/ip4/1.2.3.4/tcp/0",
  })
  void T112_addressOfNoSingleHost(String address) {
    assertRejected(T112_NOT_UNICAST, address);
  }

  private static Dialled read(String address) throws RejectedException {
    return Multiaddr.parse(address).dialled();
  }

  private static void assertRejected(Rule rule, String address) {
    assertEquals(rule, assertThrows(RejectedException.class, () -> read(address)).rule());
  }
}
