package dev.pli.crypto.session;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.session.RecordType.ACK;
import static dev.pli.crypto.session.RecordType.CONFIRM;
import static dev.pli.crypto.session.RecordType.ENVELOPE;
import static dev.pli.crypto.session.RecordType.EPOCH;
import static dev.pli.crypto.session.RecordType.EXTENSION;
import static dev.pli.crypto.session.RecordType.FINISH;
import static dev.pli.crypto.session.RecordType.PING;
import static dev.pli.crypto.session.SessionRule.S316_FIRST_RECORD;
import static dev.pli.crypto.session.SessionRule.S401_RECORD_LENGTH;
import static dev.pli.crypto.session.SessionRule.S402_AEAD;
import static dev.pli.crypto.session.SessionRule.S403_RECORD_PADDING;
import static dev.pli.crypto.session.SessionRule.S404_RECORD_TYPE;
import static dev.pli.crypto.session.SessionRule.S405_RECORD_COUNT;
import static dev.pli.crypto.session.SessionRule.S406_ORDER;
import static dev.pli.crypto.session.SessionRule.S601_OVERDUE;
import static dev.pli.crypto.session.SessionRule.S602_EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Bytes TEXT = Bytes.ascii("bonjour");

  @Test
  void bothSidesHoldTheSameSecretsAndOppositeRoles() throws Exception {
    Pair pair = Pair.linked(1);
    assertEquals(pair.initiator.pairPsk(), pair.responder.pairPsk());
    assertEquals(pair.initiator.rekeyPsk(), pair.responder.rekeyPsk());
    assertEquals(pair.initiator.rekeyBind(), pair.responder.rekeyBind());
    assertEquals(pair.initiator.lastHash(), pair.responder.lastHash());
    assertNotEquals(pair.initiator.pairPsk(), pair.initiator.rekeyPsk());
    assertEquals(Role.INITIATOR, pair.initiator.role());
    assertEquals(Role.RESPONDER, pair.responder.role());
    assertEquals(0, pair.initiator.epoch());
  }

  @RepeatedTest(8)
  void opensEverythingThatWasSealedInAnyInterleaving(RepetitionInfo repetition) throws Exception {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    Pair pair = Pair.open(repetition.getCurrentRepetition());
    for (int i = 0; i < 40; i++) {
      var body = new byte[random.nextInt(Records.MAX_BODY_BYTES + 1)];
      random.nextBytes(body);
      Bytes sent = Bytes.copyOf(body);
      Session.Opened opened =
          random.nextBoolean()
              ? pair.toResponder(ENVELOPE, sent)
              : pair.toInitiator(ENVELOPE, sent);
      assertEquals(sent, opened.body());
      assertEquals(ENVELOPE, opened.type());
      if (i % 15 == 14) {
        pair.rekey();
        pair.toInitiator(EPOCH, Bytes.EMPTY);
        pair.toInitiator(FINISH, Bytes.EMPTY);
        pair.toResponder(EPOCH, Bytes.EMPTY);
        pair.toResponder(CONFIRM, Bytes.EMPTY);
      }
    }
    assertEquals(2, pair.initiator.epoch());
    assertEquals(2, pair.responder.epoch());
  }

  @Test
  void countsEachDirectionByItself() throws Exception {
    Pair pair = Pair.open(1);
    pair.toResponder(ENVELOPE, TEXT);
    pair.toResponder(ENVELOPE, TEXT);
    assertEquals(3, pair.initiator.sentRecords());
    assertEquals(3, pair.responder.receivedRecords());
    assertEquals(1, pair.responder.sentRecords());
  }

  @Test
  void lengthsAreThoseOfPadme() throws Exception {
    Pair pair = Pair.open(1);
    var seen = new TreeSet<Integer>();
    for (int length = 0; length <= 1_000; length++) {
      seen.add(pair.sealByInitiator(ENVELOPE, Bytes.zero(length)).length() - 16);
    }
    assertEquals(
        new TreeSet<>(
            java.util.List.of(
                256, 272, 288, 304, 320, 336, 352, 368, 384, 400, 416, 432, 448, 464, 480, 496, 512,
                544, 576, 608, 640, 672, 704, 736, 768, 800, 832, 864, 896, 928, 960, 992, 1024)),
        seen);
  }

  @Test
  void aSessionServesOnce() throws Exception {
    Pair pair = Pair.open(1);
    Session before = pair.initiator;
    before.seal(ENVELOPE, TEXT);
    assertThrows(IllegalStateException.class, () -> before.seal(ENVELOPE, TEXT));
  }

  @Test
  void keepsOrderOnTheSendingSide() throws Exception {
    Pair pair = Pair.linked(1);
    assertThrows(IllegalStateException.class, () -> pair.responder.seal(ENVELOPE, TEXT));
    assertThrows(IllegalStateException.class, () -> pair.responder.seal(CONFIRM, TEXT));
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(FINISH, TEXT));
    pair.openEpoch();
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(CONFIRM, TEXT));
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(FINISH, TEXT));
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(EPOCH, Bytes.EMPTY));
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(EXTENSION, TEXT));
  }

  @Test
  void rekeyMovesEachDirectionWithItsOwnEpochRecord() throws Exception {
    Pair pair = Pair.open(1);
    Bytes oldHash = pair.initiator.lastHash();
    pair.rekey();
    assertTrue(pair.responder.isChangingEpoch());
    pair.toInitiator(EPOCH, Bytes.EMPTY);
    pair.toInitiator(FINISH, Bytes.EMPTY);
    pair.toInitiator(ENVELOPE, TEXT);
    assertEquals(0, pair.initiator.epoch());
    pair.toResponder(ENVELOPE, TEXT); // Still under the old chain.
    pair.toResponder(EPOCH, Bytes.EMPTY);
    assertEquals(1, pair.initiator.epoch());
    assertEquals(1, pair.responder.epoch());
    assertFalse(pair.responder.isChangingEpoch());
    pair.toResponder(CONFIRM, Bytes.EMPTY);
    assertEquals(TEXT, pair.toResponder(ENVELOPE, TEXT).body());
    assertNotEquals(oldHash, pair.initiator.lastHash());
    assertEquals(pair.initiator.rekeyBind(), pair.responder.rekeyBind());
  }

  @Test
  void rolesFollowTheRekeyThatTheResponderAskedFor() throws Exception {
    Pair pair = Pair.open(1);
    Pair.Sessions next =
        Pair.handshake(
            Header.rekey(pair.responder),
            Binding.rekey(pair.responder, Pair.PEER_R, Pair.PEER_I),
            pair.responderKeys,
            pair.initiatorKeys,
            Psk.ofRekey(Pair.PSK, pair.responder),
            pair.random);
    pair.responder = pair.responder.rekeyed(next.initiator());
    pair.initiator = pair.initiator.rekeyed(next.responder());
    pair.toResponder(EPOCH, Bytes.EMPTY);
    pair.toResponder(FINISH, Bytes.EMPTY);
    pair.toInitiator(EPOCH, Bytes.EMPTY);
    pair.toInitiator(CONFIRM, Bytes.EMPTY);
    assertEquals(Role.RESPONDER, pair.initiator.role());
    assertEquals(TEXT, pair.toInitiator(ENVELOPE, TEXT).body());
  }

  @Test
  void S316_firstRecordIsNotFinishOrConfirm() throws Exception {
    Pair pair = Pair.linked(1);
    Bytes ack = new Forger(pair.responder).seal(ACK, TEXT);
    assertRejected(S316_FIRST_RECORD, () -> pair.initiator.open(ack));
    Bytes finish = new Forger(pair.initiator).seal(FINISH, TEXT);
    assertRejected(S316_FIRST_RECORD, () -> pair.responder.open(finish));
  }

  @Test
  void S401_lengthOutsideTheRangeOrNotOfPadme() throws Exception {
    Pair pair = Pair.open(1);
    for (int length : new int[] {0, 1, 16, 271, 273, 16_399, 16_401, 65_535}) {
      assertRejected(S401_RECORD_LENGTH, () -> pair.responder.open(Bytes.zero(length)));
    }
  }

  @Test
  void S402_droppedDoubledReorderedFlippedOrFromElsewhere() throws Exception {
    Pair pair = Pair.open(1);
    Bytes first = pair.sealByInitiator(ENVELOPE, TEXT);
    Bytes second = pair.sealByInitiator(ENVELOPE, TEXT);
    assertRejected(S402_AEAD, () -> pair.responder.open(second));
    for (int i = 0; i < first.length(); i++) {
      byte[] flipped = first.toArray();
      flipped[i] ^= 0x40;
      assertRejected(S402_AEAD, () -> pair.responder.open(Bytes.copyOf(flipped)));
    }
    pair.responder = pair.responder.open(first).next();
    assertRejected(S402_AEAD, () -> pair.responder.open(first));
    assertRejected(S402_AEAD, () -> pair.initiator.open(second));
    assertRejected(S402_AEAD, () -> Pair.open(2).responder.open(second));
    assertEquals(TEXT, pair.responder.open(second).body());
  }

  @Test
  void S402_recordOfTheOldEpochAfterEpoch() throws Exception {
    Pair pair = Pair.open(1);
    pair.rekey();
    var old = new Forger(pair.responder);
    Bytes epoch = old.seal(EPOCH, Bytes.EMPTY);
    Bytes late = old.seal(ENVELOPE, TEXT);
    pair.initiator = pair.initiator.open(epoch).next();
    assertRejected(S402_AEAD, () -> pair.initiator.open(late));
  }

  @Test
  void S403_bodyLengthDoesNotGiveTheRecordOrPaddingIsNotZero() throws Exception {
    Bytes tooLong = Bytes.concat(Bytes.hex("10 ffffffff"), Bytes.zero(251));
    Bytes other = Bytes.concat(Bytes.hex("10 00000001"), Bytes.zero(1_019));
    Bytes overEnd = Bytes.concat(Bytes.hex("10 000000fc"), Bytes.zero(251));
    Bytes dirty = Bytes.concat(Bytes.hex("10 00000001"), Bytes.zero(250), Bytes.of(1));
    Bytes negative = Bytes.concat(Bytes.hex("10 80000000"), Bytes.zero(251));
    for (Bytes plaintext : new Bytes[] {tooLong, negative, other, overEnd, dirty}) {
      Pair pair = Pair.open(1);
      Bytes record = new Forger(pair.initiator).seal(plaintext);
      assertRejected(S403_RECORD_PADDING, () -> pair.responder.open(record));
    }
  }

  @Test
  void S404_unknownTypeIsRefusedAndAnExtensionPassedOver() throws Exception {
    for (int type : new int[] {0x00, 0x08, 0x0f, 0x13, 0x7f, 0xc0, 0xff}) {
      Pair pair = Pair.open(1);
      Bytes record = new Forger(pair.initiator).seal(plaintext(type));
      assertRejected(S404_RECORD_TYPE, () -> pair.responder.open(record));
    }
    for (int type : new int[] {0x80, 0xbf}) {
      Pair pair = Pair.open(1);
      Bytes record = new Forger(pair.initiator).seal(plaintext(type));
      assertEquals(EXTENSION, pair.responder.open(record).type());
    }
  }

  @Test
  void S405_tooManyRecordsInOneDirection() throws Exception {
    Pair pair = Pair.open(1);
    for (int i = 1; i < EpochLimits.MAX_RECORDS; i++) {
      pair.toResponder(PING, TEXT);
    }
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(PING, TEXT));
    Bytes record = new Forger(pair.initiator).seal(PING, TEXT);
    assertRejected(S405_RECORD_COUNT, () -> pair.responder.open(record));
  }

  @Test
  void S406_secondFinishOrConfirm() throws Exception {
    for (RecordType type : new RecordType[] {FINISH, CONFIRM}) {
      Pair pair = Pair.open(1);
      Bytes toResponder = new Forger(pair.initiator).seal(type, TEXT);
      assertRejected(S406_ORDER, () -> pair.responder.open(toResponder));
      Bytes toInitiator = new Forger(pair.responder).seal(type, TEXT);
      assertRejected(S406_ORDER, () -> pair.initiator.open(toInitiator));
    }
  }

  @Test
  void S406_recordBeforeFinishOfANewEpoch() throws Exception {
    Pair pair = Pair.open(1);
    pair.rekey();
    pair.toInitiator(EPOCH, Bytes.EMPTY);
    Bytes record = new Forger(pair.responder).seal(ENVELOPE, TEXT);
    assertRejected(S406_ORDER, () -> pair.initiator.open(record));
  }

  @Test
  void S601_contentLongAfterTheEpochShouldHaveEnded() throws Exception {
    Pair pair = Pair.open(1);
    for (int i = 1; i < EpochLimits.READ_RECORDS; i++) {
      pair.toResponder(ENVELOPE, TEXT);
    }
    Bytes late = new Forger(pair.initiator).seal(ENVELOPE, TEXT);
    assertRejected(S601_OVERDUE, () -> pair.responder.open(late));
    pair.toResponder(PING, TEXT);
  }

  @Test
  void S602_epochWithoutARekeyOrTwice() throws Exception {
    Pair pair = Pair.open(1);
    Bytes early = new Forger(pair.responder).seal(EPOCH, Bytes.EMPTY);
    assertRejected(S602_EPOCH, () -> pair.initiator.open(early));
    pair.rekey();
    pair.toInitiator(EPOCH, Bytes.EMPTY);
    pair.toInitiator(FINISH, Bytes.EMPTY);
    Bytes again = new Forger(pair.responder).seal(EPOCH, Bytes.EMPTY);
    assertRejected(S602_EPOCH, () -> pair.initiator.open(again));
  }

  @Test
  void aSecondPendingEpochIsOurFault() throws Exception {
    Pair pair = Pair.open(1);
    pair.rekey();
    assertThrows(IllegalStateException.class, pair::rekey);
  }

  @Test
  void printsNoSecret() throws Exception {
    Pair pair = Pair.open(1);
    assertEquals("Session[INITIATOR, epoch 0]", pair.initiator.toString());
  }

  @Test
  void whatWasWipedIsGone() throws Exception {
    Pair pair = Pair.open(1);
    pair.initiator.wipe();
    assertThrows(IllegalStateException.class, () -> pair.initiator.seal(ENVELOPE, TEXT));
    assertThrows(IllegalStateException.class, () -> pair.initiator.pairPsk());
  }

  private static Bytes plaintext(int type) {
    return Bytes.concat(Bytes.of(type), Bytes.u32(0), Bytes.zero(251));
  }
}
