package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How fast a file is: from the command to the verified receipt, sealed at rest on both sides,
/// against scp and against a copy through a socket that protects nothing, over the same loopback.
final class FileQuestion implements Question {
  private static final double GOAL = 2;
  private static final int MIB = 1 << 20;

  private final Stage stage;
  private final Samples pli = new Samples();
  private final Samples scp = new Samples();
  private final Samples raw = new Samples();

  FileQuestion(Stage stage) {
    this.stage = stage;
  }

  @Override
  public List<Line> answer() throws IOException, InterruptedException {
    Options.Sizes sizes = stage.options().sizes();
    Path folder = stage.folder("file");
    Path source = RandomFile.write(folder.resolve("source.bin"), sizes.fileBytes());
    try (Pair pair = Pair.meet(stage.launcher(), folder)) {
      Optional<Sshd> sshd = Sshd.start(stage.options().sshd(), folder);
      try {
        Turns.run(sizes.fileRounds(), contestants(pair, sshd, folder, source));
      } finally {
        sshd.ifPresent(Sshd::close);
      }
    }
    Stage.clear(folder);
    return lines(sizes.fileBytes());
  }

  private List<Turns.Contestant> contestants(
      Pair pair, Optional<Sshd> sshd, Path folder, Path source) {
    var contestants = new ArrayList<Turns.Contestant>();
    contestants.add(_ -> pli.add(seconds(() -> pair.send("", List.of(source)))));
    var targets = new Targets(folder);
    contestants.add(_ -> raw.add(seconds(() -> SocketCopy.copy(source, targets.next()))));
    sshd.ifPresent(server ->
        contestants.add(_ -> scp.add(seconds(() -> server.copy(source, targets.next())))));
    return contestants;
  }

  private interface Copy {
    void run() throws IOException, InterruptedException;
  }

  /// Where copies go. They stay to the end, as what a vault holds does: who may write into pages
  /// that were just given back has less to do.
  private static final class Targets {
    private final Path folder;
    private int last;

    Targets(Path folder) {
      this.folder = folder;
    }

    Path next() {
      return folder.resolve("copied-" + ++last + ".bin");
    }
  }

  /// What the one before has written is on the disk first, so that none waits for another's pages.
  private static double seconds(Copy copy) throws IOException, InterruptedException {
    Launcher.run(List.of("sync"));
    long begun = System.nanoTime();
    copy.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private List<Line> lines(long bytes) {
    String what = String.format(Locale.ROOT, "file of %,d MiB, loopback, ", bytes / MIB);
    var lines = new ArrayList<Line>();
    if (scp.count() == 0) {
      lines.add(Line.absent(what + "against scp", "no sshd here"));
    } else {
      double ratio = scp.median() / pli.median();
      lines.add(
          new Line(
              what + "against scp",
              rate(bytes, pli),
              rate(bytes, scp),
              times(ratio),
              Line.Bar.of("≥ 1.0 ×; goal " + times(GOAL), ratio >= 1)));
    }
    lines.add(
        new Line(
            what + "against a raw socket copy",
            rate(bytes, pli),
            rate(bytes, raw),
            times(raw.median() / pli.median()),
            Line.Bar.NONE));
    return lines;
  }

  private static String rate(long bytes, Samples seconds) {
    return String.format(
        Locale.ROOT,
        "%,.0f MiB/s (%s s)",
        bytes / seconds.median() / MIB,
        Samples.digits(seconds.median()));
  }

  static String times(double ratio) {
    return Samples.digits(ratio) + " ×";
  }
}
