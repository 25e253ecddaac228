package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a node costs that has one contact, one live link and nothing to do.
final class IdleQuestion implements Question {
  private static final double BAR_MIB = 120;

  /// One tick of the kernel's clock in ten seconds: the least that can be seen.
  private static final double BAR_PROCESSOR = 0.001;

  /// Until what opening and pairing took has been given back.
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private final Stage stage;

  IdleQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    Duration idle = stage.options().sizes().idle();
    Path folder = stage.folder("idle");
    try (Pair pair = Pair.meet(stage.launcher(), folder)) {
      pair.send("Bonjour", List.of());
      Thread.sleep(SETTLING);
      ProcessFacts node = pair.recipient().process();
      Duration before = node.processorTime();
      Thread.sleep(idle);
      double part = (double) node.processorTime().minus(before).toMillis() / idle.toMillis();
      double mib = node.residentMib();
      return List.of(
          new Line(
              "idle node, processor over " + idle.toSeconds() + " s",
              String.format(Locale.ROOT, "%.2f %%", part * 100),
              "one processor",
              "",
              Line.Bar.of("none measurable (≤ 0.1 %)", part <= BAR_PROCESSOR)),
          new Line(
              "idle node, resident memory",
              String.format(Locale.ROOT, "%.0f MiB", mib),
              "",
              "",
              Line.Bar.of("< 120 MiB", mib < BAR_MIB)));
    } finally {
      Stage.clear(folder);
    }
  }
}
