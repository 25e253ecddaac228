package dev.pli.cli.vault;

import dev.pli.core.office.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the vault lies: the option, else `PLI_VAULT`, else the place of user data on this system.
public final class VaultPlace {
  private static final String NAME = "pli";

  private VaultPlace() {}

  /// An absolute path; there may be nothing yet.
  public static Path of(Optional<String> option, Map<String, String> environment, Path home) {
    return option
        .or(() -> named(environment, "PLI_VAULT"))
        .map(Path::of)
        .orElseGet(() -> usual(environment, home, System.getProperty("os.name")))
        .toAbsolutePath()
        .normalize();
  }

  static Path usual(Map<String, String> environment, Path home, String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return home.resolve("Library/Application Support").resolve(NAME);
    }
    if (name.startsWith("windows")) {
      return named(environment, "LOCALAPPDATA").map(Path::of).orElse(home).resolve(NAME);
    }
    return named(environment, "XDG_DATA_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute) // A relative one is to be ignored: XDG base directories 0.8.
        .orElse(home.resolve(".local/share"))
        .resolve(NAME);
  }

  private static Optional<String> named(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// `vault` if a vault lies there, by its header or the mirror of it.
  public static Path existing(Path vault) throws RefusedException {
    if (Files.exists(vault.resolve("vault.pli")) || Files.exists(vault.resolve("vault.pli.2"))) {
      return vault;
    }
    throw new RefusedException(ErrorCode.VAULT_NOT_FOUND, vault.toString());
  }
}
