package dev.pli.transport.autonat;

import static dev.pli.transport.autonat.ReachabilityRule.T853_NONCE;
import static dev.pli.transport.autonat.ReachabilityRule.T854_DIAL_DATA;
import static dev.pli.transport.autonat.ReachabilityRule.T856_SAME_PORT;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T006_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PeerId SERVER = PeerId.of(Bytes.hex("11".repeat(32)));
  private static final PeerId OTHER = PeerId.of(Bytes.hex("22".repeat(32)));
  private static final Multiaddr FIRST = Multiaddr.tcp(Bytes.hex("2c000002"), 4001);
  private static final Multiaddr SECOND_ONE = Multiaddr.tcp(Bytes.hex("2c000003"), 4001);
  private static final DialBack DIAL_BACK = new DialBack(7);
  private static final AutonatMessage REACHED =
      new AutonatMessage.DialResponse(AutonatMessage.Status.OK, 1, AutonatMessage.DialStatus.OK);
  private static final AutonatOutput CONFIRMED = new AutonatOutput.Answered(SECOND_ONE, true);
  private static final AutonatOutput FINISH = new AutonatOutput.FinishStream();

  private final Inquiry inquiry = new Inquiry(SERVER, List.of(FIRST, SECOND_ONE), 7, 0);

  private List<AutonatOutput> feed(AutonatMessage message) throws RejectedException {
    return inquiry.feed(MessageDecoder.encode(message.encode()).buffer());
  }

  private List<AutonatOutput> dialledBack() throws RejectedException {
    return inquiry.dialledBack(SERVER, DIAL_BACK, false, SECOND);
  }

  @Test
  void asksAboutAllAddressesAtOnce() {
    var request = new AutonatMessage.DialRequest(List.of(FIRST.encode(), SECOND_ONE.encode()), 7);
    assertEquals(
        List.of(new AutonatOutput.Send(MessageDecoder.encode(request.encode()))), inquiry.start());
  }

  @Test
  void anAddressIsConfirmedByAnswerAndDialBack() throws Exception {
    assertEquals(List.of(), dialledBack());
    assertEquals(List.of(FINISH, CONFIRMED), feed(REACHED));
    assertTrue(inquiry.isOver());
    assertEquals(Long.MAX_VALUE, inquiry.alarmNanos());
  }

  @Test
  void theDialBackMayComeBehindTheAnswer() throws Exception {
    assertEquals(List.of(FINISH), feed(REACHED));
    assertEquals(List.of(), inquiry.streamEnded());
    assertEquals(List.of(CONFIRMED), dialledBack());
  }

  @Test
  void anAnswerWithoutDialBackProvesNothing() throws Exception {
    feed(REACHED);
    assertEquals(List.of(), inquiry.tick(15 * SECOND));
    assertEquals(List.of(new AutonatOutput.Unanswered()), inquiry.tick(15 * SECOND + 1));
  }

  @Test
  void whatCouldNotBeDialledIsNotReachable() throws Exception {
    var failed =
        new AutonatMessage.DialResponse(
            AutonatMessage.Status.OK, 0, AutonatMessage.DialStatus.DIAL_ERROR);
    assertEquals(List.of(FINISH, new AutonatOutput.Answered(FIRST, false)), feed(failed));
  }

  @Test
  void aRefusalSaysNothingOfTheAddress() throws Exception {
    var refused =
        new AutonatMessage.DialResponse(
            AutonatMessage.Status.REJECTED, 0, AutonatMessage.DialStatus.UNUSED);
    assertEquals(List.of(FINISH, new AutonatOutput.Unanswered()), feed(refused));
  }

  @Test
  void aStreamThatEndsSaysNothingEither() {
    assertEquals(List.of(new AutonatOutput.Unanswered()), inquiry.streamEnded());
    assertEquals(List.of(), inquiry.streamEnded());
  }

  @Test
  void dialDataIsPaidInChunks() throws Exception {
    var outputs = feed(new AutonatMessage.DialDataRequest(1, 30_000));
    int paid = 0;
    for (AutonatOutput output : outputs) {
      Bytes message = ((AutonatOutput.Send) output).message();
      var whole = new MessageDecoder(AutonatMessage.MAX_BYTES).feed(message.buffer()).getFirst();
      paid += ((AutonatMessage.DialDataResponse) AutonatMessage.parse(whole)).data().length();
    }
    assertEquals(30_000, paid);
    assertEquals(8, outputs.size());
  }

  @Test
  void T853_nonceUnknownUsedOldOrOfAnotherPeer() throws Exception {
    assertRejected(T853_NONCE, () -> inquiry.dialledBack(SERVER, new DialBack(8), false, SECOND));
    assertRejected(T853_NONCE, () -> inquiry.dialledBack(OTHER, DIAL_BACK, false, SECOND));
    assertRejected(
        T853_NONCE, () -> inquiry.dialledBack(SERVER, DIAL_BACK, false, 15 * SECOND + 1));
    dialledBack();
    assertRejected(T853_NONCE, this::dialledBack);
  }

  @Test
  void T853_aNonceWhoseQuestionIsOver() {
    inquiry.streamEnded();
    assertRejected(T853_NONCE, this::dialledBack);
  }

  @Test
  void T854_moreThan100kBOrTwice() throws Exception {
    assertRejected(T854_DIAL_DATA, () -> feed(new AutonatMessage.DialDataRequest(0, 100_001)));
    assertEquals(25, feed(new AutonatMessage.DialDataRequest(0, 100_000)).size());
    assertRejected(T854_DIAL_DATA, () -> feed(new AutonatMessage.DialDataRequest(0, 1)));
  }

  @Test
  void T856_fromThePortThatListens() throws Exception {
    assertRejected(T856_SAME_PORT, () -> inquiry.dialledBack(SERVER, DIAL_BACK, true, SECOND));
    feed(REACHED);
    assertEquals(List.of(new AutonatOutput.Unanswered()), inquiry.tick(16 * SECOND));
  }

  @Test
  void T006_anAddressNobodyAskedAbout() {
    var third =
        new AutonatMessage.DialResponse(AutonatMessage.Status.OK, 2, AutonatMessage.DialStatus.OK);
    assertRejected(T006_FIELD, () -> feed(third));
    assertRejected(T006_FIELD, () -> feed(new AutonatMessage.DialDataRequest(2, 1)));
    assertRejected(T006_FIELD, () -> feed(new AutonatMessage.DialDataResponse(Bytes.EMPTY)));
  }
}
