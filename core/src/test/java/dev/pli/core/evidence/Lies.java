package dev.pli.core.evidence;

import dev.pli.core.identity.Identity;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonInteger;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonText;
import dev.pli.crypto.statement.JsonValue;
import dev.pli.crypto.statement.StatementSigner;
import java.util.Random;
import java.util.TreeMap;

/// Statements with exactly one lie, signed by the real keys: a rule that only damaged bytes ever
/// reach is a rule that nobody has tested.
final class Lies {
  private Lies() {}

  /// `honest` with the field `name` set to `lie`.
  static JsonObject with(JsonObject honest, String name, JsonValue lie) {
    var fields = new TreeMap<>(honest.fields());
    fields.put(name, lie);
    return JsonObject.of(fields);
  }

  static JsonObject with(JsonObject honest, String name, String lie) {
    return with(honest, name, new JsonText(lie));
  }

  static JsonObject with(JsonObject honest, String name, long lie) {
    return with(honest, name, new JsonInteger(lie));
  }

  static JsonObject without(JsonObject honest, String name) {
    var fields = new TreeMap<>(honest.fields());
    fields.remove(name);
    return JsonObject.of(fields);
  }

  /// Signed by the evidence identity keys of `signer`.
  static Bytes signed(JsonObject payload, Identity signer) {
    return EvidenceKeys.signer(signer).sign(payload, new Random(5));
  }

  /// Signed by the keys of one epoch, whatever the payload says.
  static Bytes signed(JsonObject payload, EpochKeys keys) {
    var signer = new StatementSigner(keys.keys().orElseThrow(), keys.epoch().validity());
    return signer.sign(payload, new Random(6));
  }
}
