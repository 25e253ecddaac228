package dev.pli.bench;

import java.io.IOException;
import java.util.List;

/// Runs several contestants in turn, each round beginning with another one, so that none always
/// finds the machine as the same other has left it.
final class Turns {
  private Turns() {}

  /// One thing that is timed.
  @FunctionalInterface
  interface Contestant {
    void run(int round) throws IOException, InterruptedException;
  }

  static void run(int rounds, List<? extends Contestant> contestants)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        contestants.get((round + i) % contestants.size()).run(round);
      }
    }
  }
}
