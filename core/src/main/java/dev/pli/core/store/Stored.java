package dev.pli.core.store;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Values that were parsed once from a peer, then stored as they were: a parser that refuses them
/// now means that the row is not ours.
final class Stored {
  /// For parsers that judge a date: it was judged when it came.
  static final Instant ANY_TIME = Instant.ofEpochSecond(1L << 40);

  private Stored() {}

  /// A parser of a spec.
  interface Parser<T> {
    T parse(Bytes bytes) throws RejectedException;
  }

  static <T> T value(Bytes bytes, Parser<T> parser) throws SQLException {
    try {
      return parser.parse(bytes);
    } catch (RejectedException e) {
      throw new SQLException("a stored value does not read: " + e.getMessage(), e);
    }
  }

  static <T> Optional<T> optional(Optional<Bytes> bytes, Parser<T> parser) throws SQLException {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(value(bytes.get(), parser));
  }
}
