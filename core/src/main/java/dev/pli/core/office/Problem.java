package dev.pli.core.office;

import java.util.List;
import java.util.Optional;

/// An error with what its sentence needs: labels, names of files, numbers. An interface puts it
/// into words; `arguments` fill the sentence in order. What came through the local socket has been
/// put into words on the other side: then `said` is the sentence and there are no arguments.
public record Problem(ErrorCode code, List<String> arguments, Optional<String> said) {
  public Problem {
    arguments = List.copyOf(arguments);
  }

  public static Problem of(ErrorCode code, String... arguments) {
    return new Problem(code, List.of(arguments), Optional.empty());
  }

  public static Problem said(ErrorCode code, String sentence) {
    return new Problem(code, List.of(), Optional.of(sentence));
  }
}
