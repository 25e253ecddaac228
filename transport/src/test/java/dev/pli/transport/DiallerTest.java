package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.primitive.Bytes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DiallerTest {
  private static final PeerId BOB = PeerId.of(Bytes.hex("22".repeat(32)));
  private static final PeerId OTHER = PeerId.of(Bytes.hex("33".repeat(32)));
  private static final Function<String, List<Bytes>> NO_NAMES = _ -> List.of();

  /// On 192.168.1.0/24 and 2001:db8::/64.
  private static final OwnNetworks HERE =
      new OwnNetworks(
          List.of(
              new OwnNetworks.Prefix(Bytes.hex("c0a80101"), 24),
              new OwnNetworks.Prefix(Bytes.hex("20010db8000000000000000000000001"), 64)));

  private static Dialler.Candidates candidates(String... addresses) throws Exception {
    return candidates(NO_NAMES, addresses);
  }

  private static Dialler.Candidates candidates(
      Function<String, List<Bytes>> names, String... addresses) throws Exception {
    var parsed = new ArrayList<Multiaddr>();
    for (String address : addresses) {
      parsed.add(Multiaddr.parse(address));
    }
    return Dialler.candidates(BOB, parsed, HERE, names);
  }

  private static List<String> texts(List<InetSocketAddress> addresses) {
    return addresses.stream().map(a -> a.getAddress().getHostAddress()).toList();
  }

  @Test
  void whatIsOnTheOwnNetworkGoesFirst() throws Exception {
    var found = candidates("/ip4/9.9.9.9/tcp/1", "/ip4/192.168.1.7/tcp/1", "/ip4/127.0.0.1/tcp/1");
    assertEquals(List.of("192.168.1.7", "127.0.0.1"), texts(found.local()));
    assertEquals(List.of("9.9.9.9"), texts(found.direct()));
  }

  @Test
  void versionsAlternate() throws Exception {
    var found =
        candidates(
            "/ip4/9.9.9.1/tcp/1", "/ip4/9.9.9.2/tcp/1", "/ip6/2600::1/tcp/1", "/ip6/2600::2/tcp/1");
    assertEquals(
        List.of("2600:0:0:0:0:0:0:1", "9.9.9.1", "2600:0:0:0:0:0:0:2", "9.9.9.2"),
        texts(found.direct()));
  }

  @Test
  void carriersThatAreNotBuiltAreLeftOut() throws Exception {
    var found =
        candidates(
            "/ip4/9.9.9.9/udp/1/quic-v1", "/ip4/9.9.9.9/tcp/1/p2p/" + OTHER + "/p2p-circuit");
    assertEquals(new Dialler.Candidates(List.of(), List.of()), found);
  }

  @Test
  void T110_addressOfAnotherPeer() throws Exception {
    var found = candidates("/ip4/9.9.9.9/tcp/1/p2p/" + OTHER, "/ip4/9.9.9.8/tcp/1/p2p/" + BOB);
    assertEquals(List.of("9.9.9.8"), texts(found.direct()));
  }

  @Test
  void T112_addressOfNoSingleHost() throws Exception {
    var found = candidates("/ip4/255.255.255.255/tcp/1", "/ip4/0.0.0.0/tcp/1");
    assertEquals(new Dialler.Candidates(List.of(), List.of()), found);
  }

  @Test
  void T113_privateAddressOfAnotherNetwork() throws Exception {
    var found = candidates("/ip4/192.168.2.7/tcp/1", "/ip4/10.0.0.1/tcp/1", "/ip6/fd12::1/tcp/1");
    assertEquals(new Dialler.Candidates(List.of(), List.of()), found);
  }

  @Test
  void T114_nameThatStandsForARefusedAddress() throws Exception {
    Function<String, List<Bytes>> names =
        _ ->
            List.of(
                Bytes.hex("7f000001"),
                Bytes.hex("a9fe0101"),
                Bytes.hex("00000000"),
                Bytes.hex("e0000001"),
                Bytes.hex("0a000001"),
                Bytes.hex("09090909"));
    var found = candidates(names, "/dns4/exemple.fr/tcp/1");
    assertEquals(List.of(), found.local());
    assertEquals(List.of("9.9.9.9"), texts(found.direct()));
  }

  @Test
  void aNameIsTakenInTheVersionThatItsAddressAsksFor() throws Exception {
    Function<String, List<Bytes>> names =
        _ -> List.of(Bytes.hex("09090909"), Bytes.hex("26000000000000000000000000000001"));
    assertEquals(1, candidates(names, "/dns4/exemple.fr/tcp/1").direct().size());
    assertEquals(1, candidates(names, "/dns6/exemple.fr/tcp/1").direct().size());
    assertEquals(2, candidates(names, "/dns/exemple.fr/tcp/1").direct().size());
  }

  @Test
  void noMoreThanSixteenAreDialled() throws Exception {
    var many = new ArrayList<String>();
    for (int i = 1; i <= 40; i++) {
      many.add("/ip4/9.9.9." + i + "/tcp/1");
    }
    assertEquals(16, candidates(many.toArray(String[]::new)).direct().size());
  }
}
