package dev.pli.core.frame;

import static dev.pli.core.frame.FrameRule.S002_PROTOBUF;
import static dev.pli.crypto.RejectedException.require;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The fields of one Protobuf message that may come once only, and the messages inside it.
///
/// The generated parser would keep the last of two silently, so that two readers could read two
/// things; this one walks over the bytes first. The fields of `choice` count as one.
record WireScan(Set<Integer> singular, Set<Integer> choice, Map<Integer, WireScan> nested) {
  /// Fixed by the spec; our own messages are three levels deep.
  private static final int MAX_DEPTH = 8;

  private static final WireScan NOK = new WireScan(Set.of(1, 2), Set.of(), Map.of());
  private static final WireScan BLOB = new WireScan(Set.of(1, 2, 3), Set.of(), Map.of());
  private static final WireScan OFFER = new WireScan(Set.of(1, 2, 4, 5), Set.of(), Map.of(3, BLOB));

  static final WireScan ENVELOPE =
      new WireScan(
          Set.of(1, 2, 3, 4, 16),
          Set.of(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20),
          Map.of(5, OFFER, 13, NOK, 14, NOK));

  /// Stands for all fields of `choice`; no field has this number.
  private static final int CHOICE = 0;

  void check(Bytes message) throws RejectedException {
    try {
      check(message.buffer(), MAX_DEPTH);
    } catch (IOException e) { // Malformed, truncated or too deep.
      throw new RejectedException(S002_PROTOBUF);
    }
  }

  private void check(ByteBuffer message, int depth) throws IOException, RejectedException {
    CodedInputStream input = CodedInputStream.newInstance(message);
    input.setRecursionLimit(depth);
    var seen = new HashSet<Integer>();
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      require(isFirst(field, seen), S002_PROTOBUF);
      WireScan inner = nested.get(field);
      if (inner != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        inner.check(input.readByteBuffer(), depth - 1);
      } else {
        require(input.skipField(tag), S002_PROTOBUF);
      }
    }
  }

  private boolean isFirst(int field, Set<Integer> seen) {
    if (choice.contains(field)) {
      return seen.add(CHOICE);
    }
    return !singular.contains(field) || seen.add(field);
  }
}
