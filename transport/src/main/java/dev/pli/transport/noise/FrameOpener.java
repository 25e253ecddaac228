package dev.pli.transport.noise;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.noise.ChannelRule.T311_FRAME_LENGTH;
import static dev.pli.transport.noise.ChannelRule.T312_FRAME_AEAD;
import static dev.pli.transport.noise.ChannelRule.T313_COUNTER;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.CipherState;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Cuts one direction of a channel into frames and opens them, in place.
///
/// Holds at most one frame. Not thread-safe; after it has thrown, drop it and the link. Rules T311,
/// T312, T313.
public final class FrameOpener {
  private static final int LENGTH_BYTES = 2;

  private final CipherState cipher;
  private final FramePool pool;
  private final long limit;
  private final ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);

  /// The frame being filled, limited to its length; absent between frames.
  private Optional<Frame> current = Optional.empty();

  FrameOpener(Secret key, FramePool pool) {
    this(key, pool, FrameSealer.MAX_FRAMES);
  }

  /// For a test: the true limit is years away.
  FrameOpener(Secret key, FramePool pool, long limit) {
    this.cipher = new CipherState(key);
    this.pool = pool;
    this.limit = limit;
  }

  /// The next whole frame's plaintext, as the rest of its buffer, or empty when all of `input` was
  /// taken before its end. The caller releases the frame.
  public Optional<Frame> next(ByteBuffer input) throws RejectedException {
    if (current.isEmpty() && !begins(input)) {
      return Optional.empty();
    }
    Frame frame = current.orElseThrow();
    move(input, frame.buffer());
    if (frame.buffer().hasRemaining()) {
      return Optional.empty();
    }
    current = Optional.empty();
    open(frame.buffer().flip());
    return Optional.of(frame);
  }

  private boolean begins(ByteBuffer input) throws RejectedException {
    move(input, length);
    if (length.hasRemaining()) {
      return false;
    }
    int bytes = length.getShort(0) & 0xffff;
    length.clear();
    require(bytes >= Aead.TAG_BYTES, T311_FRAME_LENGTH);
    Frame frame = pool.take(bytes);
    frame.buffer().limit(bytes);
    current = Optional.of(frame);
    return true;
  }

  private void open(ByteBuffer sealed) throws RejectedException {
    require(cipher.messages() < limit, T313_COUNTER);
    ByteBuffer plain = sealed.duplicate();
    require(cipher.open(sealed, plain), T312_FRAME_AEAD);
    sealed.position(0).limit(plain.position());
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int bytes = Math.min(from.remaining(), to.remaining());
    to.put(from.slice(from.position(), bytes));
    from.position(from.position() + bytes);
  }

  public void wipe() {
    current.ifPresent(Frame::release);
    current = Optional.empty();
    cipher.wipe();
  }
}
