package dev.pli.core.rules;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;

/// One device of one contact; a device's id means something only beside its contact.
record DeviceKey(ContactId contact, DeviceId device) implements Comparable<DeviceKey> {
  @Override
  public int compareTo(DeviceKey other) {
    int order = contact.compareTo(other.contact);
    return order != 0 ? order : device.compareTo(other.device);
  }
}
