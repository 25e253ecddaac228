package dev.pli.crypto.session;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;
import static dev.pli.crypto.session.SessionRule.S301_HEADER;
import static dev.pli.crypto.session.SessionRule.S601_OVERDUE;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The header, the prologue, the body of REKEY, the three PSKs and the limits of an epoch.
class LayoutsTest {
  private static final Bytes ID = Bytes.hex("000102030405060708090a0b0c0d0e0f");

  @Test
  void headerIsTwentyThreeBytes() throws Exception {
    Bytes pair = Bytes.hex("01 01 01 00000000 000102030405060708090a0b0c0d0e0f");
    assertEquals(pair, Header.pair(ID).encode());
    assertEquals(Header.pair(ID), Header.parse(pair));
    assertEquals(Header.link(), Header.parse(Header.link().encode()));
    Header rekey = Header.rekey(Pair.open(1).initiator);
    assertEquals(1, rekey.epoch());
    assertEquals(rekey, Header.parse(rekey.encode()));
  }

  @Test
  void S301_epochOfARekeyIsNotTheNext() throws Exception {
    Session running = Pair.open(1).initiator;
    assertDoesNotThrow(() -> Header.rekey(running).requireFollows(running));
    Header second = Header.parse(Bytes.hex("01 01 03 00000002" + "00".repeat(16)));
    assertRejected(S301_HEADER, () -> second.requireFollows(running));
    assertRejected(S301_HEADER, () -> Header.link().requireFollows(running));
  }

  @Test
  void S301_fieldsThatDoNotGoTogether() {
    for (String bad :
        new String[] {
          "02 01 02 00000000" + "00".repeat(16), // Version.
          "01 02 02 00000000" + "00".repeat(16), // Suite.
          "01 01 00 00000000" + "00".repeat(16), // Purpose.
          "01 01 04 00000000" + "00".repeat(16),
          "01 01 01 00000001" + "11".repeat(16), // Epoch outside a rekey.
          "01 01 02 00000001" + "00".repeat(16),
          "01 01 03 00000000" + "00".repeat(16), // No epoch in a rekey.
          "01 01 03 00010000" + "00".repeat(16), // The 65 537th epoch.
          "01 01 02 00000000" + "00".repeat(15) + "01", // An id outside a pairing.
          "01 01 03 00000001" + "00".repeat(15) + "01",
          "01 01 02 00000000" + "00".repeat(15), // Length.
        }) {
      assertRejected(S301_HEADER, () -> Header.parse(Bytes.hex(bad)));
    }
  }

  @Test
  void prologueNamesEverythingWithItsLength() throws Exception {
    Binding binding = Binding.libp2p(Bytes.hex("ee".repeat(32)), Bytes.of(1, 2), Bytes.of(3));
    Bytes expected =
        Bytes.concat(
            Bytes.hex("0005"),
            Bytes.ascii("pli/1"),
            Bytes.hex("0017"),
            Header.pair(ID).encode(),
            Bytes.hex("0001 01 0020" + "ee".repeat(32) + "0002 0102 0001 03"));
    assertEquals(expected, binding.prologue(Header.pair(ID)));
  }

  @Test
  void pskOfEachPurposeIsItsOwn() throws Exception {
    Secret secret = Secret.copyOf(Bytes.hex("77".repeat(32)));
    Session running = Pair.open(1).initiator;
    assertEquals(Hkdf.extract(Bytes.ascii("pli/1 invite"), secret), Psk.ofInvitation(secret));
    assertEquals(Hkdf.extract(secret.reveal(), running.rekeyPsk()), Psk.ofRekey(secret, running));
  }

  @Test
  void rekeyStepIsANumberAndAMessage() throws Exception {
    var step = new RekeyStep(2, Bytes.of(7, 8));
    assertEquals(Bytes.of(2, 7, 8), step.encode());
    assertEquals(step, RekeyStep.parse(step.encode()));
    assertThrows(IllegalArgumentException.class, () -> new RekeyStep(4, Bytes.EMPTY));
  }

  @Test
  void S001_rekeyStepThatDoesNotExist() {
    assertRejected(S001_LAYOUT, () -> RekeyStep.parse(Bytes.EMPTY));
    assertRejected(S001_LAYOUT, () -> RekeyStep.parse(Bytes.of(0, 1)));
    assertRejected(S001_LAYOUT, () -> RekeyStep.parse(Bytes.of(4, 1)));
  }

  @Test
  void anEpochIsRenewedAtEachOfItsLimits() {
    assertFalse(EpochLimits.wantRekey(1_023, (1L << 30) - 1, Duration.ofMinutes(10).minusNanos(1)));
    assertTrue(EpochLimits.wantRekey(1_024, 0, Duration.ZERO));
    assertTrue(EpochLimits.wantRekey(0, 1L << 30, Duration.ZERO));
    assertTrue(EpochLimits.wantRekey(0, 0, Duration.ofMinutes(10)));
    assertFalse(EpochLimits.stopContent(2_047, (2L << 30) - 1, Duration.ofMinutes(19)));
    assertTrue(EpochLimits.stopContent(2_048, 0, Duration.ZERO));
    assertTrue(EpochLimits.stopContent(0, 2L << 30, Duration.ZERO));
    assertTrue(EpochLimits.stopContent(0, 0, Duration.ofMinutes(20)));
  }

  @Test
  void S601_contentTooLateByBytesOrAge() throws Exception {
    EpochLimits.requireInTime(RecordType.ENVELOPE, (3L << 30) - 1, Duration.ofMinutes(29));
    EpochLimits.requireInTime(RecordType.REKEY, 3L << 30, Duration.ofMinutes(30));
    for (RecordType content : new RecordType[] {RecordType.ENVELOPE, RecordType.BLOB_GET}) {
      assertRejected(
          S601_OVERDUE, () -> EpochLimits.requireInTime(content, 3L << 30, Duration.ZERO));
      assertRejected(
          S601_OVERDUE, () -> EpochLimits.requireInTime(content, 0, Duration.ofMinutes(30)));
    }
  }

  @Test
  void ourOwnHeadersAreWhole() {
    assertThrows(IllegalArgumentException.class, () -> new Header(Purpose.LINK, 0, ID));
    assertThrows(
        IllegalArgumentException.class, () -> new Header(Purpose.REKEY, 0, Bytes.zero(16)));
    assertThrows(IllegalArgumentException.class, () -> new Header(Purpose.PAIR, 0, Bytes.zero(15)));
  }
}
