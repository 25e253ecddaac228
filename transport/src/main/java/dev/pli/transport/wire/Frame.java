package dev.pli.transport.wire;

import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A buffer that returns to its pool when the last of its users has released it.
///
/// Counting is thread-safe; the bytes belong to who holds the frame.
public final class Frame {
  private final ByteBuffer buffer;
  private final Consumer<ByteBuffer> home;
  private final AtomicInteger users = new AtomicInteger(1);

  Frame(ByteBuffer buffer, Consumer<ByteBuffer> home) {
    this.buffer = buffer;
    this.home = home;
  }

  /// A frame of its own with `bytes` behind `room` free bytes, at the buffer's position.
  public static Frame withRoom(int room, Bytes bytes) {
    var buffer = ByteBuffer.allocate(room + bytes.length()).position(room).put(bytes.buffer());
    return new Frame(buffer.position(room), _ -> {});
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  /// One more user, who releases it too.
  public Frame retain() {
    users.incrementAndGet();
    return this;
  }

  public void release() {
    int left = users.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("released more often than held");
    }
    if (left == 0) {
      home.accept(buffer);
    }
  }
}
