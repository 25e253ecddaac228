package dev.pli.crypto.statement;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.statement.LyingSigner.KEYS;
import static dev.pli.crypto.statement.LyingSigner.PAYLOAD;
import static dev.pli.crypto.statement.LyingSigner.RANDOM;
import static dev.pli.crypto.statement.LyingSigner.VALIDITY;
import static dev.pli.crypto.statement.LyingSigner.replace;
import static dev.pli.crypto.statement.LyingSigner.without;
import static dev.pli.crypto.statement.StatementRule.E101_LENGTH;
import static dev.pli.crypto.statement.StatementRule.E103_NOT_CANONICAL;
import static dev.pli.crypto.statement.StatementRule.E106_FIELDS;
import static dev.pli.crypto.statement.StatementRule.E107_BASE64URL;
import static dev.pli.crypto.statement.StatementRule.E201_MEMBERS;
import static dev.pli.crypto.statement.StatementRule.E202_SIGNATURES;
import static dev.pli.crypto.statement.StatementRule.E203_HEADER_MEMBERS;
import static dev.pli.crypto.statement.StatementRule.E204_ALGORITHM;
import static dev.pli.crypto.statement.StatementRule.E205_TYPE;
import static dev.pli.crypto.statement.StatementRule.E206_KEY_ID;
import static dev.pli.crypto.statement.StatementRule.E207_ES256_RANGE;
import static dev.pli.crypto.statement.StatementRule.E208_ES256_HIGH_S;
import static dev.pli.crypto.statement.StatementRule.E209_ES256_SIGNATURE;
import static dev.pli.crypto.statement.StatementRule.E210_ML_DSA_SIGNATURE;
import static dev.pli.crypto.statement.StatementRule.E211_CERTIFICATE;
import static dev.pli.crypto.statement.StatementRule.E212_ISSUED_AT;
import static dev.pli.crypto.statement.StatementRule.E301_KEY_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// One lie a case, signed by the real keys.
class StatementVerifierTest {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final LyingSigner signer = new LyingSigner();

  @Test
  void withoutALieItIsVerified() throws Exception {
    StatementVerifier.Verified verified =
        StatementVerifier.verify(signer.sign(), KEYS.keySet(), VALIDITY);
    assertEquals(PAYLOAD, verified.payload());
  }

  @Test
  void showsThePayloadBeforeItsKeysAreKnown() throws Exception {
    UnverifiedStatement statement = StatementVerifier.read(signer.sign());
    assertEquals(PAYLOAD, statement.payload());
    assertEquals("receipt", statement.type());
  }

  @Test
  void E101_statementOrPayloadTooLong() {
    signer.payload = PAYLOAD.with("x", "y".repeat(6_144));
    assertLie(E101_LENGTH);
    assertRejected(
        E101_LENGTH, () -> StatementVerifier.read(Bytes.ascii("[\"" + "x".repeat(15_000) + "\"]")));
  }

  @Test
  void E103_payloadInAnotherForm() {
    String spaced = LyingSigner.encode(Bytes.ascii("{\"time\":1,\"type\":\"receipt\", \"v\":1}"));
    signer.envelope = object -> replace(object, "payload", spaced);
    assertLie(E103_NOT_CANONICAL);
  }

  @Test
  void E106_payloadWithoutTypeOrTime() {
    signer.payload = without(PAYLOAD, "type");
    assertLie(E106_FIELDS);
    Bytes untimed =
        CanonicalJson.write(
            Envelope.of(
                Envelope.encode(without(PAYLOAD, "time")),
                new LyingSigner().first(),
                new LyingSigner().second()));
    assertRejected(E106_FIELDS, () -> StatementVerifier.read(untimed));
  }

  @Test
  void E107_payloadOrSignatureInAnotherAlphabet() {
    signer.envelope = object -> replace(object, "payload", signer.encodedPayload() + "=");
    assertLie(E107_BASE64URL);
  }

  @Test
  void E201_membersOfTheEnvelope() {
    signer.envelope = object -> object.with("header", JsonObject.EMPTY);
    assertLie(E201_MEMBERS);
    signer.envelope = object -> without(object, "signatures").with("signature", "AA");
    assertLie(E201_MEMBERS);
    signer.envelope =
        object ->
            replace(
                object,
                "signatures",
                JsonArray.of(signer.first(), signer.second(), signer.second()));
    assertLie(E201_MEMBERS);
    signer.envelope = object -> object;
    signer.firstObject = object -> object.with("header", JsonObject.EMPTY.with("kid", "x"));
    assertLie(E201_MEMBERS);
    signer.firstObject = object -> without(object, "protected");
    assertLie(E201_MEMBERS);
  }

  @Test
  void E202_signatureMissingOrInAnotherOrder() {
    signer.envelope = object -> replace(object, "signatures", JsonArray.of(signer.first()));
    assertLie(E202_SIGNATURES);
    signer.envelope = object -> replace(object, "signatures", JsonArray.of());
    assertLie(E202_SIGNATURES);
    signer.envelope =
        object -> replace(object, "signatures", JsonArray.of(signer.second(), signer.first()));
    assertLie(E202_SIGNATURES);
  }

  @Test
  void E203_membersOfAHeader() {
    for (String name : new String[] {"crit", "b64", "jwk", "jku", "x5u", "nonce"}) {
      signer.es256Header = header -> header.with(name, "x");
      assertLie(E203_HEADER_MEMBERS);
    }
    signer.es256Header = header -> without(header, "x5t#S256");
    assertLie(E203_HEADER_MEMBERS);
    signer.es256Header = header -> without(header, "alg");
    assertLie(E203_HEADER_MEMBERS);
    signer.es256Header = header -> header;
    signer.mldsaHeader = header -> header.with("iat", 1_700_000_123);
    assertLie(E203_HEADER_MEMBERS);
    signer.mldsaHeader = header -> without(header, "kid");
    assertLie(E203_HEADER_MEMBERS);
  }

  @Test
  void E204_anotherAlgorithm() {
    for (String algorithm : new String[] {"none", "HS256", "ES384", "EdDSA", "es256"}) {
      signer.es256Header = header -> replace(header, "alg", algorithm);
      assertLie(E204_ALGORITHM);
    }
    signer.es256Header = header -> header;
    for (String algorithm : new String[] {"ES256", "ML-DSA-44", "ML-DSA-87", "none"}) {
      signer.mldsaHeader = header -> replace(header, "alg", algorithm);
      assertLie(E204_ALGORITHM);
    }
  }

  @Test
  void E205_anotherType() {
    signer.es256Header = header -> replace(header, "typ", "remise-offer+jws");
    assertLie(E205_TYPE);
    signer.es256Header = header -> header;
    signer.mldsaHeader = header -> replace(header, "typ", "JOSE");
    assertLie(E205_TYPE);
  }

  @Test
  void E206_nameOfAnotherKeySet() {
    String other = SigningKeys.generate(RANDOM).keySet().kid();
    signer.es256Header = header -> replace(header, "kid", other);
    assertLie(E206_KEY_ID);
    signer.es256Header = header -> header;
    signer.mldsaHeader = header -> replace(header, "kid", other);
    assertLie(E206_KEY_ID);
  }

  @Test
  void E206_statementOfAStranger() {
    KeySet stranger = SigningKeys.generate(RANDOM).keySet();
    assertRejected(E206_KEY_ID, () -> StatementVerifier.verify(signer.sign(), stranger, VALIDITY));
  }

  @Test
  void E207_signatureOutOfRange() {
    signer.es256Signature = signature -> signature.slice(0, 63);
    assertLie(E207_ES256_RANGE);
    signer.es256Signature = signature -> Bytes.zero(64);
    assertLie(E207_ES256_RANGE);
    signer.es256Signature = signature -> Bytes.concat(signature.slice(0, 32), fixed(ORDER));
    assertLie(E207_ES256_RANGE);
  }

  @Test
  void E208_highS() {
    signer.es256Signature =
        signature -> {
          var s = new BigInteger(1, signature.slice(32, 64).toArray());
          return Bytes.concat(signature.slice(0, 32), fixed(ORDER.subtract(s)));
        };
    assertLie(E208_ES256_HIGH_S);
  }

  @Test
  void E209_signatureOfAnotherPayload() {
    Bytes other = KEYS.es256().sign(Envelope.signingInput("eyJ9", signer.encodedPayload()), RANDOM);
    signer.es256Signature = signature -> other;
    assertLie(E209_ES256_SIGNATURE);
  }

  @Test
  void E210_postQuantumSignatureIsWrong() {
    signer.mldsaSignature = signature -> signature.slice(0, 3_308);
    assertLie(E210_ML_DSA_SIGNATURE);
    signer.mldsaSignature = signature -> Bytes.zero(3_309);
    assertLie(E210_ML_DSA_SIGNATURE);
  }

  @Test
  void E211_certificateOfAnotherKeyNameOrValidity() {
    SigningKeys other = SigningKeys.generate(RANDOM);
    signer.certificate(SelfSignedCertificate.create(other, VALIDITY));
    assertLie(E211_CERTIFICATE);
    signer.certificate(
        SelfSignedCertificate.create(KEYS, new Validity(1_700_000_000, 1_700_604_801)));
    assertLie(E211_CERTIFICATE);
    signer.certificate(
        SelfSignedCertificate.create(KEYS, new Validity(1_700_000_001, 1_700_604_800)));
    assertLie(E211_CERTIFICATE);
  }

  @Test
  void E211_certificateWithAnyByteChanged() {
    Bytes good = new LyingSigner().certificate;
    for (int i = 0; i < good.length(); i += 5) {
      byte[] bad = good.toArray();
      bad[i] ^= 1;
      signer.certificate(Bytes.copyOf(bad));
      assertLie(E211_CERTIFICATE);
    }
    for (Bytes bad :
        new Bytes[] {
          Bytes.EMPTY,
          Bytes.of(0x30),
          good.slice(0, good.length() - 1),
          Bytes.concat(good, Bytes.of(0)),
          Bytes.concat(good, Bytes.zero(769 - good.length()))
        }) {
      signer.certificate(bad);
      assertLie(E211_CERTIFICATE);
    }
  }

  @Test
  void E211_notExactlyOneCertificateOrAnotherHash() {
    String good = Base64.getEncoder().encodeToString(signer.certificate.toArray());
    signer.es256Header = header -> replace(header, "x5c", JsonArray.of());
    assertLie(E211_CERTIFICATE);
    signer.es256Header = header -> replace(header, "x5c", JsonArray.ofTexts(good, good));
    assertLie(E211_CERTIFICATE);
    signer.es256Header = header -> replace(header, "x5c", JsonArray.ofTexts("!" + good));
    assertLie(E211_CERTIFICATE);
    signer.es256Header = header -> replace(header, "x5t#S256", LyingSigner.encode(Bytes.zero(32)));
    assertLie(E211_CERTIFICATE);
  }

  /// The decoder of the JDK would take it.
  @Test
  void E211_certificateWithoutThePaddingOfItsText() {
    Validity validity = VALIDITY;
    while (SelfSignedCertificate.create(KEYS, validity).length() % 3 == 0) {
      validity = new Validity(validity.notBefore() + 1, validity.notAfter());
    }
    signer.certificate(SelfSignedCertificate.create(KEYS, validity));
    String good = Base64.getEncoder().encodeToString(signer.certificate.toArray());
    signer.es256Header = header -> replace(header, "x5c", JsonArray.ofTexts(good.replace("=", "")));
    Validity used = validity;
    assertRejected(
        E211_CERTIFICATE, () -> StatementVerifier.verify(signer.sign(), KEYS.keySet(), used));
  }

  @Test
  void certificateOfAnIdentityHasNoEnd() throws Exception {
    Validity validity = Validity.since(1_763_942_400_000L);
    signer.certificate(SelfSignedCertificate.create(KEYS, validity));
    StatementVerifier.verify(signer.sign(), KEYS.keySet(), validity);
    assertEquals(new Validity(1_763_942_400L, Validity.NO_END), validity);
    assertEquals(new Validity(1, 2), Validity.ofMillis(1_999, 2_999));
  }

  @Test
  void E212_issuedAtIsNotTheTimeOfThePayload() {
    signer.es256Header = header -> replace(header, "iat", new JsonInteger(1_700_000_124));
    assertLie(E212_ISSUED_AT);
  }

  @Test
  void E301_keysThatAreNoKeys() throws Exception {
    Bytes p256 = KEYS.keySet().p256();
    Bytes mldsa = KEYS.keySet().mldsa65();
    assertEquals(KEYS.keySet(), KeySet.parse(p256, mldsa));
    assertRejected(E301_KEY_SET, () -> KeySet.parse(p256.slice(0, 33), mldsa));
    assertRejected(E301_KEY_SET, () -> KeySet.parse(Bytes.zero(65), mldsa));
    assertRejected(E301_KEY_SET, () -> KeySet.parse(p256, mldsa.slice(0, 1_951)));
  }

  private void assertLie(Rule rule) {
    assertRejected(rule, () -> StatementVerifier.verify(signer.sign(), KEYS.keySet(), VALIDITY));
  }

  private static Bytes fixed(BigInteger number) {
    Bytes wide = Bytes.concat(Bytes.zero(32), Bytes.copyOf(number.toByteArray()));
    return wide.slice(wide.length() - 32, wide.length());
  }
}
