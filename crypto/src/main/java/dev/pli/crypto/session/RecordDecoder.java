package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S401_RECORD_LENGTH;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts the bytes of the stream `/pli/session/1` into frames: first the messages of the handshake,
/// then records. Does no I/O: feed it what arrives.
///
/// ```
///  0         2          2+n
///  +---------+----------+
///  | n u16   | frame    |     n is 1 to 16 400
///  +---------+----------+
/// ```
///
/// Not thread-safe. After it has thrown, drop it and the link. Holds one frame at most.
public final class RecordDecoder {
  private static final int PREFIX_BYTES = Short.BYTES;

  private final ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES);
  private ByteBuffer frame = ByteBuffer.allocate(0); // The owner's thread, as the next.
  private boolean isInFrame;

  /// A frame as it travels: its length, then itself.
  public static Bytes encode(Bytes frame) {
    if (frame.isEmpty() || frame.length() > Records.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException("a frame has 1 to 16 400 bytes");
    }
    return Bytes.concat(Bytes.of(frame.length() >> 8, frame.length()), frame);
  }

  /// Takes all of `input`; returns the frames that it completes, without their prefix. Rejects by
  /// S401 a length that neither a message nor a record has, before memory is taken for it.
  public List<Bytes> feed(ByteBuffer input) throws RejectedException {
    var frames = new ArrayList<Bytes>();
    while (input.hasRemaining()) {
      if (isInFrame) {
        move(input, frame);
        if (!frame.hasRemaining()) {
          frames.add(Bytes.copyOf(frame.flip()));
          isInFrame = false;
        }
      } else {
        move(input, prefix);
        if (!prefix.hasRemaining()) {
          begin();
        }
      }
    }
    return frames;
  }

  private void begin() throws RejectedException {
    int length = Short.toUnsignedInt(prefix.flip().getShort());
    require(length > 0 && length <= Records.MAX_RECORD_BYTES, S401_RECORD_LENGTH);
    frame = ByteBuffer.allocate(length);
    prefix.clear();
    isInFrame = true;
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int length = Math.min(from.remaining(), to.remaining());
    to.put(from.slice(from.position(), length));
    from.position(from.position() + length);
  }
}
