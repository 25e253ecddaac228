package dev.pli.core.delivery;

import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;

/// One row of the outbox: an envelope for one device of a contact, sent again with the same number
/// and the same bytes until that device has acknowledged it.
public record Outgoing(
    ContactId contact, DeviceId device, long incarnation, long number, Instant queued, Load load) {

  /// What the envelope carries.
  public sealed interface Load {
    /// The offer of a pli; its bytes are made anew from the pli, for they hold the pli's key.
    record Offer(PliKey pli) implements Load {}

    /// Any other body, encoded: the envelope's one field beside its numbers.
    record Body(Bytes encoded) implements Load {}
  }
}
