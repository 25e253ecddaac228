package dev.pli.bench;

import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Two peers on the loopback that are each other's verified contact.
record Pair(Peer sender, Peer recipient) implements AutoCloseable {
  private static final String SENDER = "Sender";
  private static final String RECIPIENT = "Recipient";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Starts both; the one invites and the other accepts.
  static Pair meet(Launcher launcher, Path folder) throws IOException, InterruptedException {
    Peer sender = Peer.start(launcher, folder, "sender");
    try {
      var pair = new Pair(sender, Peer.start(launcher, folder, "recipient"));
      pair.introduce();
      return pair;
    } catch (IOException | RuntimeException e) {
      sender.close();
      throw e;
    }
  }

  private void introduce() throws IOException {
    var invite =
        new Request.Invite(
            Optional.of(SENDER),
            Duration.ofDays(1),
            List.of(),
            Optional.empty(),
            true,
            Optional.empty());
    String link = recipient.done(invite, Result.Invited.class).invitation().link().orElseThrow();
    sender.done(
        new Request.Accept(link, Optional.of(RECIPIENT), Optional.empty(), true, PATIENCE),
        Result.OneContact.class);
    var shown =
        sender.done(
            new Request.Verify(RECIPIENT, new Request.Comparison.Show()), Result.Verified.class);
    var heard = new Request.Comparison.Heard(shown.digits());
    recipient.done(new Request.Verify(SENDER, heard), Result.Verified.class);
  }

  /// From the sender's question to its answer « delivered »: durable on both sides, receipt
  /// verified.
  Duration send(String text, List<Path> files) throws IOException {
    long begun = System.nanoTime();
    sender.send(RECIPIENT, text, files, PATIENCE);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// Sends words, `atATime` at a time, for so long; how many a second came back as delivered.
  double sustain(int atATime, Duration duration) throws IOException, InterruptedException {
    var done = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + duration.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < atATime; i++) {
        senders.add(
            threads.submit(() -> {
              while (System.nanoTime() - end < 0) {
                send("Bien reçu, merci.", List.of());
                done.incrementAndGet();
              }
              return done;
            }));
      }
      for (Future<?> one : senders) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a letter was not delivered", e);
    }
    return done.get() / ((System.nanoTime() - begun) / 1e9);
  }

  @Override
  public void close() {
    sender.close();
    recipient.close();
  }
}
