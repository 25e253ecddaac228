package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long a word takes: from the question to the verified receipt, durable on both sides, against
/// the two durable commits it cannot do without, made right after it.
final class TextQuestion implements Question {
  private static final int COMMITS = 2;
  private static final int WARM_UP_COMMITS = 400;
  private static final double BAR = 3;
  private static final double LATE = 0.95;

  private final Stage stage;
  private final Samples texts = new Samples();
  private final Samples commits = new Samples();

  TextQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    int count = stage.options().sizes().texts();
    Path folder = stage.folder("text");
    try (Pair pair = Pair.meet(stage.launcher(), folder);
        DurableCommits beside = DurableCommits.open(folder.resolve("beside.db"))) {
      pair.sustain(RateQuestion.AT_A_TIME, stage.options().sizes().warmUp());
      beside.commit(WARM_UP_COMMITS);
      for (int i = 0; i < count; i++) {
        texts.add(pair.send("Rendez-vous confirmé, n° " + i + ".", List.of()).toNanos() / 1e6);
        commits.add(beside.commit(COMMITS).toNanos() / 1e6);
      }
    }
    Stage.clear(folder);
    double ratio = texts.median() / commits.median();
    return List.of(
        line("p50", 0.5, Line.Bar.of("≤ 3 ×", ratio <= BAR)), line("p95", LATE, Line.Bar.NONE));
  }

  private Line line(String name, double part, Line.Bar bar) {
    double text = texts.quantile(part);
    double commit = commits.quantile(part);
    return new Line(
        "text to verified receipt, " + name,
        Samples.digits(text) + " ms",
        "two durable commits: " + Samples.digits(commit) + " ms",
        FileQuestion.times(text / commit),
        bar);
  }
}
