package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How much memory a large file takes in either node, and whether it grows with the file.
final class MemoryQuestion implements Question {
  private static final double BAR_MIB = 256;
  private static final double FLAT = 1.1;
  private static final long SAMPLE_MILLIS = 250;
  private static final long GIB = 1L << 30;

  private final Stage stage;

  MemoryQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    long bytes = stage.options().sizes().largeBytes();
    Path folder = stage.folder("memory");
    Path source = RandomFile.write(folder.resolve("source.bin"), bytes);
    try (Pair pair = Pair.meet(stage.launcher(), folder)) {
      pair.send("", List.of(RandomFile.write(folder.resolve("first.bin"), bytes / 64)));
      var sender = new Curve(pair.sender().process());
      var recipient = new Curve(pair.recipient().process());
      observe(pair, source, List.of(sender, recipient));
      return List.of(sender.line("sender", bytes), recipient.line("recipient", bytes));
    } finally {
      Stage.clear(folder);
    }
  }

  private static void observe(Pair pair, Path source, List<Curve> curves)
      throws IOException, InterruptedException {
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(pair, source));
    do {
      for (Curve curve : curves) {
        curve.sample();
      }
    } while (!isOver(sending));
  }

  private static boolean isOver(CompletableFuture<Void> sending)
      throws IOException, InterruptedException {
    try {
      sending.get(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException("the large file did not arrive", e);
    }
  }

  private static void send(Pair pair, Path source) {
    try {
      pair.send("", List.of(source));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /// Resident memory of one process over the time of one file.
  private static final class Curve {
    private final ProcessFacts process;
    private final List<Double> mib = new ArrayList<>();

    Curve(ProcessFacts process) throws IOException {
      this.process = process;
      process.forgetPeak();
    }

    void sample() throws IOException {
      mib.add(process.residentMib());
    }

    /// The second half's largest against the first half's: 1 when nothing grows with the file.
    private double growth() {
      var first = new Samples();
      var second = new Samples();
      for (int i = 0; i < mib.size(); i++) {
        (i < mib.size() / 2 ? first : second).add(mib.get(i));
      }
      return second.largest() / first.largest();
    }

    Line line(String who, long bytes) throws IOException {
      double peak = process.peakMib();
      double growth = growth();
      return new Line(
          String.format(
              Locale.ROOT, "memory of the %s, file of %.3g GiB", who, (double) bytes / GIB),
          String.format(Locale.ROOT, "%.0f MiB at its peak", peak),
          "second half of the transfer against the first",
          FileQuestion.times(growth),
          Line.Bar.of("< 256 MiB, flat", peak < BAR_MIB && growth <= FLAT));
    }
  }
}
