package dev.pli.crypto.statement;

import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// A signer with the right keys who departs from the format in exactly one place: everything that
/// is signed is signed rightly, over the lie.
final class LyingSigner {
  static final SplittableRandom RANDOM = new SplittableRandom(5);
  static final SigningKeys KEYS = SigningKeys.generate(RANDOM);
  static final Validity VALIDITY = new Validity(1_700_000_000, 1_700_604_800);
  static final JsonObject PAYLOAD =
      JsonObject.EMPTY.with("time", 1_700_000_123_456L).with("type", "receipt").with("v", 1);

  JsonObject payload = PAYLOAD;
  Bytes certificate = SelfSignedCertificate.create(KEYS, VALIDITY);
  UnaryOperator<JsonObject> es256Header = header -> header;
  UnaryOperator<JsonObject> mldsaHeader = header -> header;
  UnaryOperator<Bytes> es256Signature = signature -> signature;
  UnaryOperator<Bytes> mldsaSignature = signature -> signature;
  UnaryOperator<JsonObject> firstObject = object -> object;
  UnaryOperator<JsonObject> envelope = object -> object;

  Bytes sign() {
    return CanonicalJson.write(envelope.apply(Envelope.of(encodedPayload(), first(), second())));
  }

  String encodedPayload() {
    return Envelope.encode(payload);
  }

  JsonObject first() {
    long time = ((JsonInteger) payload.fields().get("time")).value();
    JsonObject header =
        es256Header.apply(
            Envelope.es256Header(kid(), "remise-receipt+jws", time / 1_000, certificate));
    String encoded = Envelope.encode(header);
    Bytes signature = KEYS.es256().sign(Envelope.signingInput(encoded, encodedPayload()), RANDOM);
    return firstObject.apply(Envelope.signature(encoded, es256Signature.apply(signature)));
  }

  JsonObject second() {
    JsonObject header = mldsaHeader.apply(Envelope.mldsaHeader(kid(), "remise-receipt+jws"));
    String encoded = Envelope.encode(header);
    Bytes signature = KEYS.mldsa().sign(Envelope.signingInput(encoded, encodedPayload()), RANDOM);
    return Envelope.signature(encoded, mldsaSignature.apply(signature));
  }

  static String kid() {
    return KEYS.keySet().kid();
  }

  /// A copy of `object` with one field replaced.
  static JsonObject replace(JsonObject object, String name, JsonValue value) {
    var fields = new java.util.TreeMap<>(object.fields());
    fields.put(name, value);
    return JsonObject.of(fields);
  }

  static JsonObject replace(JsonObject object, String name, String text) {
    return replace(object, name, new JsonText(text));
  }

  static JsonObject without(JsonObject object, String name) {
    var fields = new java.util.TreeMap<>(object.fields());
    fields.remove(name);
    return JsonObject.of(fields);
  }

  /// The same header with a certificate that only its hash vouches for.
  void certificate(Bytes other) {
    certificate = other;
  }

  static String encode(Bytes bytes) {
    return Base64Url.encode(bytes);
  }
}
