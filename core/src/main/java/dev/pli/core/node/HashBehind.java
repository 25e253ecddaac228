package dev.pli.core.node;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.seal.ContentHash;
import dev.pli.crypto.seal.Sealing;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Hashes one segment's content on a thread of its own while its owner seals or opens the next,
/// which is then in another buffer.
final class HashBehind implements ContentHash {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Hash.Running running = Hash.running();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /// For so much content: what fits one segment is not worth a thread.
  static ContentHash of(long contentBytes) {
    return contentBytes <= Sealing.SEGMENT_CONTENT_BYTES ? ContentHash.here() : new HashBehind();
  }

  @Override
  public void update(ByteBuffer piece) {
    last.join();
    ByteBuffer taken = piece.duplicate();
    last = CompletableFuture.runAsync(() -> running.update(taken), THREADS);
  }

  @Override
  public Bytes finish() {
    last.join();
    return running.finish();
  }
}
