package dev.pli.bench;

/// One line of the table: what Pli did, what stood beside it in the same run, how they compare,
/// what was asked for. All as they are printed.
record Line(String what, String pli, String beside, String ratio, Bar bar) {

  /// What is asked for, and whether it was reached.
  record Bar(String text, Verdict verdict) {
    static Bar of(String text, boolean isMet) {
      return new Bar(text, isMet ? Verdict.MET : Verdict.MISSED);
    }

    /// For a line that only informs.
    static final Bar NONE = new Bar("", Verdict.NONE);
  }

  /// Whether a bar was reached.
  enum Verdict {
    MET("yes"),
    MISSED("**no**"),
    NONE("");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// A line that could not be measured here, and why.
  static Line absent(String what, String why) {
    return new Line(what, why, "", "", Bar.NONE);
  }
}
