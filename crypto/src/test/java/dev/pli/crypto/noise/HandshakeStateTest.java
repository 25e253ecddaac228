package dev.pli.crypto.noise;

import static dev.pli.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HandshakeStateTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final X25519.KeyPair initiatorKeys = X25519.KeyPair.generate(random);
  private final X25519.KeyPair responderKeys = X25519.KeyPair.generate(random);
  private final HandshakeState initiator = state(Pattern.XX, Role.INITIATOR, initiatorKeys);
  private final HandshakeState responder = state(Pattern.XX, Role.RESPONDER, responderKeys);

  @Test
  void learnsTheKeysOfThePeerAsTheyCome() throws Exception {
    responder.read(initiator.write(Bytes.EMPTY));
    assertEquals(initiator.localEphemeral(), responder.remoteEphemeral());
    assertTrue(initiator.remoteStatic().isEmpty());
    initiator.read(responder.write(Bytes.EMPTY));
    assertEquals(responderKeys.publicKey(), initiator.remoteStatic().orElseThrow());
    responder.read(initiator.write(Bytes.EMPTY));
    assertEquals(initiatorKeys.publicKey(), responder.remoteStatic().orElseThrow());
    assertTrue(initiator.isFinished() && responder.isFinished());
    assertEquals(initiator.split(), responder.split());
  }

  @Test
  void eachSideSpeaksInItsTurn() {
    assertThrows(IllegalStateException.class, () -> responder.write(Bytes.EMPTY));
    assertThrows(IllegalStateException.class, () -> initiator.read(Bytes.zero(32)));
    assertThrows(IllegalStateException.class, initiator::split);
  }

  @Test
  void lengthIsRefusedWhenTooShortForItsKeysOrTooLongForNoise() throws Exception {
    assertRejected(NoiseRule.LENGTH, () -> responder.read(Bytes.zero(31)));
    HandshakeState other = state(Pattern.XX, Role.RESPONDER, responderKeys);
    assertRejected(NoiseRule.LENGTH, () -> other.read(Bytes.zero(65_536)));
    initiator.write(Bytes.EMPTY);
    Bytes cut = Bytes.concat(responderKeys.publicKey(), Bytes.zero(47));
    assertRejected(NoiseRule.LENGTH, () -> initiator.read(cut));
  }

  @Test
  void aeadRefusesEveryFlippedByteOfTheSecondMessage() throws Exception {
    Bytes m1 = initiator.write(Bytes.EMPTY);
    responder.read(m1);
    Bytes m2 = responder.write(Bytes.ascii("payload"));
    for (int i = 0; i < m2.length(); i++) {
      HandshakeState victim =
          new HandshakeState(
              Pattern.XX, Role.INITIATOR, Bytes.EMPTY, initiatorKeys, new SplittableRandom(2));
      victim.write(Bytes.EMPTY);
      byte[] flipped = m2.toArray();
      flipped[i] ^= 1;
      assertRejected(NoiseRule.AEAD, () -> victim.read(Bytes.copyOf(flipped)));
    }
  }

  @Test
  void aPskIsNeededWhereThePatternHasOne() throws Exception {
    HandshakeState one = state(Pattern.XXHFS_PSK3, Role.INITIATOR, initiatorKeys);
    HandshakeState two = state(Pattern.XXHFS_PSK3, Role.RESPONDER, responderKeys);
    two.read(one.write(Bytes.EMPTY));
    one.read(two.write(Bytes.EMPTY));
    assertThrows(IllegalStateException.class, () -> one.write(Bytes.EMPTY));
  }

  @Test
  void aChannelSurvivesNoForgery() {
    Secret key = Secret.copyOf(Bytes.hex("09".repeat(32)));
    var sender = new CipherState(key);
    var receiver = new CipherState(key);
    ByteBuffer sealed = ByteBuffer.allocate(20);
    sender.seal(Bytes.zero(4).buffer(), sealed);
    assertFalse(receiver.open(Bytes.zero(20).buffer(), ByteBuffer.allocate(4)));
    assertEquals(0, receiver.messages());
    assertTrue(receiver.open(sealed.flip(), ByteBuffer.allocate(4)));
    assertEquals(1, receiver.messages());
    assertFalse(receiver.open(sealed.flip(), ByteBuffer.allocate(4)), "a replay");
    receiver.wipe();
  }

  @Test
  void nonceIsLittleEndianAfterFourZeros() {
    assertEquals(Bytes.hex("00000000 0201000000000000"), CipherState.nonce(0x102));
  }

  @Test
  void wipedItIsOfNoUse() throws RejectedException {
    Bytes m1 = initiator.write(Bytes.EMPTY);
    responder.read(m1);
    responder.wipe();
    assertThrows(IllegalStateException.class, () -> responder.write(Bytes.EMPTY));
  }

  private HandshakeState state(Pattern pattern, Role role, X25519.KeyPair keys) {
    return new HandshakeState(pattern, role, Bytes.EMPTY, keys, random);
  }
}
