package dev.pli.core.evidence;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Locale;
import java.util.Set;

/// What the author of a pli says of its confidentiality, as lawyers mark their letters.
public enum Mention {
  ORDINAIRE,
  OFFICIELLE,
  CONFIDENTIELLE;

  private static final Set<String> WORDS = Set.of("ordinaire", "officielle", "confidentielle");

  /// The field `conf`; else E108.
  static Mention read(JsonObject fields) throws RejectedException {
    return valueOf(fields.word("conf", WORDS).toUpperCase(Locale.ROOT));
  }

  /// The word of the field `conf`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
