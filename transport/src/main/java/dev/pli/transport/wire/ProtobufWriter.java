package dev.pli.transport.wire;

import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Builds one Protobuf message, field by field in the order of the calls.
public final class ProtobufWriter {
  private static final int LENGTH = 2;

  private final List<Bytes> parts = new ArrayList<>();

  /// A field of bytes, text or a message.
  public ProtobufWriter bytes(int field, Bytes value) {
    parts.add(Varint.encode((long) field << 3 | LENGTH));
    parts.add(Varint.encode(value.length()));
    parts.add(value);
    return this;
  }

  /// A field with an unsigned number, an enum or a flag; at most 63 bits.
  public ProtobufWriter number(int field, long value) {
    parts.add(Varint.encode((long) field << 3));
    parts.add(Varint.encode(value));
    return this;
  }

  public ProtobufWriter text(int field, String value) {
    return bytes(field, Bytes.utf8(value));
  }

  public Bytes encode() {
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }
}
