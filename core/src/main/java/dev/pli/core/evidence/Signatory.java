package dev.pli.core.evidence;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Set;

/// One party of an agreement: its card, its evidence identity keys, and what it says about itself.
///
/// `keys` is the name of the key set. The other fields may be empty; nobody vouches for them.
public record Signatory(
    Fingerprint card,
    String keys,
    String name,
    String number,
    String order,
    Profession profession) {
  private static final int MAX_NAME_BYTES = 255;
  private static final int MAX_NUMBER_BYTES = 64;
  private static final Set<String> FIELDS =
      Set.of("card", "ik", "name", "number", "order", "profession");

  /// A party that says nothing about itself.
  public static Signatory of(Card card) {
    return new Signatory(
        card.fingerprint(), EvidenceKeys.keySet(card).kid(), "", "", "", Profession.NONE);
  }

  static Signatory read(JsonObject fields) throws RejectedException {
    fields.requireFields(FIELDS);
    Sid.read(fields, "ik"); // A key set's name has the form of a statement's.
    return new Signatory(
        Party.readCard(fields),
        fields.text("ik"),
        fields.display("name", MAX_NAME_BYTES),
        fields.display("number", MAX_NUMBER_BYTES),
        fields.display("order", MAX_NAME_BYTES),
        Profession.read(fields));
  }

  JsonObject json() {
    return JsonObject.EMPTY
        .with("card", card.value())
        .with("ik", keys)
        .with("name", name)
        .with("number", number)
        .with("order", order)
        .with("profession", profession.word());
  }

  /// Whether this is the card and its keys, whatever it says about itself.
  boolean isOf(Card other) {
    return equals(
        new Signatory(
            other.fingerprint(),
            EvidenceKeys.keySet(other).kid(),
            name,
            number,
            order,
            profession));
  }
}
