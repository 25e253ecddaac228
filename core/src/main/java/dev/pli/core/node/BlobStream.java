package dev.pli.core.node;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One stream that carries one blob. Calls block, never on an event loop; one thread reads, one
/// writes.
public interface BlobStream extends AutoCloseable {

  /// Waits for credit until all of `bytes` is taken.
  void write(ByteBuffer bytes) throws IOException;

  /// Ends this direction once all that was written has left.
  void finish() throws IOException;

  /// Waits for at least one byte; -1 once the peer has ended its direction.
  int read(ByteBuffer target) throws IOException;

  /// Ends both directions at once; a waiting call throws.
  @Override
  void close();
}
