package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E606_REL;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Optional;
import java.util.Set;

/// A statement's place among all that its signer's device has signed for one other person: its
/// number, from 1, and the statement before it.
///
/// Never a global counter: it would tell about other people. docs/spec/evidence.md §6.
public record Rel(long number, Optional<Sid> head) {
  static Rel read(JsonObject statement) throws RejectedException {
    JsonObject fields = statement.object("rel");
    fields.requireFields(Set.of("h", "n"));
    return new Rel(fields.integer("n"), Sid.readOptional(fields, "h"));
  }

  JsonObject json() {
    return JsonObject.EMPTY.with("h", head.map(Sid::text).orElse("")).with("n", number);
  }

  /// Refuses a statement that stands directly behind the one numbered `number - 1` and names
  /// another. A gap is no fault: the statements between may still come.
  public void requireBehind(long lastNumber, Optional<Sid> lastSid) throws RejectedException {
    require(number != lastNumber + 1 || head.equals(lastSid), E606_REL);
  }
}
