package dev.pli.crypto.statement;

import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.util.Base64;

/// The words of a statement's envelope, JWS JSON General with exactly two signatures, shared by
/// signer and verifier. RFC 7515 §7.2.1; docs/spec/evidence.md §2.
///
/// ```
/// {"payload": b64u, "signatures": [ES256, ML-DSA-65]}        each {"protected": b64u, "signature": b64u}
/// ES256      {"alg","iat","kid","typ","x5c":[certificate],"x5t#S256"}
/// ML-DSA-65  {"alg","kid","typ"}
/// ```
final class Envelope {
  static final String ES256 = "ES256";
  static final String ML_DSA_65 = "ML-DSA-65";

  private static final long MILLIS = 1_000;

  private Envelope() {}

  /// What both signatures are over. RFC 7515 §5.1.
  static Bytes signingInput(String protectedHeader, String payload) {
    return Bytes.ascii(protectedHeader + "." + payload);
  }

  static String typ(String type) {
    return "remise-" + type + "+jws";
  }

  static long issuedAt(long timeMillis) {
    return timeMillis / MILLIS;
  }

  static JsonObject es256Header(String kid, String typ, long issuedAt, Bytes certificate) {
    return JsonObject.EMPTY
        .with("alg", ES256)
        .with("iat", issuedAt)
        .with("kid", kid)
        .with("typ", typ)
        .with("x5c", JsonArray.ofTexts(Base64.getEncoder().encodeToString(certificate.toArray())))
        .with("x5t#S256", Hash.sha256(certificate));
  }

  static JsonObject mldsaHeader(String kid, String typ) {
    return JsonObject.EMPTY.with("alg", ML_DSA_65).with("kid", kid).with("typ", typ);
  }

  static JsonObject of(String payload, JsonObject first, JsonObject second) {
    return JsonObject.EMPTY
        .with("payload", payload)
        .with("signatures", JsonArray.of(first, second));
  }

  static JsonObject signature(String protectedHeader, Bytes signature) {
    return JsonObject.EMPTY.with("protected", protectedHeader).with("signature", signature);
  }

  static String encode(JsonObject json) {
    return Base64Url.encode(CanonicalJson.write(json));
  }
}
