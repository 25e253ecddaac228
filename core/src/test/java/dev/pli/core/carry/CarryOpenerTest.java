package dev.pli.core.carry;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.flipped;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.carry.CarrySamples.HEAD;
import static dev.pli.core.carry.CarrySamples.PARTIES;
import static dev.pli.core.carry.CarrySamples.ciphertext;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.identity.People;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.hpke.Hpke;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sealed part of a carried file, each lie of it by its rule.
class CarryOpenerTest {
  private static final Bytes FRAME = Bytes.ascii("a frame");

  private final CarrySealer sealer = CarrySamples.sealer();
  private final Bytes first = ciphertext(sealer.seal(CarryRecord.Type.HEAD, HEAD.encode()));

  private CarryOpener opened() throws RejectedException {
    return CarryOpener.of(sealer.start(), first, List.of(CarrySamples.candidate()));
  }

  private Bytes frame() {
    return ciphertext(sealer.seal(CarryRecord.Type.FRAME, FRAME));
  }

  private Bytes end(long frames) {
    return ciphertext(sealer.seal(CarryRecord.Type.END, new CarryEnd(frames, 0, 0).encode()));
  }

  /// Seals what no [CarrySealer] would, to Bob as Alice does.
  private static final class Liar {
    private final Hpke.Sender sender;
    private Hpke.Sealing sealing;

    Liar() {
      sender =
          Hpke.sender(
                  CarrySamples.KEY.key(),
                  PARTIES.shared(CarrySealer.START),
                  Secret.copyOf(CarrySamples.RANDOMNESS))
              .orElseThrow();
      sealing = sender.sealing();
    }

    Bytes seal(Bytes plaintext) {
      Hpke.Sealed sealed = sealing.seal(Bytes.EMPTY, plaintext);
      sealing = sealed.next();
      return sealed.ciphertext();
    }

    CarryOpener openedWith(Bytes first) throws RejectedException {
      return CarryOpener.of(
          Bytes.concat(CarrySealer.START, sender.encapsulation()),
          seal(first),
          List.of(CarrySamples.candidate()));
    }
  }

  private static Bytes padded(CarryRecord.Type type, Bytes body) {
    return new CarryRecord(type, body).pad();
  }

  @Test
  void readsHeadFramesAndEnd() throws RejectedException {
    CarryOpener opener = opened();
    assertEquals(HEAD, opener.head());
    assertEquals(CarrySamples.ALICE, opener.candidate().keys().contact());
    assertEquals(1, opener.key().made());
    assertEquals(new CarryRecord(CarryRecord.Type.FRAME, FRAME), opener.next(frame()));
    assertEquals(CarryRecord.Type.END, opener.next(end(1)).type());
  }

  @Test
  void C101_noCarriedFile() {
    Bytes start = sealer.start();
    assertRejected(
        CarryRule.C101_MAGIC, () -> CarryOpener.requireStart(start.slice(0, start.length() - 1)));
    assertRejected(CarryRule.C101_MAGIC, () -> CarryOpener.requireStart(Bytes.EMPTY));
    assertRejected(CarryRule.C101_MAGIC, () -> CarryOpener.requireStart(flipped(start, 0)));
  }

  @Test
  void C102_unknownVersionOrSuite() {
    assertRejected(
        CarryRule.C102_VERSION, () -> CarryOpener.requireStart(replaced(sealer.start(), 8, 2)));
    assertRejected(
        CarryRule.C102_VERSION, () -> CarryOpener.requireStart(replaced(sealer.start(), 9, 2)));
  }

  @Test
  void C103_nobodysKeyOpensIt() {
    CarryKeys keys = CarrySamples.candidate().keys();
    var otherPsk = new CarryParties(PARTIES.from(), PARTIES.to(), Secret.copyOf(Bytes.zero(32)));
    var otherSender = new CarryParties(PARTIES.to(), PARTIES.to(), PARTIES.pairPsk());
    var otherKey =
        new CarryKeys(
            CarrySamples.ALICE,
            List.of(CarrySamples.own(CarrySamples.ANSWER_SEED, 1)),
            keys.peer());
    for (CarryOpener.Candidate wrong :
        List.of(
            new CarryOpener.Candidate(otherPsk, keys),
            new CarryOpener.Candidate(otherSender, keys),
            new CarryOpener.Candidate(PARTIES, otherKey))) {
      assertRejected(
          CarryRule.C103_KEY, () -> CarryOpener.of(sealer.start(), first, List.of(wrong)));
    }
    assertRejected(CarryRule.C103_KEY, () -> CarryOpener.of(sealer.start(), first, List.of()));
    List<CarryOpener.Candidate> right = List.of(CarrySamples.candidate());
    assertRejected(
        CarryRule.C103_KEY, () -> CarryOpener.of(sealer.start(), flipped(first, 9), right));
    assertRejected(
        CarryRule.C103_KEY, () -> CarryOpener.of(flipped(sealer.start(), 99), first, right));
    assertRejected(
        CarryRule.C103_KEY, () -> CarryOpener.of(flipped(sealer.start(), 1_129), first, right));
  }

  @Test
  void C104_lengthsThatNoRecordHas() throws RejectedException {
    for (int length : new int[] {0, 271, 273, 16_399, 16_401, 65_535}) {
      assertRejected(CarryRule.C104_RECORD_LENGTH, () -> CarryRecord.requireLength(length));
    }
    assertEquals(272, CarryRecord.requireLength(272));
    assertEquals(16_400, CarryRecord.requireLength(16_400));
  }

  @Test
  void C105_notTheNextRecord() throws RejectedException {
    Bytes one = frame();
    Bytes two = frame();
    CarryOpener opener = opened();
    assertRejected(CarryRule.C105_RECORD_AEAD, () -> opener.next(two));
    assertRejected(CarryRule.C105_RECORD_AEAD, () -> opener.next(first));
    assertRejected(CarryRule.C105_RECORD_AEAD, () -> opener.next(flipped(one, 0)));
    opener.next(one);
    assertRejected(CarryRule.C105_RECORD_AEAD, () -> opener.next(one));
  }

  @Test
  void C106_layoutOfARecord() throws RejectedException {
    Bytes good = padded(CarryRecord.Type.FRAME, FRAME);
    for (Bytes bad :
        List.of(
            replaced(good, good.length() - 1, 1), // Padding.
            replaced(good, 0, 9), // Type.
            replaced(good, 3, 2), // A length that pads to more.
            replaced(good, 1, 0x7f), // A length beyond any.
            padded(CarryRecord.Type.HEAD, HEAD.encode()))) { // A second head.
      var liar = new Liar();
      CarryOpener opener = liar.openedWith(padded(CarryRecord.Type.HEAD, HEAD.encode()));
      assertRejected(CarryRule.C106_RECORD_LAYOUT, () -> opener.next(liar.seal(bad)));
    }
    assertRejected(CarryRule.C106_RECORD_LAYOUT, () -> new Liar().openedWith(good));
    CarryOpener ended = opened();
    ended.next(end(0));
    assertRejected(CarryRule.C106_RECORD_LAYOUT, () -> ended.next(frame()));
  }

  @Test
  void C107_layoutOfTheHead() {
    Bytes head = HEAD.encode();
    for (Bytes bad :
        List.of(
            head.slice(0, head.length() - 1),
            Bytes.concat(head, Bytes.of(0)),
            replaced(head, 16, 0x80))) { // A time beyond any.
      assertRejected(
          CarryRule.C107_HEAD, () -> new Liar().openedWith(padded(CarryRecord.Type.HEAD, bad)));
    }
  }

  @Test
  void C108_otherDevices() throws RejectedException {
    HEAD.requireBetween(List.of(CarrySamples.ALICES), CarrySamples.BOBS);
    assertRejected(
        CarryRule.C108_DEVICE,
        () -> HEAD.requireBetween(List.of(CarrySamples.ALICES), CarrySamples.ALICES));
    assertRejected(
        CarryRule.C108_DEVICE,
        () -> HEAD.requireBetween(List.of(CarrySamples.BOBS), CarrySamples.BOBS));
  }

  @Test
  void C109_countsOfTheEnd() throws RejectedException {
    CarryOpener opener = opened();
    opener.next(frame());
    Bytes end = end(2);
    assertRejected(CarryRule.C109_COUNTS, () -> opener.next(end));
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            Bytes.zero(17),
            new CarryEnd(CarryEnd.MAX_FRAMES + 1, 0, 0).encode(),
            new CarryEnd(0, 0, -1).encode())) {
      assertRejected(CarryRule.C109_COUNTS, () -> CarryEnd.parse(bad));
    }
    var most = new CarryEnd(CarryEnd.MAX_FRAMES, 7, 9);
    assertEquals(most, CarryEnd.parse(most.encode()));
  }

  @Test
  void C112_keysThatAreNone() throws RejectedException {
    Bytes good = CarrySamples.KEY.encode();
    assertEquals(CarrySamples.KEY, CarryKey.parse(good));
    int curve = CarryKey.BYTES - 32;
    for (Bytes bad :
        List.of(
            replaced(good, 0, 2),
            good.slice(0, good.length() - 1),
            Bytes.concat(good, Bytes.of(0)),
            replaced(good, 17, 0x80),
            replaced(good, 25, Bytes.of(0xff, 0xff)),
            Bytes.concat(good.slice(0, curve), Bytes.zero(32)))) {
      assertRejected(CarryRule.C112_CARRY_KEY, () -> CarryKey.parse(bad));
    }
  }

  @Test
  void C113_aKeyOfAnotherDevice() throws RejectedException {
    CarrySamples.KEY.requireOf(CarrySamples.BOBS);
    assertRejected(
        CarryRule.C113_KEY_DEVICE, () -> CarrySamples.KEY.requireOf(CarrySamples.ALICES));
  }

  /// Bob's own file, sealed to Alice's key under the same pairing, does not come back to him.
  @Test
  void whatGoesOutDoesNotComeBack() {
    var back = new CarryParties(PARTIES.to(), PARTIES.from(), PARTIES.pairPsk());
    CarrySealer mine =
        CarrySealer.to(HEAD.key(), back, new CarrySamples.Drawn(CarrySamples.RANDOMNESS));
    Bytes head = ciphertext(mine.seal(CarryRecord.Type.HEAD, HEAD.encode()));
    assertRejected(
        CarryRule.C103_KEY,
        () -> CarryOpener.of(mine.start(), head, List.of(CarrySamples.candidate())));
    assertEquals(People.ALICE.fingerprint(), back.to());
  }
}
