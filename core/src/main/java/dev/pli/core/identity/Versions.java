package dev.pli.core.identity;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S311_VERSIONS;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The protocol versions that a device speaks, 1 to 8 of them, ascending. Told inside the
/// handshake, so that nobody between can take the newest away.
public record Versions(List<Integer> numbers) {
  /// The version whose handshake this program speaks.
  public static final int IN_USE = 1;

  public static final Versions SUPPORTED = new Versions(List.of(IN_USE));

  /// Fixed by the spec: bounds both payloads of the handshake.
  private static final int MAX_VERSIONS = 8;

  public Versions {
    numbers = List.copyOf(numbers);
  }

  static Versions read(FieldReader fields) throws RejectedException {
    int count = fields.u8();
    require(count >= 1 && count <= MAX_VERSIONS, S311_VERSIONS);
    var numbers = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      int number = fields.u16();
      require(numbers.isEmpty() || numbers.getLast() < number, S311_VERSIONS);
      numbers.add(number);
    }
    return new Versions(numbers);
  }

  Bytes encode() {
    var bytes = new ArrayList<Bytes>();
    bytes.add(Bytes.of(numbers.size()));
    numbers.forEach(number -> bytes.add(Bytes.of(number >> Byte.SIZE, number)));
    return Bytes.concat(bytes.toArray(Bytes[]::new));
  }

  /// Refuses a handshake in version `inUse` when both sides speak a higher one.
  public void requireHighest(int inUse, Versions remote) throws RejectedException {
    int highest = numbers.stream().filter(remote.numbers::contains).reduce(0, Math::max);
    require(highest == inUse, S311_VERSIONS);
  }
}
