package dev.pli.bench;

import java.util.List;

/// The table as Markdown, under the machine that it was measured on.
record Table(Machine machine, String arguments, List<Line> lines) {
  private static final String HEAD =
      """
      | measured | Pli | beside it, same run | ratio | bar | reached |
      |---|---|---|---|---|---|
      """;

  Table {
    lines = List.copyOf(lines);
  }

  String markdown() {
    var text = new StringBuilder(machine.sentence(arguments)).append("\n\n").append(HEAD);
    for (Line line : lines) {
      text.append("| ")
          .append(
              String.join(
                  " | ",
                  line.what(),
                  line.pli(),
                  line.beside(),
                  line.ratio(),
                  line.bar().text(),
                  line.bar().verdict().toString()))
          .append(" |\n");
    }
    return text.toString();
  }

  /// `page` with this table between its markers instead of what was there.
  String into(String page) {
    int from = page.indexOf(BEGIN);
    int to = page.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("expected " + BEGIN + " and " + END);
    }
    return page.substring(0, from + BEGIN.length()) + "\n" + markdown() + page.substring(to);
  }

  private static final String BEGIN = "<!-- bench:begin -->";
  private static final String END = "<!-- bench:end -->";
}
