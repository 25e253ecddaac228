package dev.pli.core.identity;

import static dev.pli.core.Rejections.assertRejected;
import static dev.pli.core.Rejections.flipped;
import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.identity.IdentityRule.S111_CERTIFICATE_LAYOUT;
import static dev.pli.core.identity.IdentityRule.S112_CERTIFICATE_OTHER_CARD;
import static dev.pli.core.identity.IdentityRule.S113_CERTIFICATE_SIGNATURE;
import static dev.pli.core.identity.IdentityRule.S114_CERTIFICATE_HOST_KEY;
import static dev.pli.core.identity.IdentityRule.S115_CERTIFICATE_DH_KEY;
import static dev.pli.core.identity.IdentityRule.S116_DEVICE_REVOKED;
import static dev.pli.core.identity.IdentityRule.S117_CERTIFICATE_KEYS;
import static dev.pli.core.identity.IdentityRule.S119_CERTIFICATE_SERIAL;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.ALICE_DEVICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.MALLORY;
import static dev.pli.core.identity.People.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.X25519;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceCertificateTest {
  private static final DeviceCertificate CERTIFICATE = People.certificate(ALICE, ALICE_DEVICE);
  private static final Bytes BYTES = CERTIFICATE.encode();

  @Test
  void comesBackFromItsBytesAndIsSignedByItsCard() throws Exception {
    assertEquals(189, BYTES.length());
    assertEquals(CERTIFICATE, DeviceCertificate.parse(BYTES));
    CERTIFICATE.requireSignedBy(ALICE.card());
  }

  @Test
  void numbersGrowAndFollowTheClock() {
    assertEquals(NOW.getEpochSecond(), CERTIFICATE.serial());
    long ahead = NOW.getEpochSecond() + 100;
    assertEquals(ahead + 1, DeviceCertificate.issue(ALICE, ALICE_DEVICE, ahead, NOW).serial());
  }

  @Test
  void S111_refusesAnotherLengthOrVersion() {
    assertRejected(S111_CERTIFICATE_LAYOUT, () -> DeviceCertificate.parse(BYTES.slice(0, 188)));
    assertRejected(
        S111_CERTIFICATE_LAYOUT, () -> DeviceCertificate.parse(Bytes.concat(BYTES, Bytes.of(0))));
    assertRejected(S111_CERTIFICATE_LAYOUT, () -> DeviceCertificate.parse(replaced(BYTES, 0, 2)));
  }

  @Test
  void S112_refusesACertificateOfAnotherCard() {
    assertRejected(S112_CERTIFICATE_OTHER_CARD, () -> CERTIFICATE.requireSignedBy(BOB.card()));
  }

  @Test
  void S113_refusesASignatureOfSomebodyElseAndAnyChange() throws Exception {
    var stranger =
        new Identity(ALICE.card(), MALLORY.sign(), ALICE.dh(), ALICE.es256(), ALICE.mldsa65());
    var forged = DeviceCertificate.issue(stranger, ALICE_DEVICE, 0, NOW);
    assertRejected(S113_CERTIFICATE_SIGNATURE, () -> forged.requireSignedBy(ALICE.card()));
    for (int index : new int[] {33, 81, 113, 117, 125, 188}) {
      DeviceCertificate changed = DeviceCertificate.parse(flipped(BYTES, index));
      assertRejected(S113_CERTIFICATE_SIGNATURE, () -> changed.requireSignedBy(ALICE.card()));
    }
  }

  @Test
  void S114_refusesAnotherHostKey() throws Exception {
    CERTIFICATE.requireHostKey(ALICE_DEVICE.hostKey().publicKey());
    assertRejected(
        S114_CERTIFICATE_HOST_KEY,
        () -> CERTIFICATE.requireHostKey(BOB_DEVICE.hostKey().publicKey()));
  }

  @Test
  void S115_refusesAnotherHandshakeKey() throws Exception {
    CERTIFICATE.requireDhKey(ALICE.dh().publicKey());
    assertRejected(S115_CERTIFICATE_DH_KEY, () -> CERTIFICATE.requireDhKey(BOB.dh().publicKey()));
  }

  @Test
  void S116_refusesADeviceThatTheListNoLongerHolds() throws Exception {
    CERTIFICATE.requireListedIn(People.list(ALICE, ALICE_DEVICE));
    assertRejected(
        S116_DEVICE_REVOKED,
        () -> CERTIFICATE.requireListedIn(People.list(ALICE, ALICE_DEVICE.renamed(new Random(3)))));
  }

  @Test
  void S117_refusesAHostKeyOfSmallOrderAndKeysOfSomebodyElse() throws Exception {
    assertRejected(
        S117_CERTIFICATE_KEYS, () -> DeviceCertificate.parse(replaced(BYTES, 49, Bytes.zero(32))));
    CERTIFICATE.requireNoKeyOf(CERTIFICATE);
    CERTIFICATE.requireNoKeyOf(People.certificate(BOB, BOB_DEVICE));
    DeviceCertificate sameHost = People.certificate(BOB, ALICE_DEVICE);
    assertRejected(S117_CERTIFICATE_KEYS, () -> sameHost.requireNoKeyOf(CERTIFICATE));
    var sameDh = new Identity(BOB.card(), BOB.sign(), ALICE.dh(), BOB.es256(), BOB.mldsa65());
    DeviceCertificate borrowed = People.certificate(sameDh, BOB_DEVICE);
    assertRejected(S117_CERTIFICATE_KEYS, () -> borrowed.requireNoKeyOf(CERTIFICATE));
  }

  @Test
  void S119_refusesAnOlderCertificateAndATwin() throws Exception {
    var newer = DeviceCertificate.issue(ALICE, ALICE_DEVICE, CERTIFICATE.serial(), NOW);
    newer.requireNotBefore(CERTIFICATE);
    CERTIFICATE.requireNotBefore(CERTIFICATE);
    People.certificate(ALICE, BOB_DEVICE).requireNotBefore(newer);
    assertRejected(S119_CERTIFICATE_SERIAL, () -> CERTIFICATE.requireNotBefore(newer));
    var otherKey =
        new Identity(
            ALICE.card(),
            ALICE.sign(),
            X25519.KeyPair.generate(new Random(4)),
            ALICE.es256(),
            ALICE.mldsa65());
    DeviceCertificate twin = People.certificate(otherKey, ALICE_DEVICE);
    assertRejected(S119_CERTIFICATE_SERIAL, () -> twin.requireNotBefore(CERTIFICATE));
  }
}
