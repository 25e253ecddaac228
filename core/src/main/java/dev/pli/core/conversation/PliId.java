package dev.pli.core.conversation;

import dev.pli.crypto.primitive.Bytes;
import java.util.random.RandomGenerator;

/// The name of one pli: 16 random bytes, drawn by its sender when sealing starts.
///
/// A peer chose it, so it is looked up only beside that peer: see [PliKey].
public record PliId(Bytes value) implements Comparable<PliId> {
  public static final int BYTES = 16;

  public PliId {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("a pli's id has " + BYTES + " bytes");
    }
  }

  public static PliId random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new PliId(Bytes.copyOf(bytes));
  }

  /// 32 lower-case hex digits, as people see it.
  public String text() {
    return value.hex();
  }

  @Override
  public int compareTo(PliId other) {
    return value.compareTo(other.value);
  }
}
