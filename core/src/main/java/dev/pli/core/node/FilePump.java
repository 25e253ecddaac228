package dev.pli.core.node;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Moves blobs between disk and streams, each on a virtual thread of its own: the node decides, the
/// pumps carry. Thread-safe; its calls return at once.
final class FilePump implements AutoCloseable {
  /// How long a stream that was asked for may take to come.
  private static final long STREAM_SECONDS = 30;

  private static final int HEAD_BYTES = 1 + 16;

  private final Store store;
  private final Transport transport;
  private final Sink inbox;
  private final TransferProgress progress;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Streams asked for and not come yet, by tag: each tag serves once.
  private final Map<Bytes, CompletableFuture<BlobStream>> expected = new ConcurrentHashMap<>();

  private final Map<BlobKey, Bytes> tags = new ConcurrentHashMap<>();

  private final ContentCheck content;

  private record BlobKey(PliKey pli, int index) {}

  /// New files whose row is not saved yet.
  private final Map<BlobKey, CountDownLatch> naming = new ConcurrentHashMap<>();

  /// The node's inbox; waits while it is full.
  @FunctionalInterface
  interface Sink {
    void put(Event event) throws InterruptedException;
  }

  FilePump(Store store, Transport transport, Sink inbox, TransferProgress progress) {
    this.store = store;
    this.transport = transport;
    this.inbox = inbox;
    this.progress = progress;
    this.content = new ContentCheck(store);
  }

  void push(Effect.Push request) {
    threads.execute(() -> runPush(request));
  }

  private void runPush(Effect.Push request) {
    long[] bytes = {0};
    try (BlobStream stream = transport.openBlob(request.link())) {
      StoredBlob blob =
          store
              .blob(request.pli(), request.index())
              .orElseThrow(() -> new EOFException("a blob that was erased"));
      progress.resumed(request.pli(), request.index(), request.fromSegment());
      new Pushing(store.blobs(), blob, moved -> bytes[0] += progress.moved(request.pli(), moved))
          .push(stream, request);
    } catch (IOException | UncheckedIOException cut) {
      // The recipient asks again, from where it stands.
    } finally {
      tell(new Event.PushEnded(request.link(), bytes[0]));
    }
  }

  void pull(Effect.Pull request) {
    threads.execute(() -> runPull(request));
  }

  private void runPull(Effect.Pull request) {
    long[] bytes = {0};
    Event.Ending ending = new Event.Ending.Cut();
    try {
      ending = pull(request, bytes);
    } finally {
      tags.remove(new BlobKey(request.pli(), request.index()), request.tag());
      expected.remove(request.tag());
      tell(
          new Event.TransferEnded(
              request.link(), request.pli(), request.index(), bytes[0], ending));
    }
  }

  private Event.Ending pull(Effect.Pull request, long[] bytes) {
    try {
      Optional<StoredBlob> blob = store.blob(request.pli(), request.index());
      if (blob.isEmpty()) {
        return new Event.Ending.Cut();
      }
      if (!hasRoom(blob.get())) {
        return new Event.Ending.NoRoom();
      }
      var pulling =
          new Pulling(
              store.blobs(),
              blob.get(),
              new Points(new BlobKey(request.pli(), request.index())),
              moved -> bytes[0] += progress.moved(request.pli(), moved),
              threads);
      int from = pulling.firstMissing();
      progress.resumed(request.pli(), request.index(), from);
      if (from == pulling.segments()) {
        pulling.complete();
        return new Event.Ending.Whole();
      }
      Optional<Arrival> arrival = content.arrival(request.pli(), request.index(), from);
      try (BlobStream stream = ask(request, from)) {
        pulling.pull(stream, from, arrival);
      }
      content.arrived(request.pli(), request.index(), arrival);
      return new Event.Ending.Whole();
    } catch (RejectedException e) {
      return new Event.Ending.Refused(e.rule());
    } catch (IOException | UncheckedIOException | TimeoutException e) {
      return isFull() ? new Event.Ending.NoRoom() : new Event.Ending.Cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Event.Ending.Cut();
    }
  }

  /// Tells the node of resume points; the first of a new file waits until it is saved.
  private final class Points implements Pulling.Checkpoints {
    private final BlobKey key;

    Points(BlobKey key) {
      this.key = key;
    }

    @Override
    public void reached(Event.TransferAdvanced point) throws InterruptedException {
      inbox.put(point);
    }

    @Override
    public void named(Event.TransferAdvanced point) throws IOException, InterruptedException {
      var saved = new CountDownLatch(1);
      naming.put(key, saved);
      inbox.put(point);
      boolean isSaved = saved.await(STREAM_SECONDS, TimeUnit.SECONDS);
      naming.remove(key, saved);
      if (!isSaved) {
        throw new IOException("the vault did not take the name of a blob");
      }
    }
  }

  /// The row that names the file of this blob is on disk.
  void named(PliKey pli, int index) {
    CountDownLatch waiting = naming.remove(new BlobKey(pli, index));
    if (waiting != null) {
      waiting.countDown();
    }
  }

  /// Whether the disk itself is the likely reason that a write failed.
  private boolean isFull() {
    try {
      return store.blobs().freeBytes() < dev.pli.crypto.seal.Sealing.SEGMENT_BYTES;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean hasRoom(StoredBlob blob) throws IOException {
    long missing =
        blob.blob().sealedBytes()
            - (long) blob.heldSegments() * dev.pli.crypto.seal.Sealing.SEGMENT_BYTES;
    return store.blobs().freeBytes() >= missing + Blobs.HEADROOM_BYTES;
  }

  private BlobStream ask(Effect.Pull request, int from)
      throws InterruptedException, TimeoutException, IOException {
    var coming = new CompletableFuture<BlobStream>();
    expected.put(request.tag(), coming);
    tags.put(new BlobKey(request.pli(), request.index()), request.tag());
    inbox.put(
        new Event.PullReady(request.link(), request.pli(), request.index(), from, request.tag()));
    try {
      return coming.get(STREAM_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the stream will not come", e);
    }
  }

  /// The sender has said that the stream will not come.
  void stopPull(Effect.StopPull stopped) {
    Bytes tag = tags.get(new BlobKey(stopped.pli(), stopped.index()));
    CompletableFuture<BlobStream> coming = tag == null ? null : expected.remove(tag);
    if (coming != null) {
      coming.completeExceptionally(new EOFException("refused by the sender"));
    }
  }

  /// A peer has opened a stream: S502 unless somebody waits for its tag, and then once.
  void opened(LinkId link, BlobStream stream) {
    threads.execute(() -> match(stream));
  }

  private void match(BlobStream stream) {
    try {
      ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      while (head.hasRemaining()) {
        if (stream.read(head) < 0) {
          stream.close();
          return;
        }
      }
      Bytes tag = Bytes.copyOf(head.flip()).slice(1, HEAD_BYTES);
      CompletableFuture<BlobStream> waiting =
          head.get(0) == Pushing.VERSION ? expected.remove(tag) : null;
      if (waiting == null || !waiting.complete(stream)) {
        stream.close();
      }
    } catch (IOException cut) {
      stream.close();
    }
  }

  void check(PliKey key) {
    threads.execute(() -> tell(new Event.ContentChecked(key, content.check(key))));
  }

  void erase(Effect.EraseBlobs erased) {
    threads.execute(() -> {
      for (String file : erased.files()) {
        try {
          store.blobs().erase(file);
        } catch (IOException stays) {
          // A file without a row: put aside at the next start.
        }
      }
    });
  }

  private void tell(Event event) {
    try {
      inbox.put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The node is closing: nobody waits for it.
    }
  }

  /// Cuts every stream and waits for the pumps to let go of the disk.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(STREAM_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
