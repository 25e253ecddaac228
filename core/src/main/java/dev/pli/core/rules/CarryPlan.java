package dev.pli.core.rules;

import dev.pli.core.carry.CarryHead;
import dev.pli.core.carry.CarryKey;
import dev.pli.core.carry.CarryParties;
import dev.pli.core.contact.ContactId;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.identity.Fingerprint;
import java.util.List;

/// What one carried file is to hold: for whom, sealed to which key, what it says first, and the
/// rows of the outbox in order.
public record CarryPlan(
    ContactId contact,
    Fingerprint fingerprint,
    CarryParties parties,
    CarryKey key,
    CarryHead head,
    List<Outgoing> rows) {
  public CarryPlan {
    rows = List.copyOf(rows);
  }
}
