package dev.pli.transport.dcutr;

import static dev.pli.transport.dcutr.PunchRule.T801_OUT_OF_PLACE;
import static dev.pli.transport.dcutr.PunchRule.T802_ORDER;
import static dev.pli.transport.dcutr.PunchRule.T803_LATE;
import static dev.pli.transport.dcutr.PunchRule.T804_SIZE;
import static dev.pli.transport.dcutr.PunchRule.T806_TOO_MANY;
import static dev.pli.transport.dcutr.PunchRule.T807_TOO_SLOW;
import static dev.pli.transport.dcutr.PunchRule.T808_OTHER_PEER;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PunchTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final PeerId A = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final PeerId B = PeerId.of(Bytes.hex("22".repeat(32)));
  private static final Multiaddr TCP_OF_A = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);
  private static final Multiaddr TCP_OF_B = Multiaddr.tcp(Bytes.hex("2c000003"), 4002);
  private static final Bytes SYNC = Bytes.hex("03 08ac02");

  private final Multiaddr quicOfA = parse("/ip4/44.0.0.2/udp/4001/quic-v1");
  private final Multiaddr quicOfB = parse("/ip4/44.0.0.3/udp/4002/quic-v1");
  private final Punch a = new Punch(Role.INITIATOR, B, List.of(TCP_OF_A, quicOfA), new Random(1));
  private final Punch b = new Punch(Role.RESPONDER, A, List.of(TCP_OF_B, quicOfB), new Random(2));

  private static Multiaddr parse(String text) {
    try {
      return Multiaddr.parse(text);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes connect(Multiaddr... addresses) {
    return MessageDecoder.encode(
        new HolePunch(HolePunch.Type.CONNECT, List.of(addresses)).encode());
  }

  private static List<PunchOutput> feed(Punch punch, Bytes bytes, long nowNanos)
      throws RejectedException {
    return punch.feed(bytes.buffer(), nowNanos);
  }

  /// B, whose CONNECT has left at 0.
  private void open() throws RejectedException {
    assertEquals(List.of(new PunchOutput.OpenStream()), b.start(List.of(), 0));
    assertEquals(List.of(new PunchOutput.Send(connect(TCP_OF_B, quicOfB))), b.streamOpened(0));
  }

  /// A, which waits for SYNC.
  private void hear() throws RejectedException {
    assertEquals(List.of(), a.streamOpened(0));
    assertEquals(
        List.of(
            new PunchOutput.Send(connect(TCP_OF_A, quicOfA)),
            new PunchOutput.Expect(List.of(TCP_OF_B, quicOfB))),
        feed(a, connect(TCP_OF_B, quicOfB), 0));
  }

  @Test
  void bothDialAtTheSameMoment() throws Exception {
    long oneWay = 40 * MILLI;
    open();
    a.streamOpened(oneWay);
    feed(a, connect(TCP_OF_B, quicOfB), oneWay);
    assertEquals(
        List.of(new PunchOutput.Send(SYNC), new PunchOutput.FinishStream()),
        feed(b, connect(TCP_OF_A, quicOfA), 2 * oneWay));
    assertEquals(
        List.of(new PunchOutput.FinishStream(), new PunchOutput.Dial(List.of(TCP_OF_B, quicOfB))),
        feed(a, SYNC, 3 * oneWay));
    assertEquals(3 * oneWay, b.alarmNanos());
    assertEquals(List.of(), b.tick(3 * oneWay - 1));
    List<PunchOutput> outputs = b.tick(3 * oneWay);
    assertEquals(new PunchOutput.Dial(List.of(TCP_OF_A)), outputs.getFirst());
    assertEquals(List.of(quicOfA), ((PunchOutput.Probe) outputs.get(1)).addresses());
    assertEquals(2, outputs.size());
  }

  @Test
  void theStreamMayComeByteByByte() throws Exception {
    a.streamOpened(0);
    var outputs = new ArrayList<PunchOutput>();
    for (Bytes whole : List.of(connect(TCP_OF_B), SYNC)) {
      for (int i = 0; i < whole.length(); i++) {
        outputs.addAll(feed(a, whole.slice(i, i + 1), i));
      }
    }
    assertEquals(new PunchOutput.Dial(List.of(TCP_OF_B)), outputs.getLast());
  }

  @Test
  void aPublicPeerIsDialledWithoutPunching() throws Exception {
    assertEquals(
        List.of(new PunchOutput.DialPublic(List.of(TCP_OF_A))),
        b.start(List.of(parse("/ip4/192.168.1.2/tcp/1"), TCP_OF_A), 0));
    assertEquals(List.of(), b.linked(A));
    assertTrue(b.isPunched());
    assertEquals(Long.MAX_VALUE, b.alarmNanos());
  }

  @Test
  void whenThatFailsOrTakesTooLongItPunches() throws Exception {
    b.start(List.of(TCP_OF_A), 0);
    assertEquals(List.of(new PunchOutput.OpenStream()), b.upgradeFailed(1));
    var other = new Punch(Role.RESPONDER, A, List.of(), new Random(3));
    other.start(List.of(TCP_OF_A), 0);
    assertEquals(List.of(), other.tick(5 * SECOND - 1));
    assertEquals(List.of(new PunchOutput.OpenStream()), other.tick(5 * SECOND));
    assertEquals(List.of(), other.upgradeFailed(6 * SECOND), "told late");
  }

  @Test
  void probesAreRandomAndNoQuicPacketsAndComeApart() throws Exception {
    open();
    feed(b, connect(quicOfA), 0);
    var probes = new ArrayList<PunchOutput.Probe>();
    long now = 0;
    while (b.alarmNanos() < 5 * SECOND) {
      long before = now;
      now = b.alarmNanos();
      long most = 10 + Math.min(10L * probes.size() * probes.size(), 200);
      assertTrue(probes.isEmpty() || now - before >= 10 * MILLI, "pause");
      assertTrue(probes.isEmpty() || now - before <= most * MILLI, "pause");
      b.tick(now).forEach(output -> probes.add((PunchOutput.Probe) output));
    }
    assertTrue(probes.size() > 20 && probes.size() < 200);
    for (PunchOutput.Probe probe : probes) {
      assertEquals(64, probe.random().length());
      assertEquals(0, probe.random().at(0) & 0x40);
    }
    assertEquals(probes.size(), probes.stream().distinct().count());
  }

  @Test
  void threeRoundsWithTheirOwnMessagesThenTheRelayStays() throws Exception {
    b.start(List.of(), 0);
    long now = 0;
    for (int round = 1; round <= 3; round++) {
      b.streamOpened(now);
      feed(b, connect(TCP_OF_A), now);
      b.tick(now);
      now += 5 * SECOND;
      assertEquals(
          List.of(
              new PunchOutput.StopDialling(),
              round < 3 ? new PunchOutput.OpenStream() : new PunchOutput.GaveUp()),
          b.tick(now));
    }
    assertTrue(b.isOver());
    assertFalse(b.isPunched());
  }

  @Test
  void theOtherSideFollowsForThreeRoundsAndThenWaitsNoMore() throws Exception {
    hear();
    feed(a, SYNC, 0);
    assertEquals(List.of(new PunchOutput.StopDialling()), a.tick(5 * SECOND));
    assertEquals(List.of(), a.tick(15 * SECOND - 1));
    assertEquals(List.of(new PunchOutput.GaveUp()), a.tick(15 * SECOND));
  }

  @Test
  void aNewRoundEndsTheDialsOfTheLast() throws Exception {
    hear();
    feed(a, SYNC, 0);
    assertEquals(List.of(new PunchOutput.StopDialling()), a.streamOpened(1));
  }

  @Test
  void aLinkEndsTheDials() throws Exception {
    hear();
    feed(a, SYNC, 0);
    assertEquals(List.of(new PunchOutput.StopDialling()), a.linked(B));
    assertTrue(a.isPunched());
    assertEquals(List.of(), a.tick(100 * SECOND));
  }

  @Test
  void thePacketOfBMayBeFasterThanItsSync() throws Exception {
    hear();
    assertEquals(List.of(new PunchOutput.StopDialling()), a.linked(B));
    assertTrue(a.isPunched());
  }

  @Test
  void whoIsNotToldToDialExpectsNobodyAnyMore() throws Exception {
    hear();
    assertEquals(List.of(new PunchOutput.StopDialling()), a.streamEnded(0));
  }

  @Test
  void aStreamLostBeforeSyncIsARoundLost() throws Exception {
    open();
    assertEquals(List.of(new PunchOutput.OpenStream()), b.streamEnded(1));
    assertEquals(List.of(new PunchOutput.GaveUp()), b.streamEnded(2), "refused: no such protocol");
  }

  @Test
  void aStreamThatEndsBehindSyncIsAsItShouldBe() throws Exception {
    open();
    feed(b, connect(TCP_OF_A), 0);
    assertEquals(List.of(), b.streamEnded(0));
    assertEquals(List.of(new PunchOutput.Dial(List.of(TCP_OF_A))), b.tick(0), "a round trip of 0");
  }

  @Test
  void T801_onADirectLinkOrByTheSideThatDialled() throws Exception {
    Punch.requireInPlace(true, Role.INITIATOR);
    assertRejected(T801_OUT_OF_PLACE, () -> Punch.requireInPlace(false, Role.INITIATOR));
    assertRejected(T801_OUT_OF_PLACE, () -> Punch.requireInPlace(true, Role.RESPONDER));
  }

  @Test
  void T802_syncFirst() throws Exception {
    a.streamOpened(0);
    assertRejected(T802_ORDER, () -> feed(a, SYNC, 0));
    open();
    assertRejected(T802_ORDER, () -> feed(b, SYNC, 0));
  }

  @Test
  void T802_syncTwiceOrConnectTwice() throws Exception {
    hear();
    assertRejected(T802_ORDER, () -> feed(a, connect(TCP_OF_B), 0));
    feed(a, SYNC, 0);
    assertRejected(T802_ORDER, () -> feed(a, SYNC, 0));
    assertEquals(List.of(), a.streamEnded(0), "the dials that SYNC began go on");
    assertEquals(List.of(new PunchOutput.StopDialling()), a.linked(B));
  }

  @Test
  void T803_afterTheRound() throws Exception {
    hear();
    feed(a, SYNC, 0);
    assertRejected(T803_LATE, () -> feed(a, connect(TCP_OF_B), 0));
    a.tick(5 * SECOND);
    assertRejected(T803_LATE, () -> feed(a, SYNC, 5 * SECOND));
    open();
    feed(b, connect(TCP_OF_A), 0);
    assertRejected(T803_LATE, () -> feed(b, connect(TCP_OF_A), 0));
    b.linked(A);
    assertRejected(T803_LATE, () -> feed(b, connect(TCP_OF_A), 0));
  }

  @Test
  void T804_judgedByTheLengthAlone() throws Exception {
    a.streamOpened(0);
    assertRejected(T804_SIZE, () -> feed(a, Bytes.hex("8120"), 0)); // 4 097.
  }

  @Test
  void T804_aThousandAddressesDialNothing() throws Exception {
    a.streamOpened(0);
    var message = new ProtobufWriter().number(1, 100);
    for (int i = 0; i < 400; i++) {
      message.bytes(2, Multiaddr.tcp(Bytes.hex("2c000002"), 1 + i).encode());
    }
    Bytes flood = MessageDecoder.encode(message.encode());
    assertRejected(T804_SIZE, () -> feed(a, flood, 0));
    assertEquals(List.of(), a.streamEnded(0));
  }

  @Test
  void ofSixteenAddressesNoneThatIsPrivateIsDialled() throws Exception {
    var addresses = new ArrayList<Multiaddr>();
    for (int i = 0; i < 8; i++) {
      addresses.add(Multiaddr.tcp(Bytes.of(10, 0, 0, i), 80));
      addresses.add(Multiaddr.tcp(Bytes.of(44, 0, 0, 1 + i), 80));
    }
    a.streamOpened(0);
    feed(a, connect(addresses.toArray(Multiaddr[]::new)), 0);
    List<PunchOutput> outputs = feed(a, SYNC, 0);
    assertEquals(
        addresses.stream().filter(address -> address.toString().startsWith("/ip4/44.")).toList(),
        ((PunchOutput.Dial) outputs.getLast()).addresses());
  }

  @Test
  void T806_aFourthRound() throws Exception {
    for (int round = 1; round <= 3; round++) {
      a.streamOpened(0);
      feed(a, connect(TCP_OF_B), 0);
      feed(a, SYNC, 0);
      a.streamEnded(0);
    }
    assertRejected(T806_TOO_MANY, () -> a.streamOpened(0));
  }

  @Test
  void T806_aRoundAfterTheEnd() throws Exception {
    hear();
    feed(a, SYNC, 0);
    a.linked(B);
    assertRejected(T806_TOO_MANY, () -> a.streamOpened(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {5 * SECOND + 1, 30 * SECOND})
  void T807_roundTripOverFiveSeconds(long took) throws Exception {
    open();
    assertRejected(T807_TOO_SLOW, () -> feed(b, connect(TCP_OF_A), took));
    assertEquals(List.of(new PunchOutput.OpenStream()), b.streamEnded(took));
  }

  @Test
  void T807_noAnswerOrNoSync() throws Exception {
    open();
    assertEquals(5 * SECOND, b.alarmNanos());
    assertEquals(List.of(), b.tick(5 * SECOND - 1));
    assertRejected(T807_TOO_SLOW, () -> b.tick(5 * SECOND));
    hear();
    assertEquals(List.of(), a.tick(10 * SECOND - 1));
    assertRejected(T807_TOO_SLOW, () -> a.tick(10 * SECOND));
  }

  @Test
  void T808_anotherPeerBehindTheHole() throws Exception {
    hear();
    feed(a, SYNC, 0);
    assertRejected(T808_OTHER_PEER, () -> a.linked(A));
    assertFalse(a.isOver(), "the right one may still come");
    a.linked(B);
  }

  @Test
  void aPeerWithoutAnAddressCostsARoundAndNoPacket() throws Exception {
    a.streamOpened(0);
    feed(a, connect(), 0);
    assertEquals(List.of(new PunchOutput.FinishStream()), feed(a, SYNC, 0));
    assertEquals(List.of(new PunchOutput.StopDialling()), a.tick(5 * SECOND));
  }
}
