package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// The random name of one device of an identity, 16 bytes; a restored vault draws a new one.
///
/// Ordered as unsigned numbers. docs/spec/identity.md §3.
public record DeviceId(Bytes value) implements Comparable<DeviceId> {
  public static final int BYTES = 16;

  public DeviceId {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("a device id of " + value.length() + " bytes");
    }
  }

  public static DeviceId random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DeviceId(Bytes.copyOf(bytes));
  }

  public String text() {
    return value.hex();
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }
}
