package dev.pli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks the questions one after the other and prints the table. Started by `bench/run`.
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /// Ends with 0 when every bar was reached, with 1 otherwise.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("bench/run: " + e.getMessage());
      System.exit(USAGE);
      return;
    }
    Machine machine = Machine.now();
    var lines = new ArrayList<Line>();
    try (var stage = Stage.build(options)) {
      for (Options.Name name : Options.Name.values()) {
        if (options.asks(name)) {
          System.err.println("bench: " + name + "…");
          lines.addAll(question(name, stage).answer());
        }
      }
    }
    show(new Table(machine, options.arguments(), lines), options);
    boolean isMissed = lines.stream().anyMatch(l -> l.bar().verdict() == Line.Verdict.MISSED);
    System.exit(isMissed ? 1 : 0);
  }

  private static Question question(Options.Name name, Stage stage) {
    return switch (name) {
      case FILE -> new FileQuestion(stage);
      case MEMORY -> new MemoryQuestion(stage);
      case TEXT -> new TextQuestion(stage);
      case RATE -> new RateQuestion(stage);
      case IDLE -> new IdleQuestion(stage);
      case STATUS -> new StatusQuestion(stage);
      case HANDSHAKE -> new HandshakeQuestion();
    };
  }

  private static void show(Table table, Options options) throws IOException {
    System.out.print(table.markdown());
    if (options.intoReadme()) {
      Path readme = options.root().resolve("README.md");
      Files.writeString(readme, table.into(Files.readString(readme)));
    }
  }
}
