package dev.pli.core.node;

import dev.pli.crypto.primitive.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A blob's stream in memory: takes everything, or gives what it was made with and then ends,
/// properly or not.
final class MemoryStream implements BlobStream {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteBuffer coming;
  private final boolean isWhole;
  private int failAt = Integer.MAX_VALUE;
  private boolean isClosed;

  MemoryStream() {
    this(Bytes.EMPTY, true);
  }

  /// Not whole: the link breaks behind the last byte.
  MemoryStream(Bytes coming, boolean isWhole) {
    this.coming = coming.buffer();
    this.isWhole = isWhole;
  }

  /// The link breaks behind this byte.
  MemoryStream failAt(int position) {
    failAt = position;
    return this;
  }

  Bytes written() {
    return Bytes.copyOf(written.toByteArray());
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public void write(ByteBuffer bytes) {
    var array = new byte[bytes.remaining()];
    bytes.get(array);
    written.writeBytes(array);
  }

  @Override
  public void finish() {}

  @Override
  public int read(ByteBuffer target) throws IOException {
    int room = Math.min(failAt - coming.position(), coming.remaining());
    if (room <= 0) {
      if (coming.hasRemaining() || !isWhole) {
        throw new EOFException("cut");
      }
      return -1;
    }
    int length = Math.min(room, target.remaining());
    target.put(coming.slice(coming.position(), length));
    coming.position(coming.position() + length);
    return length;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
