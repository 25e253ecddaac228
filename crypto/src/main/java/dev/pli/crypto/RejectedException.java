package dev.pli.crypto;

/// Thrown when the specification says to reject what somebody sent. Names the rule broken, never
/// the content.
///
/// Whoever throws it has moved no state: the caller drops the input, or closes what it came from.
public final class RejectedException extends Exception {
  private final transient Rule rule;

  public RejectedException(Rule rule) {
    super(rule.name(), null, false, false); // No stack trace: rejecting must stay cheap.
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }

  /// Does nothing when `condition` holds, and rejects by `rule` otherwise.
  public static void require(boolean condition, Rule rule) throws RejectedException {
    if (!condition) {
      throw new RejectedException(rule);
    }
  }
}
