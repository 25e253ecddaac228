package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.evidence.EpochKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a book holds, as plain facts by name: so that two can be compared.
final class BookModel {
  private final Map<String, Object> facts = new TreeMap<>();

  BookModel(List<Change> changes) {
    changes.forEach(this::apply);
  }

  Map<String, Object> facts() {
    return facts;
  }

  void apply(Change change) {
    switch (change) {
      case Change.SelfSaved(var self) -> {
        facts.put("identity", self.identity().privateKeys());
        facts.put("card", self.identity().card());
        facts.put("host", self.device().hostKey().seed());
        facts.put("self", List.of(self.device().id(), self.certificate(), self.devices()));
      }
      case Change.SettingsSaved(var settings) -> facts.put("settings", settings);
      case Change.RecordNumbered(var seq) -> facts.put("record", seq);
      case Change.PseudonymKeySaved(var key) -> facts.put("pseudonym", key);
      case Change.EpochSaved(var epoch) -> facts.put("epoch " + epoch.number(), of(epoch));
      case Change.ContactSaved(var contact) -> facts.put("contact " + contact.id(), contact);
      case Change.ContactForgotten(var contact) -> forget(contact);
      case Change.InvitationSaved(var invitation) ->
          facts.put("invitation " + invitation.id(), invitation);
      case Change.PliSaved(var pli) -> {
        if (pli.state().isFinal()) {
          drop("pli " + pli.key());
          drop("blob " + pli.key());
        } else {
          facts.put("pli " + pli.key(), pli);
        }
      }
      case Change.BlobSaved(var blob) -> {
        if (blob.pli().direction() == Direction.IN && facts.containsKey("pli " + blob.pli())) {
          facts.put("blob " + blob.pli() + blob.index(), blob);
        }
      }
      case Change.ContentErased(var pli) -> erase(pli);
      case Change.Queued(var row) -> queue(row);
      case Change.Acknowledged by -> acknowledge(by);
      case Change.Unqueued(var row) -> facts.remove(outbox(row));
      case Change.SendingSideSaved(var side) ->
          facts.put("side " + side.contact() + side.device(), side);
      case Change.HighWaterMoved(var mark) ->
          facts.put("mark " + mark.contact() + mark.device() + mark.incarnation(), mark);
      case Change.HighWaterForgotten(var contact, var device, var incarnation) ->
          facts.remove("mark " + contact + device + incarnation);
      case Change.LinkPairSaved(var pair) ->
          facts.put("pair " + pair.contact() + pair.device(), pair);
      case Change.StatementKept _ -> {}
      case Change.SignedForContact signed -> facts.put("signed " + signed.contact(), signed);
      case Change.SeenFromContact seen -> facts.put("seen " + seen.contact(), seen);
      case Change.CarryKeysSaved(var keys) -> facts.put("carry " + keys.contact(), keys);
      case Change.JournalWritten(var entry) -> facts.put("journal", entry);
      case Change.Noticed(var notice) -> facts.put("notice", notice);
    }
  }

  private static Object of(EpochKeys epoch) {
    return List.of(epoch.statement(), epoch.privateKeys());
  }

  private void forget(ContactId contact) {
    for (String kind :
        List.of("contact", "side", "mark", "pair", "signed", "seen", "carry", "outbox")) {
      drop(kind + " " + contact);
    }
  }

  private void erase(PliKey pli) {
    drop("blob " + pli);
  }

  private void queue(Outgoing row) {
    facts.put(outbox(row), row);
    if (facts.get("side " + row.contact() + row.device()) instanceof SendingSide side
        && side.incarnation() == row.incarnation()) {
      apply(
          new Change.SendingSideSaved(
              new SendingSide(
                  side.contact(),
                  side.device(),
                  side.incarnation(),
                  Math.max(side.next(), row.number() + 1),
                  side.acknowledged())));
    }
  }

  private void acknowledge(Change.Acknowledged by) {
    facts
        .values()
        .removeIf(fact ->
            fact instanceof Outgoing row
                && row.contact().equals(by.contact())
                && row.device().equals(by.device())
                && row.incarnation() == by.incarnation()
                && row.number() <= by.mark());
    if (facts.get("side " + by.contact() + by.device()) instanceof SendingSide side
        && side.incarnation() == by.incarnation()) {
      apply(
          new Change.SendingSideSaved(
              new SendingSide(
                  side.contact(), side.device(), side.incarnation(), side.next(), by.mark())));
    }
  }

  private static String outbox(Outgoing row) {
    return "outbox %s%s%d %d"
        .formatted(row.contact(), row.device(), row.incarnation(), row.number());
  }

  private void drop(String start) {
    facts.keySet().removeIf(name -> name.startsWith(start));
  }
}
