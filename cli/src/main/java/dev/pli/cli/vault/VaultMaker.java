package dev.pli.cli.vault;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Result;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes vaults. Wired in `Main`; tests have one in memory.
public interface VaultMaker {

  /// A passphrase to propose: eight words of the reader's list, 88 bits.
  String propose(Language language);

  /// What a new vault is made of; `keyFile` is created if it is absent.
  record Order(
      Path vault, Language language, String profile, Secret passphrase, Optional<Path> keyFile) {}

  /// A vault that is there now, with the recovery words that nobody can show again.
  record Made(
      String fingerprint,
      String device,
      Instant created,
      int passphraseBits,
      String recoveryWords) {

    /// What `init` shows.
    public Result.Initialised shown(Order order, Optional<String> recoveryFile) {
      return new Result.Initialised(
          order.vault().toString(),
          fingerprint,
          device,
          order.profile(),
          created,
          passphraseBits,
          order.keyFile().isPresent(),
          recoveryFile);
    }
  }

  /// Makes it, whole or not at all. Refused with `vault_exists` or `weak_passphrase`.
  Made make(Order order) throws IOException, RefusedException;

  /// Takes back a vault that was made a moment ago and is of no use: its folder goes.
  default void unmake(Path vault) throws IOException {
    try (Stream<Path> walk = Files.walk(vault)) {
      for (Path path : walk.toList().reversed()) {
        Files.delete(path);
      }
    }
  }
}
