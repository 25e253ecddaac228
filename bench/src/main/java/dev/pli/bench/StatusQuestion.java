package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long `./pli status` takes against a running node, from the shell's point of view, against a
/// Java that does nothing; and how long it takes until a node is open.
final class StatusQuestion implements Question {
  private static final double BAR_MILLIS = 350;

  private final Stage stage;
  private final Samples status = new Samples();
  private final Samples java = new Samples();

  StatusQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    Path folder = stage.folder("status");
    int count = stage.options().sizes().starts();
    double startSeconds;
    try (Peer peer = Peer.start(stage.launcher(), folder, "vault")) {
      startSeconds = peer.startTime().toNanos() / 1e9;
      peer.run("status"); // Writes its class archive.
      Turns.run(
          count,
          List.of(
              _ -> status.add(millis(() -> peer.run("status"))),
              _ -> java.add(millis(() -> Launcher.run(bareJava())))));
    }
    Stage.clear(folder);
    double ratio = status.median() / java.median();
    return List.of(
        new Line(
            "`./pli status`, wall time",
            Samples.digits(status.median()) + " ms",
            "`java -version`: " + Samples.digits(java.median()) + " ms",
            FileQuestion.times(ratio),
            Line.Bar.of("< 350 ms; goal 150", status.median() < BAR_MILLIS)),
        new Line(
            "`./pli start` until open",
            Samples.digits(startSeconds) + " s",
            "Argon2id of this vault is in it",
            "",
            Line.Bar.NONE));
  }

  /// With the launcher's flags.
  private static List<String> bareJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "--version");
  }

  private interface Command {
    String run() throws IOException, InterruptedException;
  }

  private static double millis(Command command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    command.run();
    return (System.nanoTime() - begun) / 1e6;
  }
}
