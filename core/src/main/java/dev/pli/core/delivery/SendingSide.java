package dev.pli.core.delivery;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;

/// The numbering of envelopes towards one device: the incarnation announced to it, the number of
/// the next envelope, and the highest one it has acknowledged.
public record SendingSide(
    ContactId contact, DeviceId device, long incarnation, long next, long acknowledged) {}
