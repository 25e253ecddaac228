package dev.pli.core;

/// The version of this program, as `status` and an offer name it.
public final class Version {
  public static final String TEXT = "0.1.0";

  private Version() {}
}
