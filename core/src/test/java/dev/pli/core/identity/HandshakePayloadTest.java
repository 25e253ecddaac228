package dev.pli.core.identity;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.ALICE_DEVICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S307_PADDING;
import static dev.pli.crypto.session.SessionRule.S308_PAYLOAD;
import static dev.pli.crypto.session.SessionRule.S309_FINGERPRINT;
import static dev.pli.crypto.session.SessionRule.S310_ADDRESSEE;
import static dev.pli.crypto.session.SessionRule.S311_VERSIONS;
import static dev.pli.crypto.session.SessionRule.S317_NO_PSK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakePayloadTest {
  private static final LinkMark MARK = new LinkMark(7, Bytes.hex("ab".repeat(32)));

  /// Where the fields lie in a payload without a card and with one device.
  private static final int CARD_LENGTH_AT = 3;

  private static final int FINGERPRINT_AT = 5;
  private static final int CERTIFICATE_AT = 37;
  private static final int LIST_LENGTH_AT = 226;
  private static final int LIST_AT = 228;
  private static final int VERSIONS_AT = 346;

  @ParameterizedTest
  @EnumSource
  void aReplyComesBackFromExactlyTheBytesOfItsPurpose(Purpose purpose) throws Exception {
    var reply = new HandshakePayload.Reply(introduction(purpose), true);
    Bytes bytes = reply.encode(purpose);
    assertEquals(purpose.payloadBytes(), bytes.length());
    assertEquals(reply, HandshakePayload.parseReply(bytes, purpose, NOW));
  }

  @ParameterizedTest
  @EnumSource
  void aProofComesBackFromExactlyTheBytesOfItsPurpose(Purpose purpose) throws Exception {
    HandshakePayload.Proof proof = proof(purpose);
    Bytes bytes = proof.encode(purpose);
    assertEquals(purpose.payloadBytes(), bytes.length());
    assertEquals(proof, HandshakePayload.parseProof(bytes, purpose, NOW));
  }

  @Test
  void theLargestPayloadsFit() {
    List<DeviceId> eight =
        IntStream.rangeClosed(1, 8).mapToObj(seed -> DeviceId.random(new Random(seed))).toList();
    var largest =
        new Introduction(
            Optional.of(ALICE.card()),
            ALICE.fingerprint(),
            People.certificate(ALICE, ALICE_DEVICE),
            DeviceList.issue(ALICE, eight, 0, NOW),
            new Versions(List.of(1, 2, 3, 4, 5, 6, 7, 8)),
            Limits.HIGHEST,
            -1);
    var proof = new HandshakePayload.Proof(largest, BOB.fingerprint(), LinkMark.NONE);
    assertEquals(2_665, PayloadLayout.encode(proof).length());
    assertTrue(proof.encode(Purpose.PAIR).length() == 2_816);
  }

  @Test
  void S001_refusesAPayloadThatEndsInAField() {
    Bytes reply = reply().encode(Purpose.LINK);
    for (int end : new int[] {0, 2, 4, 36, 100, 227, 300, 346, 370}) {
      assertRejected(
          S001_LAYOUT, () -> HandshakePayload.parseReply(reply.slice(0, end), Purpose.LINK, NOW));
    }
    assertReplyRefused(S001_LAYOUT, LIST_LENGTH_AT, Bytes.hex("ffff"));
  }

  @Test
  void S307_refusesPaddingThatIsNotZero() {
    Bytes bytes = reply().encode(Purpose.LINK);
    assertReplyRefused(S307_PADDING, bytes.length() - 1, Bytes.of(1));
    Bytes proof = replaced(proof(Purpose.LINK).encode(Purpose.LINK), bytes.length() - 1, 1);
    assertRejected(S307_PADDING, () -> HandshakePayload.parseProof(proof, Purpose.LINK, NOW));
  }

  @Test
  void S308_refusesAnotherVersionRoleOrFlag() {
    assertReplyRefused(S308_PAYLOAD, 0, Bytes.of(2));
    assertReplyRefused(S308_PAYLOAD, 1, Bytes.of(3));
    assertReplyRefused(S308_PAYLOAD, 2, Bytes.of(2));
    Bytes flagged = replaced(proof(Purpose.LINK).encode(Purpose.LINK), 2, 1);
    assertRejected(S308_PAYLOAD, () -> HandshakePayload.parseProof(flagged, Purpose.LINK, NOW));
  }

  @Test
  void S308_refusesACardOutsideAPairingAndAPairingWithoutACard() {
    Bytes withCard =
        new HandshakePayload.Reply(introduction(Purpose.PAIR), false).encode(Purpose.PAIR);
    assertRejected(S308_PAYLOAD, () -> HandshakePayload.parseReply(withCard, Purpose.LINK, NOW));
    Bytes without = reply().encode(Purpose.PAIR);
    assertRejected(S308_PAYLOAD, () -> HandshakePayload.parseReply(without, Purpose.PAIR, NOW));
    assertReplyRefused(S308_PAYLOAD, CARD_LENGTH_AT, Bytes.hex("0001"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAIR", "REKEY"})
  void S308_refusesALinkMarkOutsideALink(Purpose purpose) {
    var marked =
        new HandshakePayload.Proof(introduction(purpose), BOB.fingerprint(), MARK).encode(purpose);
    assertRejected(S308_PAYLOAD, () -> HandshakePayload.parseProof(marked, purpose, NOW));
    var counted = new LinkMark(1, Bytes.zero(32));
    var count =
        new HandshakePayload.Proof(introduction(purpose), BOB.fingerprint(), counted)
            .encode(purpose);
    assertRejected(S308_PAYLOAD, () -> HandshakePayload.parseProof(count, purpose, NOW));
  }

  @Test
  void S309_refusesFingerprintsThatDisagree() {
    Bytes other = BOB.fingerprint().value();
    assertReplyRefused(S309_FINGERPRINT, FINGERPRINT_AT, other);
    Bytes certificate = People.certificate(BOB, BOB_DEVICE).encode();
    assertReplyRefused(S309_FINGERPRINT, CERTIFICATE_AT, certificate);
    assertReplyRefused(S309_FINGERPRINT, LIST_AT, People.list(BOB, BOB_DEVICE).encode());
    Introduction honest = introduction(Purpose.PAIR);
    var card =
        new Introduction(
            Optional.of(BOB.card()),
            honest.fingerprint(),
            honest.certificate(),
            honest.devices(),
            honest.versions(),
            honest.limits(),
            honest.incarnation());
    Bytes bytes = new HandshakePayload.Reply(card, false).encode(Purpose.PAIR);
    assertRejected(S309_FINGERPRINT, () -> HandshakePayload.parseReply(bytes, Purpose.PAIR, NOW));
  }

  @Test
  void S310_refusesAProofForSomebodyElse() throws Exception {
    proof(Purpose.LINK).requireTo(BOB.fingerprint());
    assertRejected(S310_ADDRESSEE, () -> proof(Purpose.LINK).requireTo(ALICE.fingerprint()));
  }

  @Test
  void S311_refusesNoVersionTooManyAndUnsortedOnes() {
    assertReplyRefused(S311_VERSIONS, VERSIONS_AT, Bytes.of(0));
    assertReplyRefused(S311_VERSIONS, VERSIONS_AT, Bytes.of(9));
    assertReplyRefused(S311_VERSIONS, VERSIONS_AT, Bytes.hex("02 0002 0001"));
    assertReplyRefused(S311_VERSIONS, VERSIONS_AT, Bytes.hex("02 0001 0001"));
  }

  @Test
  void S311_refusesAVersionThatIsNotTheHighestCommonOne() throws Exception {
    var old = new Versions(List.of(1));
    var both = new Versions(List.of(1, 2));
    old.requireHighest(1, both);
    both.requireHighest(2, both);
    assertRejected(S311_VERSIONS, () -> both.requireHighest(1, both));
    assertRejected(S311_VERSIONS, () -> both.requireHighest(1, new Versions(List.of(3))));
    Versions.SUPPORTED.requireHighest(Versions.IN_USE, both);
  }

  @Test
  void S317_refusesToGoOnWithoutThePairingsKey() throws Exception {
    new HandshakePayload.Reply(introduction(Purpose.LINK), false).requirePsk();
    var lost = new HandshakePayload.Reply(introduction(Purpose.LINK), true);
    assertRejected(S317_NO_PSK, lost::requirePsk);
  }

  @Test
  void limitsAdmitWhatFitsAndAreUnsigned() {
    assertTrue(Limits.HIGHEST.admits(64L << 30, 16L << 30, 64));
    assertTrue(!Limits.HIGHEST.admits((64L << 30) + 1, 1, 1));
    assertTrue(!Limits.HIGHEST.admits(1L << 35, (16L << 30) + 1, 2));
    assertTrue(!Limits.HIGHEST.admits(1, 1, 65));
    assertTrue(new Limits(-1, -1, 64, 1).admits(Long.MAX_VALUE, Long.MAX_VALUE, 1));
  }

  private static HandshakePayload.Reply reply() {
    return new HandshakePayload.Reply(introduction(Purpose.LINK), false);
  }

  private static HandshakePayload.Proof proof(Purpose purpose) {
    LinkMark mark = purpose == Purpose.LINK ? MARK : LinkMark.NONE;
    return new HandshakePayload.Proof(introduction(purpose), BOB.fingerprint(), mark);
  }

  private static Introduction introduction(Purpose purpose) {
    return new Introduction(
        purpose == Purpose.PAIR ? Optional.of(ALICE.card()) : Optional.empty(),
        ALICE.fingerprint(),
        People.certificate(ALICE, ALICE_DEVICE),
        People.list(ALICE, ALICE_DEVICE),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        0x8877665544332211L);
  }

  private static void assertReplyRefused(Rule rule, int at, Bytes lie) {
    Bytes bytes = replaced(reply().encode(Purpose.LINK), at, lie);
    assertRejected(rule, () -> HandshakePayload.parseReply(bytes, Purpose.LINK, NOW));
  }
}
