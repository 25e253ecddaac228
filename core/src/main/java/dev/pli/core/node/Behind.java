package dev.pli.core.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// One task at a time on another thread, in order, while its owner goes on: the next begins once
/// the one before has ended, so that no more than one is ever under way.
///
/// One owner thread, which sees all that ended tasks have done. An interrupt does not end its
/// waiting: a task may hold what the owner would let go of.
final class Behind {
  private final Executor threads;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /// Work that may wait for the disk.
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /// `threads` runs each task; `Runnable::run` makes that the owner's thread.
  Behind(Executor threads) {
    this.threads = threads;
  }

  /// Waits for the task before, throws what it has thrown, and begins this one.
  void begin(Task task) throws IOException {
    await();
    last = CompletableFuture.runAsync(() -> run(task), threads);
  }

  private static void run(Task task) {
    try {
      task.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the task before and throws what it has thrown, once.
  void await() throws IOException {
    CompletableFuture<Void> awaited = last;
    last = CompletableFuture.completedFuture(null);
    try {
      awaited.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failed) {
        throw failed.getCause();
      }
      throw e;
    }
  }

  /// Waits for the task before, whatever becomes of it.
  void settle() {
    last.handle((_, _) -> true).join();
  }
}
