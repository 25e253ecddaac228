package dev.pli.core.conversation;

import dev.pli.core.contact.ContactId;

/// Where a pli stands in this vault: its id means something only beside the contact and the
/// direction, for the id of an incoming pli was chosen by a peer.
public record PliKey(ContactId contact, Direction direction, PliId id) {}
