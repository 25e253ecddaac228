package dev.pli.core.node;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Sealed blobs in files of their own, beside the database. Whoever holds a writer or reader owns
/// it; the object itself is thread-safe.
public interface Blobs {

  /// Bytes that must stay free beside any transfer; below it nothing is pulled.
  long HEADROOM_BYTES = 256L << 20;

  /// A new empty blob, incomplete until [Writer#complete].
  Writer create() throws IOException;

  /// A blob, cut to `bytes`, to go on writing behind them; one that was complete is so no longer.
  Writer resume(String name, long bytes) throws IOException;

  /// A blob, complete or not, from its first byte. Throws [java.nio.file.NoSuchFileException] for
  /// one that is not here.
  Reader open(String name) throws IOException;

  /// Removes it, complete or not; absent is fine.
  void erase(String name) throws IOException;

  /// Bytes that may still be written here.
  long freeBytes() throws IOException;

  /// Appends to one incomplete blob.
  interface Writer extends AutoCloseable {
    String name();

    void write(ByteBuffer sealed) throws IOException;

    /// Returns once all that was written would survive a power cut.
    void sync() throws IOException;

    /// Syncs, and gives the blob its final name; the writer is closed then.
    void complete() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// Reads one blob in order, from a position.
  interface Reader extends AutoCloseable {
    void seek(long position) throws IOException;

    /// Fills `target` as far as the blob reaches; -1 at its end.
    int read(ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
  }
}
