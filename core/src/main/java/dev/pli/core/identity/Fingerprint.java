package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The hash of a [Card], 32 bytes: what an invitation carries, what is pinned, what people compare.
///
/// Ordered as unsigned numbers. docs/spec/identity.md §2.
public record Fingerprint(Bytes value) implements Comparable<Fingerprint> {
  public static final int BYTES = 32;

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
  private static final int GROUP_DIGITS = 4;

  public Fingerprint {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("a fingerprint of " + value.length() + " bytes");
    }
  }

  /// 64 hexadecimal digits of either case, with or without white space between them; empty when the
  /// text is anything else.
  public static Optional<Fingerprint> parse(String text) {
    String digits = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    return DIGITS.matcher(digits).matches()
        ? Optional.of(new Fingerprint(Bytes.hex(digits)))
        : Optional.empty();
  }

  /// 64 lower-case digits, as JSON has them.
  public String text() {
    return value.hex();
  }

  /// 16 groups of four digits, as screens show them.
  public String grouped() {
    return value.hex().replaceAll("(.{" + GROUP_DIGITS + "})(?!$)", "$1 ");
  }

  @Override
  public int compareTo(Fingerprint other) {
    return value.compareTo(other.value);
  }
}
