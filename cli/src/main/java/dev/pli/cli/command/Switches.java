package dev.pli.cli.command;

import dev.pli.cli.desk.Desk;
import dev.pli.cli.vault.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The value of an option that is `on` or `off`.
final class Switches {
  private Switches() {}

  static Optional<Boolean> optional(Desk desk, @Nullable String value, String option)
      throws RefusedException {
    if (value == null) {
      return Optional.empty();
    }
    return switch (value) {
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> throw desk.usage("usage.value", value, option);
    };
  }
}
