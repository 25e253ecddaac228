package dev.pli.crypto.hpke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.TestJson;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.XWing;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;
import org.junit.jupiter.api.Test;

/// HPKE against the vectors of RFC 9180 (the schedule of mode_psk) and of draft-ietf-hpke-pq (this
/// KEM), and against Bouncy Castle's own HPKE for both at once.
class HpkeTest {
  private static final int XWING = 0x647A;
  private static final int DHKEM_X25519 = 0x0020;
  private static final Bytes INFO = Bytes.ascii("what this is for");
  private static final Bytes PSK_ID = Bytes.ascii("which key");
  private static final Secret PSK = Secret.copyOf(Bytes.ascii("a key of thirty-two bytes, shared"));
  private static final Hpke.Shared SHARED = new Hpke.Shared(INFO, PSK, PSK_ID);

  private final XWing.KeyPair recipient = XWing.KeyPair.generate(new Random(1));

  private Hpke.Sender sender() {
    Secret randomness = Secret.random(XWing.RANDOMNESS_BYTES, new Random(2));
    return Hpke.sender(recipient.publicKey(), SHARED, randomness).orElseThrow();
  }

  @Test
  void derivesTheKeysOfRfc9180InModePsk() {
    TestJson.Node vector = TestJson.resource("hpke/rfc9180-psk.json");
    var keys =
        new KeySchedule(DHKEM_X25519)
            .derive(
                KeySchedule.Mode.PSK,
                secret(vector, "shared_secret"),
                bytes(vector, "info"),
                secret(vector, "psk"),
                bytes(vector, "psk_id"));
    replay(vector, keys);
  }

  @Test
  void derivesTheKeysOfTheHybridDraftInModeBase() {
    TestJson.Node vector = TestJson.resource("hpke/hpke-pq-base.json");
    XWing.KeyPair key = XWing.KeyPair.of(secret(vector, "skRm"));
    assertEquals(bytes(vector, "pkRm"), key.publicKey());
    var made = XWing.encapsulate(key.publicKey(), secret(vector, "ikmE")).orElseThrow();
    assertEquals(bytes(vector, "enc"), made.ciphertext());
    assertEquals(secret(vector, "shared_secret"), made.sharedSecret());
    var keys =
        new KeySchedule(XWING)
            .derive(
                KeySchedule.Mode.BASE,
                made.sharedSecret(),
                bytes(vector, "info"),
                Secret.copyOf(Bytes.EMPTY),
                Bytes.EMPTY);
    replay(vector, keys);
  }

  private static void replay(TestJson.Node vector, KeySchedule.Keys keys) {
    assertEquals(secret(vector, "key"), keys.key());
    assertEquals(bytes(vector, "base_nonce"), keys.baseNonce());
    for (TestJson.Node message : vector.at("encryptions").list()) {
      var context =
          new Context(keys.key(), keys.baseNonce(), Long.parseLong(message.at("sequence").text()));
      assertEquals(
          bytes(message, "ciphertext"),
          context.seal(bytes(message, "aad"), bytes(message, "plaintext")));
      assertEquals(
          Optional.of(bytes(message, "plaintext")),
          context.open(bytes(message, "aad"), bytes(message, "ciphertext")));
    }
  }

  private static Bytes bytes(TestJson.Node vector, String name) {
    return Bytes.hex(vector.at(name).text());
  }

  private static Secret secret(TestJson.Node vector, String name) {
    return Secret.copyOf(bytes(vector, name));
  }

  @Test
  void bouncyCastleOpensWhatIsSealedHere() throws Exception {
    Hpke.Sender sender = sender();
    var key = new XWingPrivateKeyParameters(recipient.seed().reveal().toArray());
    var pair =
        new org.bouncycastle.crypto.AsymmetricCipherKeyPair(
            new XWingPublicKeyParameters(recipient.publicKey().toArray()), key);
    var opening =
        bouncyCastle()
            .setupPSKR(
                sender.encapsulation().toArray(),
                pair,
                INFO.toArray(),
                PSK.reveal().toArray(),
                PSK_ID.toArray());
    Hpke.Sealing sealing = sender.sealing();
    for (String word : new String[] {"one", "two", "three"}) {
      Hpke.Sealed sealed = sealing.seal(Bytes.ascii("ad"), Bytes.ascii(word));
      sealing = sealed.next();
      assertEquals(
          Bytes.ascii(word),
          Bytes.copyOf(opening.open(Bytes.ascii("ad").toArray(), sealed.ciphertext().toArray())));
    }
  }

  @Test
  void opensWhatBouncyCastleSeals() throws Exception {
    var sealing =
        bouncyCastle()
            .SetupPSKS(
                new XWingPublicKeyParameters(recipient.publicKey().toArray()),
                INFO.toArray(),
                PSK.reveal().toArray(),
                PSK_ID.toArray());
    Hpke.Opening opening =
        Hpke.recipient(recipient, Bytes.copyOf(sealing.getEncapsulation()), SHARED).orElseThrow();
    for (String word : new String[] {"one", "two", "three"}) {
      byte[] sealed = sealing.seal(Bytes.ascii("ad").toArray(), Bytes.ascii(word).toArray());
      Hpke.Opened opened = opening.open(Bytes.ascii("ad"), Bytes.copyOf(sealed)).orElseThrow();
      assertEquals(Bytes.ascii(word), opened.plaintext());
      opening = opened.next();
    }
  }

  private static HPKE bouncyCastle() {
    return new HPKE(
        HPKE.mode_psk, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  /// One lie each: another key, secret, name, purpose, order, or byte.
  @Test
  void opensNothingUnderAnythingElse() {
    Hpke.Sender sender = sender();
    Hpke.Sealed first = sender.sealing().seal(Bytes.EMPTY, Bytes.of(1));
    Hpke.Sealed second = first.next().seal(Bytes.EMPTY, Bytes.of(1));
    XWing.KeyPair other = XWing.KeyPair.generate(new Random(3));
    Secret otherPsk = Secret.copyOf(Bytes.zero(32));
    assertOpens(true, recipient, SHARED, first.ciphertext());
    assertOpens(false, recipient, SHARED, second.ciphertext());
    assertOpens(false, other, SHARED, first.ciphertext());
    assertOpens(false, recipient, new Hpke.Shared(INFO, otherPsk, PSK_ID), first.ciphertext());
    assertOpens(false, recipient, new Hpke.Shared(INFO, PSK, INFO), first.ciphertext());
    assertOpens(false, recipient, new Hpke.Shared(PSK_ID, PSK, PSK_ID), first.ciphertext());
    byte[] flipped = first.ciphertext().toArray();
    flipped[0] ^= 1;
    assertOpens(false, recipient, SHARED, Bytes.copyOf(flipped));
  }

  private void assertOpens(
      boolean isExpected, XWing.KeyPair key, Hpke.Shared shared, Bytes ciphertext) {
    Hpke.Opening opening = Hpke.recipient(key, sender().encapsulation(), shared).orElseThrow();
    assertEquals(isExpected, opening.open(Bytes.EMPTY, ciphertext).isPresent());
  }

  @Test
  void aForgeryDoesNotMoveTheContext() {
    Hpke.Sealed sealed = sender().sealing().seal(Bytes.EMPTY, Bytes.of(1));
    Hpke.Opening opening =
        Hpke.recipient(recipient, sender().encapsulation(), SHARED).orElseThrow();
    assertTrue(opening.open(Bytes.EMPTY, Bytes.zero(40)).isEmpty());
    assertTrue(opening.open(Bytes.EMPTY, sealed.ciphertext()).isPresent());
  }

  @Test
  void refusesAShortOrUnnamedSharedKey() {
    Secret shortKey = Secret.copyOf(Bytes.zero(Hpke.MIN_PSK_BYTES - 1));
    assertThrows(IllegalArgumentException.class, () -> new Hpke.Shared(INFO, shortKey, PSK_ID));
    assertThrows(IllegalArgumentException.class, () -> new Hpke.Shared(INFO, PSK, Bytes.EMPTY));
  }

  @Test
  void printsNoKey() {
    assertEquals("Sealing[0]", sender().sealing().toString());
  }
}
