package dev.pli.crypto.statement;

import static dev.pli.crypto.statement.LyingSigner.KEYS;
import static dev.pli.crypto.statement.LyingSigner.RANDOM;
import static dev.pli.crypto.statement.LyingSigner.VALIDITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import org.junit.jupiter.api.Test;

class KnownCertificatesTest {
  private final KnownCertificates known = new KnownCertificates();
  private final Bytes certificate = SelfSignedCertificate.create(KEYS, VALIDITY);

  @Test
  void whatIsKnownIsKnownOfItsKeysAndItsTimeAlone() {
    assertTrue(known.isOf(KEYS.keySet(), VALIDITY, certificate));
    assertTrue(known.isOf(KEYS.keySet(), VALIDITY, certificate));
    assertFalse(known.isOf(SigningKeys.generate(RANDOM).keySet(), VALIDITY, certificate));
    assertFalse(known.isOf(KEYS.keySet(), Validity.since(0), certificate));
    byte[] bytes = certificate.toArray();
    bytes[bytes.length - 1] ^= 1;
    assertFalse(known.isOf(KEYS.keySet(), VALIDITY, Bytes.copyOf(bytes)));
    assertEquals(1, known.size(), "only what was right");
  }

  @Test
  void theOneThatWasUsedLeastRecentlyMakesRoom() {
    for (int i = 0; i <= KnownCertificates.MAX_KNOWN; i++) {
      var validity = new Validity(1_700_000_000 + i, 1_700_604_800);
      assertTrue(known.isOf(KEYS.keySet(), validity, SelfSignedCertificate.create(KEYS, validity)));
    }
    assertEquals(KnownCertificates.MAX_KNOWN, known.size());
  }
}
