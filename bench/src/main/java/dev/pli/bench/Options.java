package dev.pli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What to measure, and how much of it.
record Options(
    Path root,
    Optional<Path> sshd,
    boolean quick,
    boolean intoReadme,
    Set<Name> names,
    Sizes sizes) {

  /// The questions, in the order of the table.
  enum Name {
    FILE,
    MEMORY,
    TEXT,
    RATE,
    IDLE,
    STATUS,
    HANDSHAKE
  }

  /// How much of each is measured.
  ///
  /// `warmUp` is how long texts go before they are measured: a node runs for days, and its compiler
  /// takes a minute to have seen all that a text needs.
  record Sizes(
      long fileBytes,
      int fileRounds,
      long largeBytes,
      Duration warmUp,
      int texts,
      Duration sustained,
      Duration idle,
      int starts) {
    /// The sizes that the bars of GOALS speak of.
    static final Sizes FULL =
        new Sizes(
            1L << 30,
            5,
            4L << 30,
            Duration.ofSeconds(90),
            400,
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            21);

    static final Sizes QUICK =
        new Sizes(
            256L << 20,
            3,
            1L << 30,
            Duration.ofSeconds(10),
            100,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            7);
  }

  Options {
    names = Set.copyOf(names);
  }

  boolean asks(Name name) {
    return names.isEmpty() || names.contains(name);
  }

  /// As `bench/run` was called, for the table's heading.
  String arguments() {
    var only = new TreeSet<>(names);
    String list =
        String.join(",", only.stream().map(n -> n.name().toLowerCase(Locale.ROOT)).toList());
    return (quick ? "--quick " : "").concat(only.isEmpty() ? "" : "--only " + list).strip();
  }

  /// Throws [IllegalArgumentException], which names what it does not know.
  static Options parse(List<String> arguments) {
    Path root = Path.of("");
    Optional<Path> sshd = Optional.empty();
    boolean quick = false;
    boolean readme = false;
    Set<Name> names = Set.of();
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--root" -> root = Path.of(value(option, rest));
        case "--sshd" -> sshd = Optional.of(Path.of(value(option, rest)));
        case "--quick" -> quick = true;
        case "--readme" -> readme = true;
        case "--only" -> names = names(value(option, rest));
        default -> throw new IllegalArgumentException("unknown: " + option);
      }
    }
    return new Options(root, sshd, quick, readme, names, quick ? Sizes.QUICK : Sizes.FULL);
  }

  private static String value(String option, java.util.Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static Set<Name> names(String list) {
    var names = new TreeSet<Name>();
    for (String name : list.split(",", -1)) {
      names.add(Name.valueOf(name.strip().toUpperCase(Locale.ROOT)));
    }
    return names;
  }
}
