package dev.pli.transport.noise;

import static dev.pli.core.address.AddressRule.T101_KEY_TYPE;
import static dev.pli.core.address.AddressRule.T102_KEY_POINT;
import static dev.pli.core.address.AddressRule.T103_KEY_FORM;
import static dev.pli.transport.noise.ChannelRule.T301_MESSAGE_A;
import static dev.pli.transport.noise.ChannelRule.T302_MESSAGE_LENGTH;
import static dev.pli.transport.noise.ChannelRule.T305_PAYLOAD;
import static dev.pli.transport.noise.ChannelRule.T306_SIGNATURE;
import static dev.pli.transport.noise.ChannelRule.T307_REFLECTION;
import static dev.pli.transport.noise.ChannelRule.T308_OTHER_PEER;
import static dev.pli.transport.noise.ChannelRule.T309_OWN_PEER;
import static dev.pli.transport.noise.ChannelRule.T310_MUXER;
import static dev.pli.transport.noise.ChannelRule.T311_FRAME_LENGTH;
import static dev.pli.transport.noise.ChannelRule.T312_FRAME_AEAD;
import static dev.pli.transport.noise.ChannelRule.T313_COUNTER;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.noise.HandshakeState;
import dev.pli.crypto.noise.NoiseRule;
import dev.pli.crypto.noise.Pattern;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SecureChannelTest {
  private static final List<String> MUXERS = List.of("/yamux/1.0.0");

  private final Random random = new Random(1);
  private final Ed25519.KeyPair aliceKey = Ed25519.KeyPair.generate(random);
  private final Ed25519.KeyPair bobKey = Ed25519.KeyPair.generate(random);
  private final ChannelIdentity alice = ChannelIdentity.create(aliceKey, random);
  private final ChannelIdentity bob = ChannelIdentity.create(bobKey, random);

  private SecureChannel.Established initiatorSide;
  private SecureChannel.Established responderSide;

  private void shake() throws RejectedException {
    var initiator = SecureChannel.initiate(alice, bob.peer(), random);
    var responder = SecureChannel.answer(bob, random);
    Bytes b = responder.feed(initiator.opening().buffer()).output();
    var proven = initiator.feed(b.buffer());
    initiatorSide = proven.established().orElseThrow();
    responderSide = responder.feed(proven.output().buffer()).established().orElseThrow();
  }

  @Test
  void bothProveEachOtherAndShareTheHash() throws Exception {
    shake();
    assertEquals(bob.peer(), initiatorSide.peer());
    assertEquals(alice.peer(), responderSide.peer());
    assertEquals(initiatorSide.handshakeHash(), responderSide.handshakeHash());
    assertTrue(initiatorSide.hasMuxer() && responderSide.hasMuxer());
  }

  @Test
  void messagesHaveTheLengthsOfTheTable() throws Exception {
    var initiator = SecureChannel.initiate(alice, bob.peer(), random);
    var responder = SecureChannel.answer(bob, random);
    Bytes a = initiator.opening();
    Bytes b = responder.feed(a.buffer()).output();
    Bytes c = initiator.feed(b.buffer()).output();
    assertEquals(List.of(34, 218, 186), List.of(a.length(), b.length(), c.length()));
  }

  @Test
  void takesMessagesByteByByteAndLeavesTheRest() throws Exception {
    var initiator = SecureChannel.initiate(alice, bob.peer(), random);
    var responder = SecureChannel.answer(bob, random);
    Bytes b = Bytes.EMPTY;
    for (int i = 0; i < 34; i++) {
      b = responder.feed(initiatorByte(initiator, i)).output();
    }
    ByteBuffer more = Bytes.concat(b, Bytes.of(1, 2)).buffer();
    assertTrue(initiator.feed(more).established().isPresent());
    assertEquals(2, more.remaining());
  }

  private Bytes opening = Bytes.EMPTY;

  private ByteBuffer initiatorByte(SecureChannel initiator, int index) throws RejectedException {
    opening = opening.isEmpty() ? initiator.opening() : opening;
    return opening.slice(index, index + 1).buffer();
  }

  @Test
  void framesPassBothWays() throws Exception {
    shake();
    var pool = new FramePool();
    assertEquals(Bytes.ascii("aller"), pass(initiatorSide.sealer(), responderSide.opener(pool)));
    assertEquals(Bytes.ascii("aller"), pass(responderSide.sealer(), initiatorSide.opener(pool)));
  }

  private static Bytes pass(FrameSealer sealer, FrameOpener opener) throws RejectedException {
    Bytes frame = sealed(sealer, Bytes.ascii("aller"));
    for (int i = 0; i < frame.length() - 1; i++) {
      assertTrue(opener.next(frame.slice(i, i + 1).buffer()).isEmpty());
    }
    var last = opener.next(frame.slice(frame.length() - 1, frame.length()).buffer());
    return Bytes.copyOf(last.orElseThrow().buffer());
  }

  private static Bytes sealed(FrameSealer sealer, Bytes plaintext) throws RejectedException {
    var out = ByteBuffer.allocate(plaintext.length() + FrameSealer.OVERHEAD_BYTES);
    sealer.seal(ByteBuffer.wrap(plaintext.toArray()), out);
    return Bytes.copyOf(out.flip());
  }

  /// Every byte of A, B and C: whoever reads it closes, and says nothing.
  @Test
  void everyFlippedByteIsNoticed() {
    for (int message = 0; message < 3; message++) {
      int length = List.of(34, 218, 186).get(message);
      for (int i = 2; i < length; i++) {
        int at = i;
        assertThrows(RejectedException.class, shakeWith(message, m -> flipped(m, at))::run);
      }
    }
  }

  private interface Handshake {
    void run() throws RejectedException;
  }

  private Handshake shakeWith(int changed, UnaryOperator<Bytes> change) {
    return () -> {
      var initiator = SecureChannel.initiate(alice, bob.peer(), random);
      var responder = SecureChannel.answer(bob, random);
      Bytes a = changed == 0 ? change.apply(initiator.opening()) : initiator.opening();
      Bytes b = responder.feed(a.buffer()).output();
      b = changed == 1 ? change.apply(b) : b;
      Bytes c = initiator.feed(b.buffer()).output();
      c = changed == 2 ? change.apply(c) : c;
      responder.feed(c.buffer()).established().orElseThrow();
    };
  }

  private static Bytes flipped(Bytes message, int at) {
    byte[] bytes = message.toArray();
    bytes[at] ^= 1;
    return Bytes.copyOf(bytes);
  }

  @Test
  void T301_messageAOfAnotherLength() {
    var responder = SecureChannel.answer(bob, random);
    assertRejected(T301_MESSAGE_A, () -> responder.feed(Bytes.hex("0021").buffer()));
    assertRejected(
        T301_MESSAGE_A, () -> SecureChannel.answer(bob, random).feed(Bytes.hex("001f").buffer()));
  }

  @Test
  void T302_messageLengthFromTheLengthAlone() throws Exception {
    for (String length : List.of("005f", "1001")) {
      var initiator = SecureChannel.initiate(alice, bob.peer(), random);
      initiator.opening();
      assertRejected(T302_MESSAGE_LENGTH, () -> initiator.feed(Bytes.hex(length).buffer()));
    }
    for (String length : List.of("003f", "1001")) {
      var responder = SecureChannel.answer(bob, random);
      responder.feed(SecureChannel.initiate(alice, bob.peer(), random).opening().buffer());
      assertRejected(T302_MESSAGE_LENGTH, () -> responder.feed(Bytes.hex(length).buffer()));
    }
  }

  @Test
  void T303_ephemeralOfSmallOrder() {
    var responder = SecureChannel.answer(bob, random);
    Bytes a = Bytes.concat(Bytes.hex("0020"), Bytes.zero(32));
    assertRejected(NoiseRule.ZERO_SHARED_SECRET, () -> responder.feed(a.buffer()));
  }

  @Test
  void T304_handshakeMessageThatDoesNotAuthenticate() {
    assertRejected(NoiseRule.AEAD, shakeWith(1, m -> flipped(m, 40))::run);
    assertRejected(NoiseRule.AEAD, shakeWith(2, m -> flipped(m, 40))::run);
  }

  @Test
  void T101_hostKeyOfAnotherType() {
    var payload = new NoisePayload(Bytes.hex("08021221" + "02".repeat(33)), Bytes.zero(64), MUXERS);
    check(T101_KEY_TYPE, payload.encode());
  }

  @Test
  void T102_hostKeyOfSmallOrder() {
    var key = Bytes.concat(Bytes.hex("08011220"), Bytes.zero(32));
    check(T102_KEY_POINT, new NoisePayload(key, Bytes.zero(64), MUXERS).encode());
  }

  @Test
  void T103_hostKeyInAnotherForm() {
    var key = Bytes.concat(Bytes.hex("1220"), Bytes.zero(32), Bytes.hex("0801"));
    check(T103_KEY_FORM, new NoisePayload(key, Bytes.zero(64), MUXERS).encode());
  }

  @Test
  void T305_payloadUnreadableOrIncomplete() {
    check(T305_PAYLOAD, Bytes.EMPTY);
    check(T305_PAYLOAD, Bytes.hex("0a05"));
    check(T305_PAYLOAD, Bytes.hex("0a0161"));
    check(T305_PAYLOAD, Bytes.hex("120161"));
    check(T305_PAYLOAD, new NoisePayload(Bytes.of(1), Bytes.of(1), many()).encode());
  }

  private static List<String> many() {
    return Collections.nCopies(17, "/m");
  }

  @Test
  void T306_signatureOfAnotherLengthOrOverAnotherKey() {
    var payload = NoisePayload.sign(aliceKey, Bytes.zero(32), MUXERS);
    check(T306_SIGNATURE, payload.encode());
    Bytes shortened = payload.signature().slice(0, 63);
    check(T306_SIGNATURE, new NoisePayload(payload.identityKey(), shortened, MUXERS).encode());
  }

  @Test
  void T307_ownStaticKey() throws Exception {
    var payload = NoisePayload.sign(aliceKey, bob.staticKey().publicKey(), MUXERS);
    assertRejected(T307_REFLECTION, () -> answerTo(bob.staticKey(), payload.encode()));
  }

  @Test
  void T308_anotherPeerThanDialled() throws Exception {
    var initiator = SecureChannel.initiate(alice, alice.peer(), random);
    Bytes b = SecureChannel.answer(bob, random).feed(initiator.opening().buffer()).output();
    assertRejected(T308_OTHER_PEER, () -> initiator.feed(b.buffer()));
  }

  @Test
  void T309_ownHostKey() throws Exception {
    var other = ChannelIdentity.create(bobKey, random);
    var initiator = SecureChannel.initiate(other, bob.peer(), random);
    Bytes b = SecureChannel.answer(bob, random).feed(initiator.opening().buffer()).output();
    assertRejected(T309_OWN_PEER, () -> initiator.feed(b.buffer()));
  }

  @Test
  void T310_muxersWithoutOneInCommon() {
    X25519.KeyPair key = X25519.KeyPair.generate(random);
    var payload = NoisePayload.sign(aliceKey, key.publicKey(), List.of("/mplex/6.7.0"));
    assertRejected(T310_MUXER, () -> answerTo(key, payload.encode()));
  }

  @Test
  void withoutAListTheMuxerIsAgreedLater() throws Exception {
    X25519.KeyPair key = X25519.KeyPair.generate(random);
    var payload = NoisePayload.sign(aliceKey, key.publicKey(), List.of());
    assertFalse(answerTo(key, payload.encode()).hasMuxer());
  }

  private void check(Rule rule, Bytes payload) {
    assertRejected(rule, () -> answerTo(X25519.KeyPair.generate(random), payload));
  }

  /// What Bob says to an initiator with this static key and payload.
  private SecureChannel.Established answerTo(X25519.KeyPair key, Bytes payload)
      throws RejectedException {
    var initiator = new HandshakeState(Pattern.XX, Role.INITIATOR, Bytes.EMPTY, key, random);
    var responder = SecureChannel.answer(bob, random);
    Bytes b = responder.feed(framed(initiator.write(Bytes.EMPTY))).output();
    initiator.read(b.slice(2, b.length()));
    return responder.feed(framed(initiator.write(payload))).established().orElseThrow();
  }

  private static ByteBuffer framed(Bytes message) {
    return Bytes.concat(Bytes.of(message.length() >> 8, message.length()), message).buffer();
  }

  @Test
  void T311_frameShorterThanItsTag() throws Exception {
    shake();
    var opener = responderSide.opener(new FramePool());
    assertRejected(T311_FRAME_LENGTH, () -> opener.next(Bytes.hex("000f").buffer()));
  }

  @Test
  void T312_everyByteOfAFrame() throws Exception {
    shake();
    Bytes frame = sealed(initiatorSide.sealer(), Bytes.ascii("aller"));
    for (int i = 2; i < frame.length(); i++) {
      var opener = responderSide.opener(new FramePool());
      Bytes wrong = flipped(frame, i);
      assertRejected(T312_FRAME_AEAD, () -> opener.next(wrong.buffer()));
    }
  }

  @Test
  void T312_repeatedFrame() throws Exception {
    shake();
    Bytes frame = sealed(initiatorSide.sealer(), Bytes.ascii("aller"));
    var opener = responderSide.opener(new FramePool());
    opener.next(frame.buffer());
    assertRejected(T312_FRAME_AEAD, () -> opener.next(frame.buffer()));
  }

  @Test
  void T313_counterAtItsLimit() throws Exception {
    Secret key = Secret.random(32, random);
    var sealer = new FrameSealer(key, 1);
    var opener = new FrameOpener(key, new FramePool(), 1);
    opener.next(sealed(sealer, Bytes.of(1)).buffer());
    assertRejected(T313_COUNTER, () -> sealed(sealer, Bytes.of(1)));
    Bytes next = sealed(new FrameSealer(key), Bytes.of(1));
    assertRejected(T313_COUNTER, () -> opener.next(next.buffer()));
  }
}
