package dev.pli.core.delivery;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;

/// The highest number up to which every envelope of one device and incarnation is kept here.
public record HighWater(ContactId contact, DeviceId device, long incarnation, long mark) {}
