package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The one row that says which vault a database is of, and where it stands.
record Meta(
    Bytes vaultId,
    long headSerial,
    long step,
    long arrivals,
    boolean clean,
    Optional<Instant> opened) {

  static Meta read(Database database) throws SQLException {
    return database
        .first(
            Sql.META,
            row ->
                new Meta(
                    row.bytes(1),
                    row.number(2),
                    row.number(3),
                    row.number(4),
                    row.flag(5),
                    row.optionalTime(6)))
        .orElseThrow(() -> new SQLException("the database says of no vault that it is its own"));
  }
}
