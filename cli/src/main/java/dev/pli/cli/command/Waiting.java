package dev.pli.cli.command;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import dev.pli.transport.local.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/// `--wait`: the time without progress after which a command stops waiting.
final class Waiting {
  @Option(names = "--wait", paramLabel = "SECONDS")
  private int seconds = Limits.DEFAULT_PATIENCE_SECONDS;

  Duration patience(Desk desk) throws RefusedException {
    if (seconds < 0 || seconds > Limits.MAX_PATIENCE_SECONDS) {
      throw desk.usage("usage.value", seconds, "--wait");
    }
    return Duration.ofSeconds(seconds);
  }
}
