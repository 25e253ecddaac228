package dev.pli.core.frame;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.frame.FrameRule.S708_SYNC;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S308_PAYLOAD;
import static dev.pli.crypto.session.SessionRule.S310_ADDRESSEE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.conversation.PliId;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.LinkMark;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordBodiesTest {
  private static final DeviceId DEVICE = new DeviceId(Bytes.hex("11".repeat(16)));
  private static final PliId PLI = new PliId(Bytes.hex("22".repeat(16)));
  private static final Bytes TAG = Bytes.hex("33".repeat(16));
  private static final LinkMark MARK = new LinkMark(7, Bytes.hex("ab".repeat(32)));
  private static final Sync SYNC =
      new Sync(List.of(new Sync.Mark(1, 10), new Sync.Mark(-1, 20)), 5, Bytes.hex("cd".repeat(32)));

  /// Reads a body, or rejects it.
  private interface Parser {
    Object parse(Bytes body) throws Exception;
  }

  @Test
  void ackIsDeviceIncarnationAndMark() throws Exception {
    var ack = new Ack(DEVICE, -1, 42);
    assertEquals(Bytes.hex("11".repeat(16) + "ff".repeat(8) + "000000000000002a"), ack.encode());
    assertEquals(ack, Ack.parse(ack.encode()));
    assertExact(ack.encode(), Ack::parse);
  }

  @Test
  void blobGetIsPliBlobSegmentAndTag() throws Exception {
    var get = new BlobGet(PLI, 64, 0xffff_ffffL, TAG);
    assertEquals(Bytes.hex("22".repeat(16) + "40" + "ffffffff" + "33".repeat(16)), get.encode());
    assertEquals(get, BlobGet.parse(get.encode()));
    assertExact(get.encode(), BlobGet::parse);
  }

  @ParameterizedTest
  @EnumSource
  void blobNoIsPliBlobAndReason(BlobNo.Reason reason) throws Exception {
    var no = new BlobNo(PLI, 3, reason);
    assertEquals(no, BlobNo.parse(no.encode()));
    assertExact(no.encode(), BlobNo::parse);
  }

  @Test
  void S001_refusesAReasonThatIsNone() {
    Bytes no = new BlobNo(PLI, 3, BlobNo.Reason.GONE).encode();
    assertRejected(S001_LAYOUT, () -> BlobNo.parse(replaced(no, 17, 0)));
    assertRejected(S001_LAYOUT, () -> BlobNo.parse(replaced(no, 17, 4)));
  }

  @Test
  void pingIsEchoedWithItsNumber() throws Exception {
    Ping ask = Ping.ask(new Random(1));
    assertEquals(ask, Ping.parse(ask.encode()));
    assertEquals(ask.echo(), Ping.parse(ask.echo().encode()));
    assertEquals(Ping.Kind.ECHO, ask.echo().kind());
    assertEquals(ask.number(), ask.echo().number());
    assertExact(ask.encode(), Ping::parse);
  }

  @Test
  void S001_refusesAPingOfAnotherKind() {
    Bytes ping = Ping.ask(new Random(1)).encode();
    assertRejected(S001_LAYOUT, () -> Ping.parse(replaced(ping, 0, 2)));
  }

  @Test
  void finishNamesTheInitiatorAndComesBack() throws Exception {
    var finish = new Finish(ALICE.fingerprint(), MARK, SYNC);
    assertEquals(finish, Finish.parse(finish.encode(), Purpose.LINK));
    finish.requireInitiator(ALICE.fingerprint());
    for (int end = 0; end < 72; end += 9) {
      Bytes cut = finish.encode().slice(0, end);
      assertRejected(S001_LAYOUT, () -> Finish.parse(cut, Purpose.LINK));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PAIR", "REKEY"})
  void S308_refusesALinkMarkInAFinishOutsideALink(Purpose purpose) {
    Bytes finish = new Finish(ALICE.fingerprint(), MARK, Sync.EMPTY).encode();
    assertRejected(S308_PAYLOAD, () -> Finish.parse(finish, purpose));
  }

  @Test
  void S310_refusesAFinishForSomebodyElse() {
    var finish = new Finish(ALICE.fingerprint(), MARK, SYNC);
    assertRejected(S310_ADDRESSEE, () -> finish.requireInitiator(BOB.fingerprint()));
  }

  @Test
  void syncComesBackFromItsBytes() throws Exception {
    assertEquals(SYNC, Sync.parse(SYNC.encode(), Purpose.LINK));
    assertEquals(Bytes.zero(41), Sync.EMPTY.encode());
    assertEquals(Sync.EMPTY, Sync.parse(Bytes.zero(41), Purpose.REKEY));
    var most = new ArrayList<Sync.Mark>();
    for (int i = 0; i < Sync.MAX_MARKS; i++) {
      most.add(new Sync.Mark(i, i));
    }
    Bytes full = new Sync(most, 1, Bytes.zero(32)).encode();
    assertEquals(1_065, full.length());
    assertEquals(64, Sync.parse(full, Purpose.LINK).marks().size());
  }

  @Test
  void S708_refusesAnotherLengthTooManyMarksAndUnsortedOnes() {
    Bytes bytes = SYNC.encode();
    assertSyncRefused(Bytes.EMPTY);
    assertSyncRefused(bytes.slice(0, bytes.length() - 1));
    assertSyncRefused(Bytes.concat(bytes, Bytes.of(0)));
    Bytes tooMany = Bytes.of(65);
    for (int i = 0; i < 65; i++) {
      tooMany = Bytes.concat(tooMany, Bytes.u64(i), Bytes.u64(1));
    }
    assertSyncRefused(Bytes.concat(tooMany, Bytes.zero(40)));
    Bytes swapped =
        Bytes.concat(
            bytes.slice(0, 1), bytes.slice(17, 33), bytes.slice(1, 17), bytes.slice(33, 73));
    assertSyncRefused(swapped);
    assertSyncRefused(replaced(bytes, 17, bytes.slice(1, 17)));
  }

  @Test
  void S708_refusesASyncThatIsNotEmptyInARekey() {
    assertRejected(S708_SYNC, () -> Sync.parse(SYNC.encode(), Purpose.REKEY));
    Bytes one = new Sync(List.of(), 1, Bytes.zero(32)).encode();
    assertRejected(S708_SYNC, () -> Sync.parse(one, Purpose.REKEY));
  }

  @Test
  void syncIsNeverMadeUnsorted() {
    List<Sync.Mark> unsorted = List.of(new Sync.Mark(-1, 0), new Sync.Mark(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Sync(unsorted, 0, Bytes.zero(32)));
  }

  private static void assertSyncRefused(Bytes body) {
    assertRejected(S708_SYNC, () -> Sync.parse(body, Purpose.LINK));
  }

  /// S001: one byte less, one byte more.
  private static void assertExact(Bytes body, Parser parser) {
    assertRejected(S001_LAYOUT, () -> parser.parse(body.slice(0, body.length() - 1)));
    assertRejected(S001_LAYOUT, () -> parser.parse(Bytes.concat(body, Bytes.of(0))));
    assertRejected(S001_LAYOUT, () -> parser.parse(Bytes.EMPTY));
  }
}
