package dev.pli.core.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The one thread that owns a vault's database. Commits go before reads; who asks waits for the
/// answer, so each queue is as long as there are callers.
///
/// Thread-safe. A platform thread: JDBC pins virtual ones. docs/spec/vault.md §7.3.
final class StoreThread implements AutoCloseable {
  private final Thread thread;

  // Both guarded by this.
  private final Deque<Task<?>> commits = new ArrayDeque<>();
  private final Deque<Task<?>> reads = new ArrayDeque<>();

  /// Guarded by this.
  private boolean closed;

  StoreThread() {
    thread = Thread.ofPlatform().name("store").daemon().start(this::loop);
  }

  /// Something to do with the database.
  interface Job<T> {
    T run() throws IOException, SQLException;
  }

  private record Task<T>(Job<T> job, CompletableFuture<T> done) {
    private void run() {
      try {
        done.complete(job.run());
      } catch (IOException | SQLException | RuntimeException | Error e) {
        done.completeExceptionally(e); // Thrown again where it was asked for.
      }
    }
  }

  /// Runs `job` before every read that waits.
  <T> T first(Job<T> job) throws IOException {
    return ask(commits, job);
  }

  /// Runs `job` when no commit waits.
  <T> T later(Job<T> job) throws IOException {
    return ask(reads, job);
  }

  /// Runs `job` when no commit waits, while the caller goes on; nothing is said of how it went.
  synchronized void soon(Job<?> job) {
    if (!closed) {
      reads.add(new Task<>(job, new CompletableFuture<>()));
      notifyAll();
    }
  }

  private <T> T ask(Deque<Task<?>> queue, Job<T> job) throws IOException {
    var task = new Task<T>(job, new CompletableFuture<>());
    synchronized (this) {
      if (closed) {
        throw new IOException("the vault is locked");
      }
      queue.add(task);
      notifyAll();
    }
    try {
      return task.done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the vault was asked", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IOException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException ours -> throw ours;
      case Error ours -> throw ours;
      case IOException world -> world;
      case SQLException database -> OpenVault.failure(database);
      case null -> new IOException("the vault's database failed", e);
      case Throwable cause -> new IOException("the vault's database failed", cause);
    };
  }

  private void loop() {
    for (Task<?> task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private synchronized @Nullable Task<?> next() {
    while (commits.isEmpty() && reads.isEmpty()) {
      if (closed) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody has this thread to interrupt; what waits is still done.
      }
    }
    return commits.isEmpty() ? reads.poll() : commits.poll();
  }

  /// Ends the thread after what was asked before.
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the vault was closing", e);
    }
  }
}
