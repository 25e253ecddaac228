package dev.pli.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.process.Mortal;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Office;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What goes from one node to another, and how it arrives.
final class Traffic {
  /// A segment as it travels: 16 sealed chunks.
  static final long SEGMENT_BYTES = 262_400;

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);
  private static final long POLL_MILLIS = 50;

  private final Mortal sender;
  private final Mortal recipient;
  private final String label;
  private final Path folder;

  /// `label` is the recipient's, at the sender.
  Traffic(Mortal sender, Mortal recipient, String label, Path folder) {
    this.sender = sender;
    this.recipient = recipient;
    this.label = label;
    this.folder = folder;
  }

  String send(String text, Path... files) throws IOException {
    var letter =
        new Request.Send(
            label,
            text,
            List.of(files).stream().map(Path::toString).toList(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ZERO);
    return sender.done(letter, Result.OnePli.class).pli().id();
  }

  Path file(int bytes) throws IOException {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve("acte-" + bytes + ".pdf"), content);
  }

  /// Waits until it is so; both nodes must go on living meanwhile.
  void await(String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() - begun < PATIENCE_NANOS, () -> "still not so: " + what);
      assertTrue(!sender.ends(POLL_MILLIS) && !recipient.ends(0), "a node ended by itself");
    }
  }

  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  String state(String id) throws IOException {
    return sender.done(new Request.Receipt(id, Optional.empty()), Result.Receipts.class).state();
  }

  void awaitDelivered(String id) throws Exception {
    await("delivered", () -> state(id).equals("delivered"));
  }

  /// Delivered, with one receipt whose signatures hold; once in the recipient's list, and with
  /// these bytes.
  void mustHaveArrivedOnce(String id, Path file) throws IOException {
    var receipt = new Request.Receipt(id, Optional.empty());
    Result.Receipts receipts = sender.done(receipt, Result.Receipts.class);
    assertEquals(1, receipts.receipts().size());
    assertTrue(receipts.receipts().getFirst().valid());
    var inbox =
        new Request.Inbox(
            false, false, Optional.empty(), Optional.empty(), Optional.empty(), 1_000);
    List<View.Pli> arrived = recipient.done(inbox, Result.Plis.class).plis();
    assertEquals(1, arrived.stream().filter(pli -> pli.id().equals(id)).count());
    Path target = Files.createTempDirectory(folder, "saved");
    var save = new Request.Save(id, target.toString(), List.of(), false);
    View.SavedFile saved = recipient.done(save, Result.Saved.class).files().getFirst();
    assertEquals(-1, Files.mismatch(file, Path.of(saved.path())));
  }

  /// Follows what the recipient tells of one pli's bytes, from now on.
  Arrival watch() throws IOException {
    return new Arrival(recipient.office().orElseThrow());
  }

  /// The sealed bytes of a pli as they come in, those that came twice counted twice.
  static final class Arrival {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);

    private Arrival(Office office) {
      Thread.ofVirtual()
          .start(() -> {
            office.follow(Office.NOW, this::take);
            done.countDown();
          });
    }

    private boolean take(Notice notice) {
      if (notice.kind() == Notice.Kind.PROGRESS) {
        bytes.accumulateAndGet(notice.bytes().orElseThrow(), Math::max);
        total.set(notice.total().orElseThrow());
      }
      return notice.kind() != Notice.Kind.PLI_RECEIVED;
    }

    long bytes() {
      return bytes.get();
    }

    /// Once it is whole: no more than one segment has come twice.
    void mustHaveRepeatedOneSegmentAtMost() throws InterruptedException {
      assertTrue(done.await(1, TimeUnit.MINUTES), "never told of");
      assertTrue(
          bytes.get() <= total.get() + SEGMENT_BYTES,
          () -> bytes.get() + " bytes came of " + total.get());
    }
  }
}
