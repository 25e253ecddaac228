package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.record.SignedRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeardTest {
  private static final Ed25519.KeyPair KEY = Ed25519.KeyPair.of(Secret.copyOf(Bytes.zero(32)));
  private static final PeerId PEER = PeerId.of(KEY.publicKey());
  private static final OwnNetworks HOME =
      new OwnNetworks(List.of(new OwnNetworks.Prefix(Bytes.of(192, 168, 7, 2), 24)));

  private static final String LOOPBACK = "/ip4/127.0.0.1/tcp/4001";
  private static final String LINK_LOCAL = "/ip6zone/eth0/ip6/fe80::1/tcp/4001";
  private static final String HERE = "/ip4/192.168.7.9/tcp/4001";
  private static final String ELSEWHERE = "/ip4/10.1.1.1/tcp/4001";
  private static final String PUBLIC = "/ip4/198.51.100.7/tcp/4001";
  private static final String NAME = "/dns4/cabinet.example/tcp/4001";
  private static final String CIRCUIT = "/ip4/198.51.100.8/tcp/4001/p2p/" + PEER + "/p2p-circuit";

  private static List<Multiaddr> addresses(String... texts) throws Exception {
    List<Multiaddr> addresses = new java.util.ArrayList<>();
    for (String text : texts) {
      addresses.add(Multiaddr.parse(text));
    }
    return addresses;
  }

  private static Optional<Event> heard(String remote, Bytes envelope, List<Multiaddr> unsigned)
      throws Exception {
    var said = new Identify(PEER, unsigned, List.of(), Optional.empty(), Optional.of(envelope));
    return new Heard(PEER, Multiaddr.parse(remote), HOME).of(said);
  }

  private static List<Multiaddr> kept(String remote) throws Exception {
    var all = addresses(LOOPBACK, LINK_LOCAL, HERE, ELSEWHERE, PUBLIC, NAME, CIRCUIT);
    Bytes envelope = SignedRecord.seal(KEY, new PeerRecord(PEER, 1, all));
    var event = (Event.RecordReceived) heard(remote, envelope, List.of()).orElseThrow();
    return event.record().addresses();
  }

  @Test
  void T113_ofARecordOnlyWhatMeansSomethingHere() throws Exception {
    assertEquals(addresses(HERE, PUBLIC, NAME, CIRCUIT), kept(PUBLIC));
    assertEquals(addresses(HERE, PUBLIC, NAME, CIRCUIT), kept(HERE));
    assertEquals(addresses(LOOPBACK, HERE, PUBLIC, NAME, CIRCUIT), kept(LOOPBACK));
    assertEquals(addresses(LINK_LOCAL, HERE, PUBLIC, NAME, CIRCUIT), kept(LINK_LOCAL));
  }

  @Test
  void T503_aRecordThatIsNotTrueLeavesWhatIsUnsigned() throws Exception {
    Event expected = new Event.PeerFound(PEER, addresses(PUBLIC));
    assertEquals(
        Optional.of(expected), heard(PUBLIC, Bytes.of(1), addresses(PUBLIC, LOOPBACK, HERE)));
    assertEquals(Optional.empty(), heard(PUBLIC, Bytes.of(1), List.of()));
  }

  @Test
  void eachSortOfLinkIsToldItsOwnEdition() throws Exception {
    var own = addresses(LOOPBACK, HERE, PUBLIC, CIRCUIT);
    var announced = Announcement.sign(KEY, 5, own);
    assertEquals(new PeerRecord(PEER, 5, addresses(PUBLIC, CIRCUIT)), told(announced, PUBLIC));
    assertEquals(new PeerRecord(PEER, 6, addresses(HERE, PUBLIC, CIRCUIT)), told(announced, HERE));
    assertEquals(
        new PeerRecord(PEER, 7, addresses(LOOPBACK, PUBLIC, CIRCUIT)), told(announced, LOOPBACK));
    assertEquals(told(announced, PUBLIC), told(announced, LINK_LOCAL));
  }

  /// Its unsigned addresses are the signed ones.
  private static PeerRecord told(Announcement announced, String remote) throws Exception {
    var introduction =
        Introduction.of(
            PEER,
            dev.pli.transport.link.PeerClass.CONTACT,
            addresses(LOOPBACK, HERE, PUBLIC, CIRCUIT),
            announced,
            Multiaddr.parse(remote));
    PeerRecord record = SignedRecord.open(introduction.record().orElseThrow(), PEER);
    assertEquals(record.addresses(), introduction.listenAddresses());
    return record;
  }

  @Test
  void aDeviceWithoutAnAddressForTheLinkSignsNothing() throws Exception {
    var announced = Announcement.sign(KEY, 5, addresses(HERE));
    assertEquals(Optional.empty(), announced.record(dev.pli.core.address.AddressSort.PUBLIC));
  }
}
