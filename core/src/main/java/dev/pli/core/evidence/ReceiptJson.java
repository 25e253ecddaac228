package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E405_POLICY;
import static dev.pli.core.evidence.EvidenceRule.E501_BINDING;
import static dev.pli.core.evidence.EvidenceRule.E505_ACT;
import static dev.pli.core.evidence.EvidenceRule.E506_ETSI_EVENT;
import static dev.pli.core.evidence.EvidenceRule.E511_EVENT_FIELDS;
import static dev.pli.core.evidence.EvidenceRule.E602_POSITION;
import static dev.pli.core.evidence.EvidenceRule.E603_EVENT;
import static dev.pli.core.evidence.EvidenceRule.E607_REDO;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.conversation.PliId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The payload of a [DeliveryReceipt] as canonical JSON, with exactly the fields of
/// docs/spec/evidence.md §6.1.
final class ReceiptJson {
  private static final String ETSI_EVENT = "http://uri.etsi.org/19522/Event/ContentHandover";
  private static final Set<String> EVENTS =
      Set.of(
          "consigned",
          "accepted",
          "opened",
          "delivered",
          "read",
          "refused",
          "expired",
          "defective",
          "withdrawn");
  private static final Set<String> FIELDS =
      Set.of(
          "act", "clk", "conf", "ct", "ctlen", "ets", "event", "from", "kc", "mode", "n", "offer",
          "parts", "pid", "policy", "prev", "rel", "root", "seen", "sent", "time", "to", "type",
          "v");

  /// Fields of other events.
  private static final Set<String> FOREIGN_FIELDS = Set.of("key", "reason");

  private ReceiptJson() {}

  static DeliveryReceipt parse(JsonObject fields) throws RejectedException {
    fields.word("type", Set.of("receipt"));
    fields.requireVersion();
    requireEvent(fields);
    fields.requireFields(FIELDS, Set.of("redo"));
    Optional<Sid> policy = Sid.readOptional(fields, "policy");
    require(policy.isPresent(), E405_POLICY);
    JsonObject seen = fields.object("seen");
    seen.requireFields(Set.of("offer_at"));
    Sid offer = Sid.read(fields, "offer");
    Optional<Sid> redo =
        fields.has("redo") ? Optional.of(Sid.read(fields, "redo")) : Optional.empty();
    return new DeliveryReceipt(
        Party.readOther(fields, "from").card(),
        Party.readSigner(fields, "to"),
        new PliId(fields.bytes("pid", PliId.BYTES)),
        policy.get(),
        offer,
        redo,
        readNumber(fields, offer, redo),
        Content.read(fields),
        Instant.ofEpochMilli(fields.integer("sent")),
        Instant.ofEpochMilli(seen.integer("offer_at")),
        Instant.ofEpochMilli(fields.integer("time")),
        ClockQuality.read(fields),
        Rel.read(fields));
  }

  private static void requireEvent(JsonObject fields) throws RejectedException {
    require(fields.word("mode", Set.of("open", "sealed")).equals("open"), E501_BINDING);
    require(fields.word("event", EVENTS).equals("delivered"), E603_EVENT);
    require(fields.word("act", Set.of("auto", "user")).equals("auto"), E505_ACT);
    require(fields.text("ets").equals(ETSI_EVENT), E506_ETSI_EVENT);
    for (String name : FOREIGN_FIELDS) {
      require(!fields.has(name), E511_EVENT_FIELDS);
    }
  }

  /// The first receipt stands at 1 behind the offer; each correction one further, behind the
  /// receipt that it replaces.
  private static int readNumber(JsonObject fields, Sid offer, Optional<Sid> redo)
      throws RejectedException {
    long number = fields.integer("n");
    Sid previous = Sid.read(fields, "prev");
    if (redo.isEmpty()) {
      require(number == DeliveryReceipt.FIRST_NUMBER, E602_POSITION);
      require(previous.equals(offer), E602_POSITION);
    } else {
      require(number > DeliveryReceipt.FIRST_NUMBER, E602_POSITION);
      require(number <= DeliveryReceipt.FIRST_NUMBER + DeliveryReceipt.MAX_REDOS, E607_REDO);
      require(previous.equals(redo.get()), E607_REDO);
    }
    return (int) number;
  }

  static JsonObject write(DeliveryReceipt receipt) {
    JsonObject seen = JsonObject.EMPTY.with("offer_at", receipt.offerAt().toEpochMilli());
    JsonObject fields =
        JsonObject.EMPTY
            .with("act", "auto")
            .with("clk", receipt.clock().json())
            .with("ets", ETSI_EVENT)
            .with("event", "delivered")
            .with("from", new Party.Other(receipt.sender()).json())
            .with("mode", "open")
            .with("n", receipt.number())
            .with("offer", receipt.offer().text())
            .with("pid", receipt.pli().value())
            .with("policy", receipt.policy().text())
            .with("prev", receipt.redo().orElse(receipt.offer()).text())
            .with("rel", receipt.rel().json())
            .with("seen", seen)
            .with("sent", receipt.sent().toEpochMilli())
            .with("time", receipt.time().toEpochMilli())
            .with("to", receipt.recipient().json())
            .with("type", "receipt")
            .with("v", 1);
    if (receipt.redo().isPresent()) {
      fields = fields.with("redo", receipt.redo().get().text());
    }
    return receipt.content().write(fields);
  }
}
