package dev.pli.crypto.statement;

/// A whole number that every JSON reader keeps exactly: 0 to 2^53-1.
public record JsonInteger(long value) implements JsonValue {
  /// RFC 7493 §2.2: beyond it, a reader with doubles sees another number.
  public static final long MAX = (1L << 53) - 1;

  public JsonInteger {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("expected 0 to 2^53-1");
    }
  }
}
