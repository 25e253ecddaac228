package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Several byte strings in one column: each is its length, u32, then itself.
final class Packing {
  private Packing() {}

  static Bytes pack(List<Bytes> values) {
    var parts = new ArrayList<Bytes>();
    for (Bytes value : values) {
      parts.add(Bytes.u32(value.length()));
      parts.add(value);
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  static List<Bytes> unpack(Bytes packed) {
    ByteBuffer left = packed.buffer();
    var values = new ArrayList<Bytes>();
    while (left.hasRemaining()) {
      int length = left.getInt();
      values.add(Bytes.copyOf(left.slice(left.position(), length)));
      left.position(left.position() + length);
    }
    return values;
  }

  static Bytes packTexts(List<String> texts) {
    return pack(texts.stream().map(Bytes::utf8).toList());
  }

  static List<String> unpackTexts(Bytes packed) {
    return unpack(packed).stream().map(Bytes::utf8).toList();
  }
}
