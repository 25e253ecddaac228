package dev.pli.core.evidence;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.statement.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a party of an agreement says that its profession is.
public enum Profession {
  NONE(""),
  AVOCAT("avocat"),
  MEDECIN("medecin"),
  PSYCHOLOGUE("psychologue"),
  EXPERT_COMPTABLE("expert-comptable"),
  AUTRE("autre");

  private static final Set<String> WORDS =
      Stream.of(values()).map(Profession::word).collect(Collectors.toUnmodifiableSet());

  private final String word;

  Profession(String word) {
    this.word = word;
  }

  /// The field `profession`; else E108.
  static Profession read(JsonObject party) throws RejectedException {
    String word = party.word("profession", WORDS);
    return Stream.of(values()).filter(value -> value.word.equals(word)).findAny().orElseThrow();
  }

  public String word() {
    return word;
  }
}
