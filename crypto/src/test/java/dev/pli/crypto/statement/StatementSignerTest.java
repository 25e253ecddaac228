package dev.pli.crypto.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatementSignerTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final SigningKeys KEYS = SigningKeys.generate(RANDOM);
  private static final Validity VALIDITY = new Validity(1_700_000_000, 1_700_604_800);
  private static final JsonObject PAYLOAD =
      JsonObject.EMPTY.with("time", 1_700_000_123_456L).with("type", "receipt").with("v", 1);

  private final StatementSigner signer = new StatementSigner(KEYS, VALIDITY);

  @Test
  void verifiesWhatItSigned() throws Exception {
    Bytes statement = signer.sign(PAYLOAD, RANDOM);
    StatementVerifier.Verified verified =
        StatementVerifier.verify(statement, KEYS.keySet(), VALIDITY);
    assertEquals(PAYLOAD, verified.payload());
    assertEquals("receipt", verified.type());
    assertEquals(StatementVerifier.sid(CanonicalJson.write(PAYLOAD)), verified.sid());
  }

  @Test
  void signsTheSamePayloadTwiceWithOtherSignaturesAndTheSameId() throws Exception {
    Bytes first = signer.sign(PAYLOAD, RANDOM);
    Bytes second = signer.sign(PAYLOAD, RANDOM);
    assertNotEquals(first, second);
    assertEquals(StatementVerifier.read(first).sid(), StatementVerifier.read(second).sid());
  }

  @Test
  void theLongestPayloadFitsTheLongestStatement() throws Exception {
    JsonObject shortest = PAYLOAD.with("reason", "");
    int missing = CanonicalJson.MAX_PAYLOAD_BYTES - CanonicalJson.write(shortest).length();
    JsonObject longest = PAYLOAD.with("reason", "x".repeat(missing));
    Bytes statement = signer.sign(longest, RANDOM);
    assertTrue(statement.length() <= CanonicalJson.MAX_STATEMENT_BYTES);
    StatementVerifier.verify(statement, KEYS.keySet(), VALIDITY);
  }

  @Test
  void keysComeBackFromWhatIsKeptOfThem() {
    SigningKeys restored = SigningKeys.restore(KEYS.es256Scalar(), KEYS.mldsaSeed());
    assertEquals(KEYS.keySet(), restored.keySet());
  }

  @Test
  void theSameSeedsGiveTheSameKeys() {
    Secret wide = Secret.copyOf(Bytes.hex("ff".repeat(48)));
    Secret seed = Secret.copyOf(Bytes.hex("01".repeat(32)));
    assertEquals(
        SigningKeys.ofSeeds(wide, seed).keySet(), SigningKeys.ofSeeds(wide, seed).keySet());
  }

  @Test
  void printsNoSecret() {
    String scalar = KEYS.es256Scalar().reveal().hex();
    assertFalse((KEYS + "" + KEYS.es256() + KEYS.mldsa()).contains(scalar));
  }

  @Test
  void theCertificateIsTheSameEachTime() {
    Bytes certificate = SelfSignedCertificate.create(KEYS, VALIDITY);
    assertEquals(certificate, SelfSignedCertificate.create(KEYS, VALIDITY));
  }
}
