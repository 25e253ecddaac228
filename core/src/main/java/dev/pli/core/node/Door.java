package dev.pli.core.node;

import dev.pli.core.office.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The way into one vault. Whoever holds it is the one program that may open the vault, locked or
/// not, until [#close]. Thread-safe.
public interface Door extends AutoCloseable {

  /// The vault's folder.
  String vault();

  /// Opens the vault; it holds every key until it is closed. Throws [OpeningException].
  Store open(Request.Credentials credentials) throws IOException;

  /// Opens a vault again that was closed to readers, or proves the secret of an open one. Throws
  /// [OpeningException].
  void reopen(Store store, Request.Credentials credentials) throws IOException;

  /// When the vault was opened last before this time, and who tried since.
  History history();

  /// Absent before the first opening.
  record History(Optional<Instant> lastUnlock, List<Instant> failures) {
    public History {
      failures = List.copyOf(failures);
    }
  }

  @Override
  void close() throws IOException;
}
