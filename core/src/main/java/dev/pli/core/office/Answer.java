package dev.pli.core.office;

/// What follows a [Request].
public sealed interface Answer {

  /// It was done: exit 0.
  record Done(Result result) implements Answer {}

  /// It was not, and there is nothing to show: the four keys of an error.
  record Failed(Problem problem) implements Answer {}

  /// It was not, or not yet, and the command's own keys still say how things stand: exits 5 and 6,
  /// `check_failed`, `decision_required`.
  record Partial(Result result, Problem problem) implements Answer {}

  /// The exit code of the process: 0 when it was done.
  default int exit() {
    return switch (this) {
      case Done _ -> 0;
      case Failed(Problem problem) -> problem.code().exit();
      case Partial(_, Problem problem) -> problem.code().exit();
    };
  }

  static Answer failed(ErrorCode code, String... arguments) {
    return new Failed(Problem.of(code, arguments));
  }
}
