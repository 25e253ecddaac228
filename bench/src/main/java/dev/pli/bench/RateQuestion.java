package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// How many words with verified receipts one pair sustains when the sender asks many at a time,
/// against single durable commits a second on the same disk.
final class RateQuestion implements Question {
  private static final int AT_A_TIME = 64;
  private static final double BAR = 300;
  private static final double GOAL = 1_000;
  private static final int COMMITS = 200;

  private final Stage stage;

  RateQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    Duration sustained = stage.options().sizes().sustained();
    Path folder = stage.folder("rate");
    double sent;
    double committed;
    try (Pair pair = Pair.meet(stage.launcher(), folder);
        DurableCommits beside = DurableCommits.open(folder.resolve("beside.db"))) {
      sustain(pair, sustained.dividedBy(2)); // Warm-up.
      double before = COMMITS / seconds(beside.commit(COMMITS));
      sent = sustain(pair, sustained);
      committed = (before + COMMITS / seconds(beside.commit(COMMITS))) / 2;
    }
    Stage.clear(folder);
    return List.of(
        new Line(
            "texts with receipts, " + AT_A_TIME + " at a time",
            String.format(Locale.ROOT, "%,.0f a second", sent),
            String.format(Locale.ROOT, "single commits: %,.0f a second", committed),
            FileQuestion.times(sent / committed),
            Line.Bar.of(
                String.format(Locale.ROOT, "≥ %,.0f a second; goal %,.0f", BAR, GOAL),
                sent >= BAR)));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// Letters a second.
  private static double sustain(Pair pair, Duration duration)
      throws IOException, InterruptedException {
    var done = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + duration.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        senders.add(
            threads.submit(() -> {
              while (System.nanoTime() - end < 0) {
                pair.send("Bien reçu, merci.", List.of());
                done.incrementAndGet();
              }
              return done;
            }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a letter was not delivered", e);
    }
    return done.get() / ((System.nanoTime() - begun) / 1e9);
  }
}
