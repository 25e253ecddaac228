package dev.pli.cli.process;

import java.util.ArrayList;
import java.util.List;

/// Where a process runs: what comes before its command, and the address its node listens on.
public record Place(List<String> before, String listen) {
  /// Among the others, on the loopback.
  static final Place HERE = new Place(List.of(), "/ip4/127.0.0.1/tcp/0");

  public Place {
    before = List.copyOf(before);
  }

  List<String> inside(List<String> command) {
    var whole = new ArrayList<>(before);
    whole.addAll(command);
    return whole;
  }
}
