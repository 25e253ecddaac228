package dev.pli.crypto.session;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.session.SessionRule.S301_HEADER;
import static dev.pli.crypto.session.SessionRule.S303_MESSAGE_LENGTH;
import static dev.pli.crypto.session.SessionRule.S307_PADDING;
import static dev.pli.crypto.session.SessionRule.S312_REFLECTION;
import static dev.pli.crypto.session.SessionRule.S313_BINDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.HandshakeState;
import dev.pli.crypto.noise.NoiseRule;
import dev.pli.crypto.noise.Pattern;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.MlKem;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
  private static final Secret WRONG_PSK = Secret.copyOf(Bytes.zero(32));
  private static final Bytes PAYLOAD_2 = Purpose.LINK.pad(Bytes.ascii("I am R"));
  private static final Bytes PAYLOAD_3 = Purpose.LINK.pad(Bytes.ascii("I am I"));

  private final SplittableRandom random = new SplittableRandom(3);
  private final X25519.KeyPair initiatorKeys = X25519.KeyPair.generate(random);
  private final X25519.KeyPair responderKeys = X25519.KeyPair.generate(random);

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void messagesHaveTheLengthsOfTheirPurpose(Purpose purpose) throws Exception {
    Header header =
        switch (purpose) {
          case PAIR -> Header.pair(Bytes.hex("1f".repeat(16)));
          case LINK -> Header.link();
          case REKEY -> Header.rekey(Pair.open(1).initiator);
        };
    Bytes payload = purpose.pad(Bytes.ascii("payload"));
    Handshake.AwaitingReply awaiting =
        Handshake.initiate(header, Pair.BINDING, initiatorKeys, random);
    Handshake.Heard heard = hear(awaiting.message(), Pair.BINDING);
    Handshake.Answered answered = heard.answer(payload);
    Handshake.Replied replied = awaiting.read(answered.message());
    Handshake.Proved proved = replied.prove(Pair.PSK, payload);
    Handshake.Proof proof = answered.read(proved.message(), Pair.PSK);

    assertEquals(1_335, awaiting.message().length());
    assertEquals(purpose == Purpose.PAIR ? 4_016 : 1_840, answered.message().length());
    assertEquals(purpose == Purpose.PAIR ? 2_880 : 704, proved.message().length());
    assertEquals(header, heard.header());
    assertEquals(payload, replied.payload());
    assertEquals(responderKeys.publicKey(), replied.remoteStatic());
    var proven = assertInstanceOf(Handshake.Proof.Proven.class, proof);
    assertEquals(payload, proven.payload());
    assertEquals(initiatorKeys.publicKey(), proven.remoteStatic());
    assertEquals(header.epoch(), proven.session().epoch());
  }

  @Test
  void everyByteOfHeaderAndM1Counts() throws Exception {
    Bytes message = initiate().message();
    for (int i = 0; i < message.length(); i++) {
      Bytes flipped = flip(message, i);
      assertThrows(RejectedException.class, () -> hear(flipped, Pair.BINDING), "byte " + i);
    }
  }

  @Test
  void everyByteOfM2Counts() throws Exception {
    var script = new SplittableRandom(9);
    Handshake.AwaitingReply first =
        Handshake.initiate(Header.link(), Pair.BINDING, initiatorKeys, script.split());
    Bytes m2 = hear(first.message(), Pair.BINDING).answer(PAYLOAD_2).message();
    for (int i = 0; i < m2.length(); i += i < 48 ? 1 : 17) {
      Handshake.AwaitingReply again =
          Handshake.initiate(
              Header.link(), Pair.BINDING, initiatorKeys, new SplittableRandom(9).split());
      assertEquals(first.message(), again.message());
      Bytes flipped = flip(m2, i);
      assertThrows(RejectedException.class, () -> again.read(flipped), "byte " + i);
    }
  }

  @Test
  void everyByteOfM3Counts() throws Exception {
    var seeds = new SplittableRandom(11);
    Bytes m3 = exchange(seeds.split()).proved().message();
    for (int i = 0; i < m3.length(); i += i < 52 ? 1 : 13) {
      Exchange exchange = exchange(new SplittableRandom(11).split());
      assertEquals(m3, exchange.proved().message());
      Bytes flipped = flip(m3, i);
      if (i < 48) {
        assertRejected(NoiseRule.AEAD, () -> exchange.answered().read(flipped, Pair.PSK));
      } else {
        assertInstanceOf(
            Handshake.Proof.WrongPsk.class, exchange.answered().read(flipped, Pair.PSK));
      }
    }
  }

  @Test
  void aWrongPskNamesTheContactAndGivesNoSession() throws Exception {
    Exchange exchange = exchange(random);
    var proof =
        assertInstanceOf(
            Handshake.Proof.WrongPsk.class,
            exchange.answered().read(exchange.proved().message(), WRONG_PSK));
    assertEquals(initiatorKeys.publicKey(), proof.remoteStatic());
  }

  @Test
  void anotherPrologueOpensNothing() throws Exception {
    Binding[] others = {
      Binding.libp2p(Bytes.hex("0f".repeat(32)), Pair.PEER_I, Pair.PEER_R),
      Binding.libp2p(Pair.OUTER, Pair.PEER_R, Pair.PEER_R),
      Binding.libp2p(Pair.OUTER, Pair.PEER_I, Pair.PEER_I),
      new Binding(Binding.RUNNING_EPOCH, Pair.OUTER, Pair.PEER_I, Pair.PEER_R),
    };
    for (Binding other : others) {
      Bytes message = initiate().message();
      assertRejected(NoiseRule.AEAD, () -> hear(message, other));
    }
  }

  @Test
  void aStateIsUsedOnce() throws Exception {
    Handshake.AwaitingReply awaiting = initiate();
    Bytes m2 = hear(awaiting.message(), Pair.BINDING).answer(PAYLOAD_2).message();
    awaiting.read(m2);
    assertThrows(IllegalStateException.class, () -> awaiting.read(m2));
  }

  @Test
  void aPayloadHasTheLengthOfItsPurpose() throws Exception {
    Handshake.Heard heard = hear(initiate().message(), Pair.BINDING);
    assertThrows(IllegalArgumentException.class, () -> heard.answer(Bytes.zero(639)));
  }

  @Test
  void givenUpItIsWiped() throws Exception {
    Handshake.AwaitingReply awaiting = initiate();
    Bytes m2 = hear(awaiting.message(), Pair.BINDING).answer(PAYLOAD_2).message();
    awaiting.wipe();
    assertThrows(IllegalStateException.class, () -> awaiting.read(m2));
  }

  @Test
  void aRejectionWipesTheHandshake() throws Exception {
    Handshake.AwaitingReply awaiting = initiate();
    Bytes m2 = hear(awaiting.message(), Pair.BINDING).answer(PAYLOAD_2).message();
    assertRejected(NoiseRule.AEAD, () -> awaiting.read(flip(m2, 100)));
    assertThrows(IllegalStateException.class, () -> awaiting.read(m2));
    Exchange exchange = exchange(random);
    Bytes m3 = exchange.proved().message();
    assertInstanceOf(Handshake.Proof.WrongPsk.class, exchange.answered().read(m3, WRONG_PSK));
    assertThrows(IllegalStateException.class, () -> exchange.answered().read(m3, Pair.PSK));
  }

  @Test
  void S301_headerOfAnotherVersionSuitePurposeEpochOrId() throws Exception {
    Bytes good = initiate().message();
    assertRejected(S301_HEADER, () -> hear(good.slice(0, 22), Pair.BINDING));
    for (int index : new int[] {0, 1, 2, 3, 6, 7, 22}) {
      byte[] bad = good.toArray();
      bad[index] ^= 0x40;
      assertRejected(S301_HEADER, () -> hear(Bytes.copyOf(bad), Pair.BINDING));
    }
  }

  @Test
  void S303_messageOfAnotherLength() throws Exception {
    Bytes m1 = initiate().message();
    for (Bytes bad : new Bytes[] {longer(m1), shorter(m1)}) {
      assertRejected(S303_MESSAGE_LENGTH, () -> hear(bad, Pair.BINDING));
    }
    Exchange exchange = exchange(random);
    Bytes m2 = exchange.answered().message();
    for (Bytes bad : new Bytes[] {longer(m2), shorter(m2)}) {
      assertRejected(S303_MESSAGE_LENGTH, () -> initiate().read(bad));
    }
    Bytes m3 = exchange.proved().message();
    for (Bytes bad : new Bytes[] {longer(m3), shorter(m3)}) {
      assertRejected(S303_MESSAGE_LENGTH, () -> exchange.answered().read(bad, Pair.PSK));
    }
  }

  @Test
  void S304_ephemeralOfSmallOrder() throws Exception {
    // M1 is sealed under a key that its ephemeral gives, so anybody can make one by hand.
    Bytes kemKey = MlKem.KeyPair.generate(random).publicKey();
    Bytes zeroEphemeral = SmallOrder.m1(Header.link(), Pair.BINDING, kemKey);
    Handshake.Heard heard = hear(zeroEphemeral, Pair.BINDING);
    assertRejected(NoiseRule.ZERO_SHARED_SECRET, () -> heard.answer(PAYLOAD_2));
  }

  @Test
  void S304_staticOfSmallOrder() throws Exception {
    var zero = new X25519.KeyPair(Secret.random(32, random), Bytes.zero(32));
    HandshakeState forger = forger(Role.RESPONDER, zero);
    Handshake.AwaitingReply awaiting = initiate();
    forger.read(awaiting.message().slice(Header.BYTES, awaiting.message().length()));
    Bytes m2 = forger.write(PAYLOAD_2);
    assertRejected(NoiseRule.ZERO_SHARED_SECRET, () -> awaiting.read(m2));
  }

  @Test
  void S305_kemKeyThatIsNotReduced() throws Exception {
    byte[] key = MlKem.KeyPair.generate(random).publicKey().toArray();
    key[0] = (byte) 0xff;
    key[1] |= 0x0f;
    Bytes bad = SmallOrder.m1(Header.link(), Pair.BINDING, Bytes.copyOf(key));
    assertRejected(NoiseRule.KEM_KEY, () -> hear(bad, Pair.BINDING));
  }

  @Test
  void S306_kemCiphertextSwapped() throws Exception {
    Handshake.AwaitingReply one = initiate();
    Handshake.AwaitingReply two = initiate();
    Bytes m2 = hear(two.message(), Pair.BINDING).answer(PAYLOAD_2).message();
    assertRejected(NoiseRule.AEAD, () -> one.read(m2));
  }

  @Test
  void S307_payload1IsNotZero() throws Exception {
    HandshakeState forger = forger(Role.INITIATOR, initiatorKeys);
    Bytes payload = Bytes.concat(Bytes.zero(63), Bytes.of(1));
    Bytes m1 = Bytes.concat(Header.link().encode(), forger.write(payload));
    assertRejected(S307_PADDING, () -> hear(m1, Pair.BINDING));
  }

  @Test
  void S307_paddingOfAPayloadIsNotZero() throws Exception {
    Purpose.requirePadding(PAYLOAD_2, 6);
    assertRejected(S307_PADDING, () -> Purpose.requirePadding(PAYLOAD_2, 5));
  }

  @Test
  void S312_ownEphemeralOrOwnStaticCameBack() throws Exception {
    Handshake.AwaitingReply awaiting = initiate();
    Bytes ours = awaiting.message().slice(Header.BYTES, Header.BYTES + 32);
    Bytes reflected = Bytes.concat(ours, Bytes.zero(1_840 - 32));
    assertRejected(S312_REFLECTION, () -> awaiting.read(reflected));

    Handshake.AwaitingReply toOurselves = initiate();
    Bytes m2 =
        Handshake.hear(toOurselves.message(), Pair.BINDING, initiatorKeys, random)
            .answer(PAYLOAD_2)
            .message();
    assertRejected(S312_REFLECTION, () -> toOurselves.read(m2));
  }

  @Test
  void S312_ownStaticInTheThirdMessage() throws Exception {
    HandshakeState forger = forger(Role.INITIATOR, responderKeys);
    Bytes m1 = Bytes.concat(Header.link().encode(), forger.write(Bytes.zero(64)));
    Handshake.Answered answered = hear(m1, Pair.BINDING).answer(PAYLOAD_2);
    forger.read(answered.message());
    forger.usePsk(Pair.PSK);
    Bytes m3 = forger.write(PAYLOAD_3);
    assertRejected(S312_REFLECTION, () -> answered.read(m3, Pair.PSK));
  }

  @Test
  void S312_ownStaticWithAWrongPsk() throws Exception {
    HandshakeState forger = forger(Role.INITIATOR, responderKeys);
    Bytes m1 = Bytes.concat(Header.link().encode(), forger.write(Bytes.zero(64)));
    Handshake.Answered answered = hear(m1, Pair.BINDING).answer(PAYLOAD_2);
    forger.read(answered.message());
    forger.usePsk(WRONG_PSK);
    Bytes m3 = forger.write(PAYLOAD_3);
    assertRejected(S312_REFLECTION, () -> answered.read(m3, Pair.PSK));
  }

  @Test
  void S313_outerChannelWithoutAHash() throws Exception {
    for (Bytes outer : new Bytes[] {Bytes.EMPTY, Bytes.zero(32), Bytes.hex("01".repeat(31))}) {
      Binding binding = Binding.libp2p(outer, Pair.PEER_I, Pair.PEER_R);
      assertRejected(
          S313_BINDING, () -> Handshake.initiate(Header.link(), binding, initiatorKeys, random));
      Bytes m1 = initiate().message();
      assertRejected(S313_BINDING, () -> hear(m1, binding));
    }
  }

  @Test
  void aReplayedM1IsAnsweredAndLeavesNothingBehind() throws Exception {
    Bytes m1 = initiate().message();
    for (int i = 0; i < 100; i++) {
      assertTrue(hear(m1, Pair.BINDING).answer(PAYLOAD_2).message().length() > 0);
    }
  }

  private record Exchange(Handshake.Answered answered, Handshake.Proved proved) {}

  private Exchange exchange(SplittableRandom draws) throws RejectedException {
    Handshake.AwaitingReply awaiting =
        Handshake.initiate(Header.link(), Pair.BINDING, initiatorKeys, draws);
    Handshake.Answered answered =
        Handshake.hear(awaiting.message(), Pair.BINDING, responderKeys, draws).answer(PAYLOAD_2);
    return new Exchange(answered, awaiting.read(answered.message()).prove(Pair.PSK, PAYLOAD_3));
  }

  private Handshake.AwaitingReply initiate() throws RejectedException {
    return Handshake.initiate(Header.link(), Pair.BINDING, initiatorKeys, random);
  }

  private Handshake.Heard hear(Bytes message, Binding binding) throws RejectedException {
    return Handshake.hear(message, binding, responderKeys, random);
  }

  /// A peer that speaks Noise rightly and may say anything in it.
  private HandshakeState forger(Role role, X25519.KeyPair keys) throws RejectedException {
    return new HandshakeState(
        Pattern.XXHFS_PSK3, role, Pair.BINDING.prologue(Header.link()), keys, random);
  }

  private static Bytes flip(Bytes bytes, int index) {
    byte[] flipped = bytes.toArray();
    flipped[index] ^= 1;
    return Bytes.copyOf(flipped);
  }

  private static Bytes longer(Bytes bytes) {
    return Bytes.concat(bytes, Bytes.of(0));
  }

  private static Bytes shorter(Bytes bytes) {
    return bytes.slice(0, bytes.length() - 1);
  }
}
