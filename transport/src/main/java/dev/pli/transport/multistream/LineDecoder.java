package dev.pli.transport.multistream;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.multistream.MultistreamRule.T202_LINE;
import static dev.pli.transport.multistream.MultistreamRule.T203_LINE_TOO_LONG;
import static dev.pli.transport.multistream.MultistreamRule.T206_TOO_MUCH;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.Varint;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts single lines from the front of a byte stream; what follows a line stays where it is, since
/// it may belong to the protocol agreed.
///
/// ```
///  uvarint n ‖ n - 1 bytes of UTF-8 ‖ 0a       n <= 1 024
/// ```
///
/// Not thread-safe; after it has thrown, drop it. Rules T201 to T203, T206, T001, T002.
final class LineDecoder {
  private static final int MAX_LINE_BYTES = 1_024;

  /// Of one negotiation: 16 proposals of any sensible length.
  private static final int MAX_NEGOTIATION_BYTES = 4_096;

  private ByteBuffer pending = ByteBuffer.allocate(Varint.MAX_BYTES);
  private boolean hasLength;
  private int taken;

  /// The next line, without its newline, or empty when all of `input` was taken before its end.
  Optional<String> next(ByteBuffer input) throws RejectedException {
    while (input.hasRemaining()) {
      take(input);
      if (!hasLength) {
        readLength();
      } else if (!pending.hasRemaining()) {
        Bytes line = Bytes.copyOf(pending.flip());
        pending = ByteBuffer.allocate(Varint.MAX_BYTES);
        hasLength = false;
        return Optional.of(text(line));
      }
    }
    return Optional.empty();
  }

  private void take(ByteBuffer input) throws RejectedException {
    int length = hasLength ? Math.min(pending.remaining(), input.remaining()) : 1;
    pending.put(input.slice(input.position(), length));
    input.position(input.position() + length);
    taken += length;
    require(taken <= MAX_NEGOTIATION_BYTES, T206_TOO_MUCH);
  }

  private void readLength() throws RejectedException {
    var soFar = pending.duplicate().flip();
    if (Varint.wholeBytes(soFar) > 0) {
      long length = Varint.read(soFar);
      require(length <= MAX_LINE_BYTES, T203_LINE_TOO_LONG);
      require(length > 1, T202_LINE);
      pending = ByteBuffer.allocate((int) length);
      hasLength = true;
    }
  }

  private static String text(Bytes line) throws RejectedException {
    int end = line.length() - 1;
    require(line.at(end) == '\n', T202_LINE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(line.slice(0, end).buffer()).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedException(T202_LINE);
    }
  }

  static Bytes encode(String line) {
    Bytes text = Bytes.utf8(line + "\n");
    return Bytes.concat(Varint.encode(text.length()), text);
  }
}
