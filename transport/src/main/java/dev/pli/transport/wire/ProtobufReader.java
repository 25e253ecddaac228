package dev.pli.transport.wire;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.wire.WireRule.T005_PROTOBUF;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;

/// The fields of one Protobuf message, in order. Unknown ones are for the caller to pass over.
///
/// ```
///  ( uvarint (field << 3 | type) ‖ value )*    type 0: uvarint · 1: 8 bytes · 2: uvarint n ‖ n · 5: 4
/// ```
///
/// Written by hand because the libp2p messages are five, tiny, and read from strangers: nothing
/// here allocates by a length that a peer names. Rules T001, T002, T005.
public final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  /// A ten-byte varint is legal Protobuf for negative numbers; no field here is one.
  private static final int MAX_FIELD = (1 << 29) - 1;

  private final ByteBuffer input;
  private int type = -1;

  public ProtobufReader(Bytes message) {
    input = message.buffer();
  }

  /// The number of the next field, or 0 at the end. A field that was not read is passed over.
  public int next() throws RejectedException {
    skip();
    if (!input.hasRemaining()) {
      return 0;
    }
    long tag = varint();
    type = (int) tag & 7;
    require(type == VARINT || type == FIXED64 || type == LENGTH || type == FIXED32, T005_PROTOBUF);
    require(tag >>> 3 >= 1 && tag >>> 3 <= MAX_FIELD, T005_PROTOBUF);
    return (int) (tag >>> 3);
  }

  private void skip() throws RejectedException {
    switch (type) {
      case VARINT -> number();
      case FIXED64 -> take(Long.BYTES);
      case LENGTH -> bytes();
      case FIXED32 -> take(Integer.BYTES);
      default -> {} // Read already.
    }
    type = -1;
  }

  /// The current field's value, a uvarint.
  public long number() throws RejectedException {
    require(type == VARINT, T005_PROTOBUF);
    type = -1;
    return varint();
  }

  /// The current field's value, 64 bits of fixed length, little-endian.
  public long fixed64() throws RejectedException {
    require(type == FIXED64, T005_PROTOBUF);
    type = -1;
    return Long.reverseBytes(take(Long.BYTES).buffer().getLong());
  }

  /// The current field's value, bytes or text or a message.
  public Bytes bytes() throws RejectedException {
    require(type == LENGTH, T005_PROTOBUF);
    type = -1;
    long length = varint();
    require(length <= input.remaining(), T005_PROTOBUF);
    return take((int) length);
  }

  private long varint() throws RejectedException {
    require(Varint.wholeBytes(input) > 0, T005_PROTOBUF);
    return Varint.read(input);
  }

  private Bytes take(int length) throws RejectedException {
    require(length <= input.remaining(), T005_PROTOBUF);
    Bytes value = Bytes.copyOf(input.slice(input.position(), length));
    input.position(input.position() + length);
    return value;
  }
}
