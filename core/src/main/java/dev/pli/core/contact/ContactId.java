package dev.pli.core.contact;

import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// This vault's own name for a correspondent: 16 random bytes that never leave it and outlive a
/// change of the correspondent's keys.
public record ContactId(Bytes value) implements Comparable<ContactId> {
  public static final int BYTES = 16;

  public ContactId {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("a contact's id has " + BYTES + " bytes");
    }
  }

  public static ContactId random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new ContactId(Bytes.copyOf(bytes));
  }

  @Override
  public int compareTo(ContactId other) {
    return value.compareTo(other.value);
  }
}
