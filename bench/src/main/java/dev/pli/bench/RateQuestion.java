package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How many words with verified receipts one pair sustains when the sender asks many at a time,
/// against single durable commits a second on the same disk.
final class RateQuestion implements Question {
  static final int AT_A_TIME = 64;
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
      pair.sustain(AT_A_TIME, stage.options().sizes().warmUp());
      double before = COMMITS / seconds(beside.commit(COMMITS));
      sent = pair.sustain(AT_A_TIME, sustained);
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
}
