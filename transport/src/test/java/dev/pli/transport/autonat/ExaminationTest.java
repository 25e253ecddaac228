package dev.pli.transport.autonat;

import static dev.pli.transport.autonat.ReachabilityRule.T851_NOT_ENTITLED;
import static dev.pli.transport.autonat.ReachabilityRule.T852_NOT_PAID;
import static dev.pli.transport.autonat.ReachabilityRule.T854_DIAL_DATA;
import static dev.pli.transport.autonat.ReachabilityRule.T855_ADDRESS;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T006_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExaminationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Bytes IP = Bytes.hex("2c000002");
  private static final String OWN = "/ip4/44.0.0.2/tcp/4001";
  private static final String FOREIGN = "/ip4/44.0.0.9/tcp/25";
  private static final AutonatOutput FINISH = new AutonatOutput.FinishStream();

  private final Examination examination = examination(Examination.Entitlement.ENTITLED, 1);

  private static Examination examination(Examination.Entitlement entitlement, long seed) {
    return new Examination(entitlement, IP, new Random(seed), 0);
  }

  private static Multiaddr address(String text) {
    try {
      return Multiaddr.parse(text);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static AutonatMessage.DialRequest request(String... addresses) {
    return new AutonatMessage.DialRequest(
        Arrays.stream(addresses).map(text -> address(text).encode()).toList(), 7);
  }

  private List<AutonatOutput> feed(AutonatMessage message) throws RejectedException {
    return feed(examination, message);
  }

  private static List<AutonatOutput> feed(Examination examination, AutonatMessage message)
      throws RejectedException {
    return examination.feed(MessageDecoder.encode(message.encode()).buffer(), 0);
  }

  private static AutonatOutput send(AutonatMessage message) {
    return new AutonatOutput.Send(MessageDecoder.encode(message.encode()));
  }

  private static List<AutonatOutput> refusal(AutonatMessage.Status status) {
    return List.of(
        send(new AutonatMessage.DialResponse(status, 0, AutonatMessage.DialStatus.UNUSED)), FINISH);
  }

  private static List<AutonatOutput> response(int place, AutonatMessage.DialStatus status) {
    return List.of(
        send(new AutonatMessage.DialResponse(AutonatMessage.Status.OK, place, status)), FINISH);
  }

  @Test
  void dialsTheFirstAddressThatMayBeAndNoOther() throws Exception {
    var outputs = feed(request("/ip4/10.0.0.1/tcp/80", OWN, "/ip4/44.0.0.2/tcp/4002"));
    assertEquals(List.of(new AutonatOutput.DialBackTo(address(OWN), new DialBack(7))), outputs);
    assertEquals(
        response(1, AutonatMessage.DialStatus.OK),
        examination.dialled(Examination.DialResult.HEARD));
    assertTrue(examination.isOver());
    assertEquals(List.of(), examination.dialled(Examination.DialResult.HEARD), "once");
  }

  @Test
  void saysWhatCameOfTheDial() throws Exception {
    feed(request(OWN));
    assertEquals(
        response(0, AutonatMessage.DialStatus.DIAL_BACK_ERROR),
        examination.dialled(Examination.DialResult.NOT_HEARD));
    var other = examination(Examination.Entitlement.ENTITLED, 1);
    feed(other, request(OWN));
    assertEquals(List.of(), other.tick(10 * SECOND - 1));
    assertEquals(response(0, AutonatMessage.DialStatus.DIAL_ERROR), other.tick(10 * SECOND));
  }

  /// So nobody can have us send more to a third party than he has sent to us.
  @RepeatedTest(20)
  void anotherIpIsDialledOnlyWhenItIsPaidFor(RepetitionInfo seed) throws Exception {
    var examination = examination(Examination.Entitlement.ENTITLED, seed.getCurrentRepetition());
    Bytes asked = ((AutonatOutput.Send) feed(examination, request(FOREIGN)).getFirst()).message();
    var message = new MessageDecoder(AutonatMessage.MAX_BYTES).feed(asked.buffer()).getFirst();
    long price = ((AutonatMessage.DialDataRequest) AutonatMessage.parse(message)).bytes();
    assertTrue(price >= 30_000 && price <= 100_000);
    long paid = 0;
    while (price - paid > 4_096) {
      assertEquals(
          List.of(), feed(examination, new AutonatMessage.DialDataResponse(Bytes.zero(4_096))));
      paid += 4_096;
    }
    assertEquals(
        List.of(new AutonatOutput.DialBackTo(address(FOREIGN), new DialBack(7))),
        feed(examination, new AutonatMessage.DialDataResponse(Bytes.zero((int) (price - paid)))));
  }

  @Test
  void T851_aClassThatMayNotAsk() throws Exception {
    assertRejected(
        T851_NOT_ENTITLED, () -> Examination.requireEntitled(Examination.Entitlement.NOT_ENTITLED));
    var stranger = examination(Examination.Entitlement.NOT_ENTITLED, 1);
    assertEquals(refusal(AutonatMessage.Status.REJECTED), feed(stranger, request(OWN)));
  }

  @Test
  void whoAsksTooOftenIsRejected() throws Exception {
    var limited = examination(Examination.Entitlement.LIMITED, 1);
    assertEquals(refusal(AutonatMessage.Status.REJECTED), feed(limited, request(OWN)));
    var limits = new ExaminationLimits(0);
    var peer = PeerId.of(Bytes.hex("11".repeat(32)));
    for (int i = 0; i < 12; i++) {
      assertTrue(limits.take(peer, 0));
    }
    assertFalse(limits.take(peer, 60 * SECOND - 1));
    assertTrue(limits.take(peer, 60 * SECOND));
    for (int i = 1; i < 60; i++) {
      assertTrue(limits.take(PeerId.of(Bytes.hex("%064x".formatted(i))), 60 * SECOND));
    }
    assertFalse(limits.take(PeerId.of(Bytes.hex("%064x".formatted(60))), 60 * SECOND));
  }

  @Test
  void T852_anotherAnswerThanDialData() throws Exception {
    assertRejected(
        T852_NOT_PAID,
        () -> Examination.requirePaid(new Examination.State.AwaitingData(null, 1, 0)));
    feed(request(FOREIGN));
    assertEquals(refusal(AutonatMessage.Status.DIAL_REFUSED), feed(request(FOREIGN)));
  }

  @Test
  void T852_dialDataThatNeverCame() throws Exception {
    feed(request(FOREIGN));
    assertEquals(refusal(AutonatMessage.Status.DIAL_REFUSED), examination.streamEnded());
    var other = examination(Examination.Entitlement.ENTITLED, 1);
    feed(other, request(FOREIGN));
    assertEquals(List.of(), other.tick(30 * SECOND - 1));
    assertEquals(refusal(AutonatMessage.Status.DIAL_REFUSED), other.tick(30 * SECOND));
  }

  @Test
  void T854_aChunkTooLong() throws Exception {
    feed(request(FOREIGN));
    assertRejected(
        T854_DIAL_DATA, () -> feed(new AutonatMessage.DialDataResponse(Bytes.zero(4_097))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/192.168.1.1/tcp/80",
        "/ip4/127.0.0.1/tcp/80",
        "/ip6/fd00::1/tcp/80",
        "/ip4/224.0.0.1/tcp/80",
        "/dns4/example.com/tcp/80",
        "/ip4/44.0.0.2/tcp/80/ws",
      })
  void T855_privateOrRefusedAddresses(String text) throws Exception {
    assertRejected(T855_ADDRESS, () -> Examination.choose(request(text)));
    assertEquals(refusal(AutonatMessage.Status.DIAL_REFUSED), feed(request(text)));
  }

  @Test
  void T855_noAddressAtAll() throws Exception {
    assertEquals(refusal(AutonatMessage.Status.DIAL_REFUSED), feed(request()));
  }

  @Test
  void T006_firstMessageIsNoRequestOrNoneComes() throws Exception {
    var data = new AutonatMessage.DialDataResponse(Bytes.EMPTY);
    assertRejected(T006_FIELD, () -> feed(data));
    assertEquals(List.of(), examination.tick(10 * SECOND - 1));
    assertRejected(T006_FIELD, () -> examination.tick(10 * SECOND));
  }
}
