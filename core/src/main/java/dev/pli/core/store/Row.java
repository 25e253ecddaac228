package dev.pli.core.store;

import dev.pli.crypto.primitive.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The current row of a result, by column number from 1. A null where none may be is a fault of
/// ours.
final class Row {
  private final ResultSet row;

  Row(ResultSet row) {
    this.row = row;
  }

  long number(int column) throws SQLException {
    return row.getLong(column);
  }

  int integer(int column) throws SQLException {
    return row.getInt(column);
  }

  boolean flag(int column) throws SQLException {
    return row.getInt(column) != 0;
  }

  Instant time(int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  Optional<Instant> optionalTime(int column) throws SQLException {
    return optionalNumber(column).map(Instant::ofEpochMilli);
  }

  Optional<Long> optionalNumber(int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  String text(int column) throws SQLException {
    return optionalText(column).orElseThrow();
  }

  Optional<String> optionalText(int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  Bytes bytes(int column) throws SQLException {
    return optionalBytes(column).orElseThrow();
  }

  Optional<Bytes> optionalBytes(int column) throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(Bytes::copyOf);
  }

  /// A constant of an enum, stored by its name.
  <E extends Enum<E>> E constant(int column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, text(column));
  }

  <E extends Enum<E>> Optional<E> optionalConstant(int column, Class<E> type) throws SQLException {
    return optionalText(column).map(name -> Enum.valueOf(type, name));
  }
}
