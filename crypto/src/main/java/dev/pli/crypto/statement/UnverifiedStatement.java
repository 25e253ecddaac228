package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
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

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.MlDsa;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// A statement in its right form that nobody has checked yet: its payload tells whose keys to use,
/// and nothing else may be believed.
public final class UnverifiedStatement {
  private static final Set<String> MEMBERS = Set.of("payload", "signatures");
  private static final Set<String> SIGNATURE_MEMBERS = Set.of("protected", "signature");
  private static final Set<String> ES256_MEMBERS =
      Set.of("alg", "iat", "kid", "typ", "x5c", "x5t#S256");
  private static final Set<String> MLDSA_MEMBERS = Set.of("alg", "kid", "typ");

  private final String encodedPayload;
  private final JsonObject payload;
  private final Bytes payloadBytes;
  private final Signature es256;
  private final Signature mldsa;

  /// One signature, its protected header as it was signed, and what that says.
  private record Signature(String encodedHeader, JsonObject header, Bytes bytes) {
    static Signature parse(JsonValue value) throws RejectedException {
      JsonObject json = JsonObject.elementOf(value, JsonObject.class);
      requireMembers(json, SIGNATURE_MEMBERS, E201_MEMBERS);
      JsonObject header =
          CanonicalJson.parseObject(json.bytes("protected"), CanonicalJson.MAX_STATEMENT_BYTES);
      return new Signature(json.text("protected"), header, json.bytes("signature"));
    }

    String algorithm() throws RejectedException {
      require(header.has("alg"), E203_HEADER_MEMBERS);
      return header.text("alg");
    }

    Bytes input(String encodedPayload) {
      return Envelope.signingInput(encodedHeader, encodedPayload);
    }
  }

  private UnverifiedStatement(JsonObject json, List<JsonValue> signatures)
      throws RejectedException {
    this.encodedPayload = json.text("payload");
    this.payloadBytes = json.bytes("payload");
    this.payload = CanonicalJson.parseObject(payloadBytes, CanonicalJson.MAX_PAYLOAD_BYTES);
    this.es256 = Signature.parse(signatures.get(0));
    this.mldsa = Signature.parse(signatures.get(1));
  }

  static UnverifiedStatement parse(Bytes jws) throws RejectedException {
    JsonObject json = CanonicalJson.parseObject(jws, CanonicalJson.MAX_STATEMENT_BYTES);
    requireMembers(json, MEMBERS, E201_MEMBERS);
    List<JsonValue> signatures = json.array("signatures").values();
    require(signatures.size() <= 2, E201_MEMBERS);
    require(signatures.size() == 2, E202_SIGNATURES);
    var statement = new UnverifiedStatement(json, signatures);
    statement.requireHeaders();
    return statement;
  }

  private void requireHeaders() throws RejectedException {
    String first = es256.algorithm();
    String second = mldsa.algorithm();
    boolean areSwapped = first.equals(Envelope.ML_DSA_65) && second.equals(Envelope.ES256);
    require(!areSwapped, E202_SIGNATURES);
    require(first.equals(Envelope.ES256) && second.equals(Envelope.ML_DSA_65), E204_ALGORITHM);
    requireMembers(es256.header(), ES256_MEMBERS, E203_HEADER_MEMBERS);
    requireMembers(mldsa.header(), MLDSA_MEMBERS, E203_HEADER_MEMBERS);
    String typ = Envelope.typ(payload.text("type"));
    require(es256.header().text("typ").equals(typ), E205_TYPE);
    require(mldsa.header().text("typ").equals(typ), E205_TYPE);
    long issuedAt = Envelope.issuedAt(payload.integer("time"));
    require(es256.header().integer("iat") == issuedAt, E212_ISSUED_AT);
  }

  private static void requireMembers(JsonObject json, Set<String> names, StatementRule rule)
      throws RejectedException {
    require(json.fields().keySet().equals(names), rule);
  }

  public JsonObject payload() {
    return payload;
  }

  public String type() throws RejectedException {
    return payload.text("type");
  }

  /// The key set that the first header names: a claim, which [#verify] compares.
  public String keyId() throws RejectedException {
    return es256.header().text("kid");
  }

  public String sid() {
    return StatementVerifier.sid(payloadBytes);
  }

  /// Checks kid, certificate and both signatures. Rejects by E206 to E211.
  public StatementVerifier.Verified verify(KeySet keys, Validity validity)
      throws RejectedException {
    return verify(keys, validity, new KnownCertificates());
  }

  /// The same for one of many statements: `known` spares the signature of a certificate that was
  /// right before.
  public StatementVerifier.Verified verify(KeySet keys, Validity validity, KnownCertificates known)
      throws RejectedException {
    require(es256.header().text("kid").equals(keys.kid()), E206_KEY_ID);
    require(mldsa.header().text("kid").equals(keys.kid()), E206_KEY_ID);
    requireCertificate(keys, validity, known);
    require(Es256.isInRange(es256.bytes()), E207_ES256_RANGE);
    require(Es256.isLowS(es256.bytes()), E208_ES256_HIGH_S);
    require(
        Es256.verify(keys.p256(), es256.input(encodedPayload), es256.bytes()),
        E209_ES256_SIGNATURE);
    require(
        MlDsa.verify(keys.mldsa65(), mldsa.input(encodedPayload), mldsa.bytes()),
        E210_ML_DSA_SIGNATURE);
    return new StatementVerifier.Verified(payload, type(), sid());
  }

  private void requireCertificate(KeySet keys, Validity validity, KnownCertificates known)
      throws RejectedException {
    List<JsonValue> chain = es256.header().array("x5c").values();
    require(chain.size() == 1, E211_CERTIFICATE);
    Bytes certificate = decode(JsonObject.elementOf(chain.getFirst(), JsonText.class).text());
    require(known.isOf(keys, validity, certificate), E211_CERTIFICATE);
    require(es256.header().bytes("x5t#S256").equals(Hash.sha256(certificate)), E211_CERTIFICATE);
  }

  /// Standard base64, as RFC 7515 §4.1.6 has it for certificates alone; one text for each value.
  private static Bytes decode(String text) throws RejectedException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      require(Base64.getEncoder().encodeToString(bytes).equals(text), E211_CERTIFICATE);
      return Bytes.copyOf(bytes);
    } catch (IllegalArgumentException e) {
      throw new RejectedException(E211_CERTIFICATE);
    }
  }
}
