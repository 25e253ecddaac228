package dev.pli.transport.yamux;

import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.yamux.YamuxRule.T401_VERSION;
import static dev.pli.transport.yamux.YamuxRule.T402_TYPE;
import static dev.pli.transport.yamux.YamuxRule.T403_FLAGS;
import static dev.pli.transport.yamux.YamuxRule.T404_CREDIT;
import static dev.pli.transport.yamux.YamuxRule.T405_STREAM_ID;
import static dev.pli.transport.yamux.YamuxRule.T406_SYN_TWICE;
import static dev.pli.transport.yamux.YamuxRule.T407_CREDIT_SUM;
import static dev.pli.transport.yamux.YamuxRule.T408_DATA_AFTER_FIN;
import static dev.pli.transport.yamux.YamuxRule.T409_PING_ANSWER;
import static dev.pli.transport.yamux.YamuxRule.T410_DATA_TOO_LONG;
import static dev.pli.transport.yamux.YamuxRule.T412_FLOOD;
import static dev.pli.transport.yamux.YamuxRule.T413_SILENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamuxTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String OPEN_1 = "00 01 0001 00000001 00000000";
  private static final String FIN_1 = "00 01 0004 00000001 00000000";
  private static final String RST_1 = "00 01 0008 00000001 ffffffff";

  private final Yamux yamux = new Yamux(Role.RESPONDER, 0);

  @Test
  void opensWithAWindowUpdateAndOddOrEvenIds() throws Exception {
    var initiator = new Yamux(Role.INITIATOR, 0);
    assertEquals(OptionalInt.of(1), initiator.open(0));
    assertEquals(OptionalInt.of(3), initiator.open(0));
    assertEquals(Bytes.hex(OPEN_1 + "00 01 0001 00000003 00000000"), control(initiator));
    assertEquals(OptionalInt.of(2), yamux.open(0));
  }

  @Test
  void acknowledgesOnItsFirstFrameOfTheStream() throws Exception {
    assertEquals(List.of(new YamuxEvent.Opened(1)), feed(OPEN_1));
    assertEquals(Bytes.hex("00 00 0002 00000001 00000005"), header(1, 5));
    assertEquals(Bytes.hex("00 00 0000 00000001 00000005"), header(1, 5));
  }

  @Test
  void acceptsTheStreamCutAnywhere() throws Exception {
    Bytes stream = Bytes.hex(OPEN_1 + "00 00 0004 00000001 00000002 aabb");
    for (int cut = 0; cut <= stream.length(); cut++) {
      var machine = new Yamux(Role.RESPONDER, 0);
      var seen = new ArrayList<>(describe(machine.feed(stream.slice(0, cut).buffer(), 0)));
      seen.addAll(describe(machine.feed(stream.slice(cut, stream.length()).buffer(), 0)));
      assertEquals(
          "Opened1 aabb Finished1",
          String.join(" ", seen).replace("aa bb", "aabb"),
          "cut at " + cut);
    }
  }

  @Test
  void takesFlagsThatAreCombined() throws Exception {
    assertEquals(
        List.of(new YamuxEvent.Opened(1), new YamuxEvent.Finished(1)),
        feed("00 01 0005 00000001 00000000"));
    assertEquals(
        List.of(new YamuxEvent.Opened(3), new YamuxEvent.Reset(3)),
        feed("00 01 000d 00000003 00000000"));
  }

  @Test
  void closesWhenBothDirectionsAreDone() throws Exception {
    feed(OPEN_1);
    yamux.finish(1);
    assertEquals(Bytes.hex("00 01 0006 00000001 00000000"), control(yamux));
    assertEquals(0, yamux.credit(1));
    assertEquals(List.of("aabb", "Finished1"), describe(feed("00 00 0004 00000001 00000002 aabb")));
    assertEquals(List.of(), feed("00 00 0000 00000001 00000001 ff"));
  }

  @Test
  void sendsNoMoreThanItsCredit() throws Exception {
    feed(OPEN_1);
    assertEquals(262_144, yamux.credit(1));
    header(1, 262_144);
    assertEquals(0, yamux.credit(1));
    assertEquals(List.of(new YamuxEvent.Credited(1)), feed("00 01 0000 00000001 00000064"));
    assertEquals(100, yamux.credit(1));
  }

  @Test
  void givesCreditOnlyForWhatWasTakenAndFromHalfAWindowOn() throws Exception {
    feed(OPEN_1);
    receive(131_072);
    yamux.consumed(1, 131_071, SECOND);
    assertEquals(0, yamux.controlBytes());
    yamux.consumed(1, 1, SECOND);
    assertEquals(Bytes.hex("00 01 0002 00000001 00020000"), control(yamux));
  }

  @Test
  void windowDoublesWhileItIsUsedUpWithinFourRoundTrips() throws Exception {
    measureRoundTrip(1_000);
    feed(OPEN_1);
    long now = 1_000;
    var windows = new ArrayList<Integer>();
    int window = 262_144;
    for (int i = 0; i < 6; i++) {
      receive(window / 2);
      yamux.consumed(1, window / 2, now += 100);
      int delta = control(yamux).buffer().getInt(8);
      window += delta - window / 2;
      windows.add(window >> 10);
    }
    assertEquals(List.of(512, 1024, 2048, 4096, 4096, 4096), windows);
  }

  @Test
  void heldWindowStays() throws Exception {
    measureRoundTrip(1_000);
    feed(OPEN_1);
    yamux.holdWindow(1);
    receive(131_072);
    yamux.consumed(1, 131_072, 2_000);
    assertEquals(131_072, control(yamux).buffer().getInt(8));
  }

  @Test
  void answersPingInTheSameFlush() throws Exception {
    feed("00 02 0001 00000000 0000002a");
    assertEquals(Bytes.hex("00 02 0002 00000000 0000002a"), control(yamux));
  }

  @Test
  void pingsAtTheStartAndEveryThirtySeconds() throws Exception {
    yamux.tick(0);
    assertEquals(Bytes.hex("00 02 0001 00000000 00000001"), control(yamux));
    yamux.feed(Bytes.hex("00 02 0002 00000000 00000001").buffer(), 5_000);
    assertEquals(5_000, yamux.roundTripNanos().orElseThrow());
    assertEquals(30 * SECOND, yamux.alarmNanos());
    yamux.tick(30 * SECOND - 1);
    assertEquals(0, yamux.controlBytes());
    yamux.tick(30 * SECOND);
    assertEquals(12, yamux.controlBytes());
  }

  @Test
  void opensNoMoreThanThePeerAcknowledges() {
    var initiator = new Yamux(Role.INITIATOR, 0);
    for (int i = 0; i < 64; i++) {
      assertTrue(initiator.open(0).isPresent());
    }
    assertFalse(initiator.open(0).isPresent());
  }

  @Test
  void opensNothingAfterGoAway() throws Exception {
    assertEquals(List.of(new YamuxEvent.WentAway()), feed("00 03 0000 00000000 00000000"));
    assertFalse(yamux.open(0).isPresent());
  }

  @Test
  void toleratesSynOutOfOrderFromSeveralThreads() throws Exception {
    feed("00 01 0001 00000005 00000000");
    assertEquals(List.of(new YamuxEvent.Opened(3)), feed("00 01 0001 00000003 00000000"));
    assertEquals(List.of(new YamuxEvent.Opened(1)), feed(OPEN_1));
  }

  @Test
  void resetWithAnErrorCodeAddsNoCredit() throws Exception {
    feed(OPEN_1);
    assertEquals(List.of(new YamuxEvent.Reset(1)), feed(RST_1));
    assertEquals(0, yamux.credit(1));
  }

  @Test
  void skipsDataBesideReset() throws Exception {
    feed(OPEN_1);
    assertEquals(List.of(new YamuxEvent.Reset(1)), feed("00 00 0008 00000001 00000003 010203"));
    assertEquals(List.of(new YamuxEvent.Opened(3)), feed("00 01 0001 00000003 00000000"));
  }

  @Test
  void T401_version() {
    check(T401_VERSION, "01 00 0000 00000001 00000000");
  }

  @Test
  void T402_type() {
    check(T402_TYPE, "00 04 0000 00000001 00000000");
    check(T402_TYPE, "00 ff 0000 00000001 00000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 00 0010 00000001 00000000",
        "00 01 8001 00000001 00000000",
        "00 02 0000 00000000 00000000",
        "00 02 0003 00000000 00000000",
      })
  void T403_flags(String hex) {
    check(T403_FLAGS, hex);
  }

  @Test
  void T404_oneByteBeyondTheCredit() throws Exception {
    feed(OPEN_1);
    check(T404_CREDIT, "00 00 0000 00000001 00040001");
  }

  @Test
  void T404_creditThatWasUsedUp() throws Exception {
    feed(OPEN_1);
    receive(262_144);
    check(T404_CREDIT, "00 00 0000 00000001 00000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 01 0001 00000002 00000000",
        "00 00 0000 00000000 00000001",
        "00 01 0000 00000000 00000001",
        "00 02 0001 00000001 00000000",
        "00 03 0000 00000001 00000000",
      })
  void T405_streamId(String hex) {
    check(T405_STREAM_ID, hex);
  }

  @Test
  void T406_synOnALiveOrSpentStream() throws Exception {
    feed(OPEN_1);
    check(T406_SYN_TWICE, OPEN_1);
    feed(RST_1);
    check(T406_SYN_TWICE, OPEN_1);
  }

  @Test
  void T407_creditSum() throws Exception {
    feed(OPEN_1);
    check(T407_CREDIT_SUM, "00 01 0000 00000001 fffc0000");
  }

  @Test
  void T407_creditUpToTheSumIsFine() throws Exception {
    feed(OPEN_1 + "00 01 0000 00000001 fffbffff");
    assertEquals(0xffff_ffffL, yamux.credit(1));
  }

  @Test
  void T408_dataAfterFin() throws Exception {
    feed(OPEN_1 + FIN_1);
    check(T408_DATA_AFTER_FIN, "00 00 0000 00000001 00000001");
  }

  @Test
  void T409_pingAnswerNotAskedFor() throws Exception {
    check(T409_PING_ANSWER, "00 02 0002 00000000 00000000");
    yamux.tick(0);
    check(T409_PING_ANSWER, "00 02 0002 00000000 00000002");
  }

  @Test
  void T410_tooLongFromItsHeaderAlone() {
    check(T410_DATA_TOO_LONG, "00 00 0000 00000001 00400001");
  }

  @Test
  void T410_tooMuchForOneClosedStream() throws Exception {
    feed(OPEN_1 + RST_1);
    yamux.feed(Bytes.hex("00 00 0000 00000001 00400000").buffer(), 0);
    yamux.feed(ByteBuffer.allocate(4 << 20), 0);
    check(T410_DATA_TOO_LONG, "00 00 0000 00000001 00000001");
  }

  @Test
  void T412_controlFrames() {
    assertRejected(
        T412_FLOOD,
        () -> {
          for (int i = 0; i < 100_000; i++) {
            feed("00 01 0000 00000001 00000000");
          }
        });
  }

  @Test
  void T412_streamsOpenedAndReset() {
    assertRejected(
        T412_FLOOD,
        () -> {
          for (int id = 1; id < 1_000; id += 2) {
            Bytes hex = Bytes.u32(id);
            feed("00 01 0009" + hex.hex() + "00000000");
          }
        });
  }

  @Test
  void T412_creditForDataThatWasSentIsNoFlood() throws Exception {
    feed(OPEN_1);
    for (int i = 0; i < 100_000; i++) {
      header(1, 1);
      feed("00 01 0000 00000001 00000001");
    }
  }

  @Test
  void T413_noPingAnswer() throws Exception {
    yamux.tick(0);
    yamux.tick(10 * SECOND - 1);
    assertRejected(T413_SILENCE, () -> yamux.tick(10 * SECOND));
  }

  @Test
  void T413_afterAChangeOfNetworkTheAnswerHasTwoSeconds() throws Exception {
    yamux.tick(0);
    feed("00 02 0002 00000000 00000001"); // The first ping is answered.
    yamux.hurryPing(5 * SECOND);
    yamux.tick(5 * SECOND);
    yamux.tick(7 * SECOND - 1);
    assertRejected(T413_SILENCE, () -> yamux.tick(7 * SECOND));
  }

  @Test
  void T413_afterAChangeOfNetworkAPingOnItsWayHasTwoSecondsMore() throws Exception {
    yamux.tick(0);
    yamux.hurryPing(3 * SECOND);
    yamux.tick(5 * SECOND - 1);
    assertRejected(T413_SILENCE, () -> yamux.tick(5 * SECOND));
  }

  private List<YamuxEvent> feed(String hex) throws RejectedException {
    return yamux.feed(Bytes.hex(hex).buffer(), 0);
  }

  private void receive(int length) throws RejectedException {
    feed("00 00 0000 00000001" + Bytes.u32(length).hex());
    yamux.feed(ByteBuffer.allocate(length), 0);
  }

  private void measureRoundTrip(long nanos) throws RejectedException {
    yamux.tick(0);
    yamux.feed(Bytes.hex("00 02 0002 00000000 00000001").buffer(), nanos);
    control(yamux);
  }

  private Bytes header(int stream, int length) {
    var out = ByteBuffer.allocate(Yamux.HEADER_BYTES);
    yamux.dataHeader(stream, length, out);
    return Bytes.copyOf(out.flip());
  }

  private static Bytes control(Yamux yamux) {
    var out = ByteBuffer.allocate(yamux.controlBytes());
    yamux.control(out);
    return Bytes.copyOf(out.flip());
  }

  private void check(Rule rule, String hex) {
    assertRejected(rule, () -> feed(hex));
  }

  private static List<String> describe(List<YamuxEvent> events) {
    var texts = new ArrayList<String>();
    for (YamuxEvent event : events) {
      texts.add(
          switch (event) {
            case YamuxEvent.Opened(var stream) -> "Opened" + stream;
            case YamuxEvent.Data(_, var bytes) -> Bytes.copyOf(bytes).hex();
            case YamuxEvent.Finished(var stream) -> "Finished" + stream;
            case YamuxEvent.Reset(var stream) -> "Reset" + stream;
            case YamuxEvent.Credited(var stream) -> "Credited" + stream;
            case YamuxEvent.WentAway() -> "WentAway";
          });
    }
    return texts;
  }
}
