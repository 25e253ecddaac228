package dev.pli.transport.multistream;

import static dev.pli.transport.multistream.MultistreamRule.T201_HEADER;
import static dev.pli.transport.multistream.MultistreamRule.T202_LINE;
import static dev.pli.transport.multistream.MultistreamRule.T203_LINE_TOO_LONG;
import static dev.pli.transport.multistream.MultistreamRule.T204_SECOND_HEADER;
import static dev.pli.transport.multistream.MultistreamRule.T205_ANSWER;
import static dev.pli.transport.multistream.MultistreamRule.T206_TOO_MUCH;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final String HEADER = "13 2f6d756c746973747265616d2f312e302e300a";
  private static final String NOISE = "07 2f6e6f6973650a";
  private static final String NA = "03 6e610a";
  private static final Negotiation.Outcome WAITING = new Negotiation.Outcome.Waiting();
  private static final Negotiation.Outcome AGREED = new Negotiation.Outcome.Agreed("/noise");

  @Test
  void openingIsHeaderAndProposalInOneFlight() {
    assertEquals(Bytes.hex(HEADER + NOISE), Negotiation.opening("/noise"));
  }

  @Test
  void agreesOnTheEcho() throws Exception {
    var progress = Negotiation.propose("/noise").feed(Bytes.hex(HEADER + NOISE).buffer());
    assertEquals(new Negotiation.Progress(Bytes.EMPTY, AGREED), progress);
  }

  @Test
  void isRefusedByNa() throws Exception {
    var progress = Negotiation.propose("/noise").feed(Bytes.hex(HEADER + NA).buffer());
    assertEquals(new Negotiation.Outcome.Refused(), progress.outcome());
  }

  @Test
  void answersHeaderThenNaThenTheEcho() throws Exception {
    var answering = answering();
    assertEquals(
        new Negotiation.Progress(Bytes.hex(HEADER + NA), WAITING),
        answering.feed(Bytes.hex(HEADER + "03 6c730a").buffer()));
    assertEquals(
        new Negotiation.Progress(Bytes.hex(NOISE), AGREED),
        answering.feed(Bytes.hex(NOISE).buffer()));
  }

  @Test
  void leavesWhatFollowsForTheProtocolAgreed() throws Exception {
    ByteBuffer input = Bytes.hex(HEADER + NOISE + "aabb").buffer();
    assertEquals(AGREED, answering().feed(input).outcome());
    assertEquals(2, input.remaining());
  }

  @Test
  void takesTheLinesByteByByte() throws Exception {
    var answering = answering();
    Bytes stream = Bytes.hex(HEADER + NOISE);
    for (int i = 0; i < stream.length() - 1; i++) {
      assertEquals(WAITING, answering.feed(stream.slice(i, i + 1).buffer()).outcome());
    }
    assertEquals(
        AGREED,
        answering.feed(stream.slice(stream.length() - 1, stream.length()).buffer()).outcome());
  }

  @Test
  void T201_anotherFirstLine() {
    check(T201_HEADER, answering(), NOISE);
    check(T201_HEADER, Negotiation.propose("/noise"), NA);
  }

  @Test
  void T202_noNewlineEmptyOrNoUtf8() {
    check(T202_LINE, answering(), "02 2f6e");
    check(T202_LINE, answering(), "00");
    check(T202_LINE, answering(), "01 0a");
    check(T202_LINE, answering(), "03 c3280a");
  }

  @Test
  void T203_lineTooLongFromItsLengthAlone() {
    check(T203_LINE_TOO_LONG, answering(), "8108");
  }

  @Test
  void T204_secondHeader() {
    check(T204_SECOND_HEADER, answering(), HEADER + HEADER);
    check(T204_SECOND_HEADER, Negotiation.propose("/noise"), HEADER + HEADER);
  }

  @Test
  void T205_answerOfAnotherProtocol() {
    check(T205_ANSWER, Negotiation.propose("/noise"), HEADER + "05 2f746c730a");
  }

  @Test
  void T206_seventeenProposals() throws Exception {
    var answering = answering();
    answering.feed(Bytes.hex(HEADER + "03 6c730a".repeat(15)).buffer());
    check(T206_TOO_MUCH, answering, "03 6c730a");
  }

  @Test
  void T206_moreThanFourKibibytes() {
    String line = "8008" + "61".repeat(1023) + "0a";
    check(T206_TOO_MUCH, answering(), HEADER + line.repeat(4));
  }

  private static Negotiation answering() {
    return Negotiation.answer("/noise"::equals);
  }

  private static void check(Rule rule, Negotiation negotiation, String hex) {
    assertRejected(rule, () -> negotiation.feed(Bytes.hex(hex).buffer()));
  }
}
