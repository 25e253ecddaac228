package dev.pli.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.identity.People;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerDeviceTest {
  private static final PeerDevice DEVICE =
      PeerDevice.of(People.certificate(People.ALICE, People.ALICE_DEVICE), true, Instant.EPOCH);

  private static Multiaddr at(int port) {
    return Multiaddr.tcp(Bytes.of(192, 0, 2, 1), port);
  }

  private static List<Bytes> encoded(Multiaddr... addresses) {
    return Stream.of(addresses).map(Multiaddr::encode).toList();
  }

  @Test
  void isDialledWhereItWasReachedThenWhereItSignsThenWhereItWasFound() {
    PeerDevice found = DEVICE.alsoAt(encoded(at(1), at(2))).reachedAt(Optional.of(at(3)));
    var record = new PeerRecord(DEVICE.peer(), 1, List.of(at(2), at(4)));
    assertEquals(encoded(at(3), at(2), at(4), at(1)), found.with(record).places());
  }

  /// Its writer would choose whom this device asks for what it means.
  @Test
  void aNameInARecordIsCarriedAndNotDialled() throws Exception {
    Multiaddr name = Multiaddr.parse("/dns4/cabinet.example/tcp/4001");
    var record = new PeerRecord(DEVICE.peer(), 1, List.of(name, at(1)));
    PeerDevice device = DEVICE.with(record);
    assertEquals(Optional.of(record), device.record());
    assertEquals(encoded(at(1)), device.places());
  }

  @Test
  void noMoreThanSixteenAreDialled() {
    List<Multiaddr> many = Stream.iterate(1, port -> port + 1).limit(40).map(p -> at(p)).toList();
    assertEquals(16, DEVICE.with(new PeerRecord(DEVICE.peer(), 1, many)).places().size());
  }
}
