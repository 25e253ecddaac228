package dev.pli.cli.vault;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;

/// A command ends before an office was asked: no vault, no passphrase, a file that others can read.
/// It becomes the same answer as a refusal of the office.
public final class RefusedException extends Exception {
  private final transient Problem problem;

  public RefusedException(ErrorCode code, String... arguments) {
    this(Problem.of(code, arguments));
  }

  public RefusedException(Problem problem) {
    super(problem.code().json(), null, false, false); // An answer, not a fault: no stack trace.
    this.problem = problem;
  }

  public ErrorCode code() {
    return problem.code();
  }

  public Answer answer() {
    return new Answer.Failed(problem);
  }
}
