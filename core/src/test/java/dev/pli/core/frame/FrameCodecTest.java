package dev.pli.core.frame;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.frame.FrameRule.S002_PROTOBUF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.conversation.PliId;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final DeviceId DEVICE = new DeviceId(Bytes.hex("11".repeat(16)));
  private static final PliId PLI = new PliId(Bytes.hex("22".repeat(16)));
  private static final Bytes HASH = Bytes.hex("33".repeat(32));
  private static final Secret KEY = Secret.copyOf(Bytes.hex("44".repeat(32)));

  /// device, incarnation 7, seq 1, sent_at 1.
  private static final String HEAD =
      "0a10" + "11".repeat(16) + "11 0700000000000000" + "1801" + "2001";

  static List<Frame> frames() {
    var manifest = new OfferedBlob(272, HASH, Bytes.hex("55".repeat(272)));
    var part = new OfferedBlob(1L << 33, HASH, Bytes.EMPTY);
    return List.of(
        new Frame.Offer(
            Bytes.utf8("{}"), Optional.of(KEY), List.of(manifest, part), Frame.Wishes.NONE),
        new Frame.Offer(
            Bytes.utf8("jws"),
            Optional.empty(),
            List.of(),
            new Frame.Wishes(Optional.of(PLI), true)),
        new Frame.Stored(PLI),
        new Frame.StatementFrame(Bytes.utf8("jws"), Optional.empty()),
        new Frame.EpochCert(Bytes.utf8("epoch")),
        new Frame.AgreementText(Bytes.utf8("convention")),
        new Frame.AgreementPropose(Bytes.utf8("payload")),
        new Frame.AgreementSigned(Bytes.utf8("signed")),
        new Frame.AgreementDeclined(HASH),
        new Frame.ReceiptNok(HASH, Frame.ReceiptNok.CLOCK),
        new Frame.OfferNok(PLI, Frame.OfferNok.REFUSED),
        new Frame.Devices(Bytes.utf8("list")),
        new Frame.Unknown());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFrameComesBackAndEncodesToTheSameBytes(Frame frame) throws Exception {
    var envelope = new Envelope(DEVICE, -1, 42, Instant.ofEpochMilli(1_763_000_000_000L), frame);
    Bytes body = FrameCodec.encode(envelope);
    assertEquals(envelope, FrameCodec.parse(body));
    assertEquals(body, FrameCodec.encode(FrameCodec.parse(body)));
  }

  @Test
  void laysOutFieldsAsTheSpecificationSays() throws Exception {
    var envelope = new Envelope(DEVICE, 7, 1, Instant.ofEpochMilli(1), new Frame.Stored(PLI));
    assertEquals(Bytes.hex(HEAD + "3210" + "22".repeat(16)), FrameCodec.encode(envelope));
  }

  @Test
  void ignoresFieldsAndKindsItDoesNotKnow() throws Exception {
    Envelope envelope = parse("3210" + "22".repeat(16) + "e80701" + "e20301ff" + "e80702");
    assertEquals(new Frame.Stored(PLI), envelope.frame());
    assertEquals(new Frame.Unknown(), parse("8a0101ff").frame());
    assertEquals(new Frame.Unknown(), parse("").frame());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1801", // seq again
        "3210 22222222222222222222222222222222 3210 22222222222222222222222222222222",
        "3201 22 3a 00", // two bodies
        "2a05 0a01 61 0a00", // an offer's payload again
        "2a06 1a04 0801 0802", // a blob's length again
        "6a04 1001 1001", // a refusal's code again
        "3210 22222222222222222222222222222222 820101ff820101ff", // the key again
      })
  void S002_refusesAFieldThatComesTwice(String fields) {
    assertRefused(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "320f 222222222222222222222222222222", // a pli id of 15 bytes
        "6201 33", // a declined sid of one byte
        "6a03 0a01 33", // a refused receipt's sid of one byte
        "7203 0a01 22", // a refused offer's pli id of one byte
        "2a04 1a02 1200", // a blob without its commitment
        "2a04 1202 4444", // a key of two bytes
      })
  void S002_refusesAFieldOfAnotherLength(String fields) {
    assertRefused(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "32", // a tag and no more
        "32ff01 22", // a length beyond the end
        "00", // field number zero
        "ff", // half a tag
        "e407", // the end of a group that never began
        "e307", // a group that never ends
        "18ffffffffffffffffffff01", // a number of eleven bytes
      })
  void S002_refusesWhatIsNoProtobuf(String fields) {
    assertRefused(fields);
  }

  @Test
  void S002_refusesNestingBeyondEightLevels() throws Exception {
    assertEquals(new Frame.Unknown(), parse("e307".repeat(8) + "e407".repeat(8)).frame());
    assertRefused("e307".repeat(9) + "e407".repeat(9));
    assertRefused("2a" + "20" + "e307".repeat(8) + "e407".repeat(8));
  }

  @Test
  void S002_refusesMoreBlobsThanAPliHas() throws Exception {
    Bytes ct = Bytes.hex("33".repeat(32));
    List<OfferedBlob> most = Collections.nCopies(65, new OfferedBlob(1, ct, Bytes.EMPTY));
    List<OfferedBlob> tooMany = Collections.nCopies(66, new OfferedBlob(1, ct, Bytes.EMPTY));
    FrameCodec.parse(offer(most));
    assertRejected(S002_PROTOBUF, () -> FrameCodec.parse(offer(tooMany)));
  }

  private static Bytes offer(List<OfferedBlob> blobs) {
    return encode(new Frame.Offer(Bytes.utf8("{}"), Optional.empty(), blobs, Frame.Wishes.NONE));
  }

  @Test
  void S002_refusesAKeyThatIsNotBesideARelease() {
    assertRejected(
        S002_PROTOBUF,
        () -> FrameCodec.parse(encode(new Frame.StatementFrame(HASH, Optional.of(KEY)))));
    assertRefused("3210" + "22".repeat(16) + "8201 20" + "44".repeat(32));
  }

  @Test
  void S002_refusesABodyLongerThanARecordHolds() {
    Frame longest = new Frame.AgreementText(Bytes.zero(16_345));
    assertEquals(FrameCodec.MAX_BODY_BYTES, encode(longest).length());
    assertRejected(
        S002_PROTOBUF, () -> FrameCodec.parse(encode(new Frame.AgreementText(Bytes.zero(16_346)))));
  }

  @Test
  void S002_refusesAnEnvelopeWithoutItsDevice() {
    assertRejected(S002_PROTOBUF, () -> FrameCodec.parse(Bytes.EMPTY));
    assertRejected(S002_PROTOBUF, () -> FrameCodec.parse(Bytes.hex("0a0f" + "11".repeat(15))));
  }

  @Test
  void S707_flagsWhatWasSentMoreThanADayAhead() {
    Instant sentAt = Instant.ofEpochMilli(1_763_000_000_000L);
    var envelope = new Envelope(DEVICE, 7, 1, sentAt, new Frame.Unknown());
    Instant dayBefore = sentAt.minus(Duration.ofDays(1));
    assertFalse(envelope.isSentAhead(dayBefore));
    assertTrue(envelope.isSentAhead(dayBefore.minusMillis(1)));
  }

  private static Bytes encode(Frame frame) {
    return FrameCodec.encode(new Envelope(DEVICE, 7, 1, Instant.ofEpochMilli(1), frame));
  }

  private static Envelope parse(String fields) throws Exception {
    return FrameCodec.parse(Bytes.hex(HEAD + fields));
  }

  private static void assertRefused(String fields) {
    assertRejected(S002_PROTOBUF, () -> parse(fields));
  }
}
