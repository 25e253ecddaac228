package dev.pli.transport.wire;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.wire.WireRule.T003_TRUNCATED;
import static dev.pli.transport.wire.WireRule.T004_MESSAGE_TOO_LONG;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts a stream into messages that stand behind their length as a uvarint ("pb-lp").
///
/// Holds at most one message under the limit. Not thread-safe; after it has thrown, drop it. Rules
/// T001 to T004.
public final class MessageDecoder {
  private final int limit;
  private final Rule tooLong;
  private ByteBuffer pending = ByteBuffer.allocate(Varint.MAX_BYTES);
  private boolean hasLength;

  public MessageDecoder(int limit) {
    this(limit, T004_MESSAGE_TOO_LONG);
  }

  /// For a protocol that has a rule of its own, `tooLong`, in place of T004.
  public MessageDecoder(int limit, Rule tooLong) {
    this.limit = limit;
    this.tooLong = tooLong;
  }

  /// Takes all of `input`; returns the messages that it completes.
  public List<Bytes> feed(ByteBuffer input) throws RejectedException {
    var messages = new ArrayList<Bytes>();
    while (input.hasRemaining()) {
      if (hasLength) {
        take(input, pending.remaining());
      } else {
        readLength(input);
      }
      if (hasLength && !pending.hasRemaining()) {
        messages.add(Bytes.copyOf(pending.flip()));
        pending = ByteBuffer.allocate(Varint.MAX_BYTES);
        hasLength = false;
      }
    }
    return messages;
  }

  private void readLength(ByteBuffer input) throws RejectedException {
    take(input, 1);
    var soFar = pending.duplicate().flip();
    if (Varint.wholeBytes(soFar) > 0) {
      long length = Varint.read(soFar);
      require(length <= limit, tooLong);
      pending = ByteBuffer.allocate((int) length);
      hasLength = true;
    }
  }

  private void take(ByteBuffer input, int most) {
    int length = Math.min(most, input.remaining());
    pending.put(input.slice(input.position(), length));
    input.position(input.position() + length);
  }

  /// Says that the stream has ended. Rule T003 if that is inside a message.
  public void end() throws RejectedException {
    require(!hasLength && pending.position() == 0, T003_TRUNCATED);
  }

  /// `message` behind its length.
  public static Bytes encode(Bytes message) {
    return Bytes.concat(Varint.encode(message.length()), message);
  }
}
