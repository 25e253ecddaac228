package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E502_PARTY_REFERENCE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Set;

/// How a statement names its two sides: the signer by card, key epoch and key; the other side by
/// its card alone, since a queued statement may outlive that side's epoch.
sealed interface Party {
  Fingerprint card();

  /// The one who does not sign.
  record Other(Fingerprint card) implements Party {}

  /// The one who signs. `kid` names the key set of the epoch.
  record Signer(Fingerprint card, Sid epoch, String kid) implements Party {}

  static Other readOther(JsonObject statement, String name) throws RejectedException {
    JsonObject fields = statement.object(name);
    require(!fields.has("epoch") && !fields.has("kid"), E502_PARTY_REFERENCE);
    fields.requireFields(Set.of("card"));
    return new Other(readCard(fields));
  }

  static Signer readSigner(JsonObject statement, String name) throws RejectedException {
    JsonObject fields = statement.object(name);
    require(fields.has("epoch") && fields.has("kid"), E502_PARTY_REFERENCE);
    fields.requireFields(Set.of("card", "epoch", "kid"));
    Sid.read(fields, "kid"); // A key set's name has the form of a statement's.
    return new Signer(readCard(fields), Sid.read(fields, "epoch"), fields.text("kid"));
  }

  static Fingerprint readCard(JsonObject fields) throws RejectedException {
    return new Fingerprint(fields.bytes("card", Fingerprint.BYTES));
  }

  default JsonObject json() {
    return switch (this) {
      case Other(var card) -> JsonObject.EMPTY.with("card", card.value());
      case Signer(var card, var epoch, var kid) ->
          JsonObject.EMPTY.with("card", card.value()).with("epoch", epoch.text()).with("kid", kid);
    };
  }
}
