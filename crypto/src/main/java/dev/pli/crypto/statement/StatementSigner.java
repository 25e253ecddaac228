package dev.pli.crypto.statement;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// Signs statements with one key set: ES256, then ML-DSA-65, over the same payload. Thread-safe.
public final class StatementSigner {
  private final SigningKeys keys;
  private final Bytes certificate;

  public StatementSigner(SigningKeys keys, Validity validity) {
    this.keys = keys;
    this.certificate = SelfSignedCertificate.create(keys, validity);
  }

  public KeySet keySet() {
    return keys.keySet();
  }

  /// The whole statement. `payload` has a text `type` and the integer `time`, in milliseconds,
  /// which both reappear in the headers. Two signatures of one payload differ: save, then send what
  /// was saved.
  public Bytes sign(JsonObject payload, RandomGenerator random) {
    Bytes bytes = CanonicalJson.write(payload);
    if (bytes.length() > CanonicalJson.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("a payload has at most 6 144 bytes");
    }
    String kid = keys.keySet().kid();
    String typ = Envelope.typ(type(payload));
    String encoded = Envelope.encode(payload);
    String first =
        Envelope.encode(
            Envelope.es256Header(kid, typ, Envelope.issuedAt(time(payload)), certificate));
    String second = Envelope.encode(Envelope.mldsaHeader(kid, typ));
    Bytes es256 = keys.es256().sign(Envelope.signingInput(first, encoded), random);
    Bytes mldsa = keys.mldsa().sign(Envelope.signingInput(second, encoded), random);
    return CanonicalJson.write(
        Envelope.of(encoded, Envelope.signature(first, es256), Envelope.signature(second, mldsa)));
  }

  private static String type(JsonObject payload) {
    try {
      return payload.text("type");
    } catch (RejectedException e) {
      throw new IllegalArgumentException("a payload has a type", e);
    }
  }

  private static long time(JsonObject payload) {
    try {
      return payload.integer("time");
    } catch (RejectedException e) {
      throw new IllegalArgumentException("a payload has a time", e);
    }
  }
}
