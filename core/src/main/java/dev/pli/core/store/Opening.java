package dev.pli.core.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What opening a vault has shown: when it was opened before, who tried since, how it was left.
///
/// `narrowed` are files that others could read until now; `place` what is wrong with where it lies.
/// `older`: the owner said to go on with a database that is older than its last use. `unwitnessed`:
/// the file that would tell so is missing.
public record Opening(
    Optional<Instant> lastUnlock,
    List<Instant> failures,
    boolean wasClean,
    boolean older,
    boolean unwitnessed,
    List<Path> narrowed,
    List<Place> place) {
  public Opening {
    failures = List.copyOf(failures);
    narrowed = List.copyOf(narrowed);
    place = List.copyOf(place);
  }

  /// What to do with a database that is older than the vault's last use.
  public enum Older {
    REFUSED,
    /// The owner was asked: go on as after a restore.
    ACCEPTED
  }
}
