package dev.pli.transport.local;

/// The ranges of docs/cli.md, for whoever asks and for whoever is asked.
public final class Limits {
  public static final int MIN_VALIDITY_DAYS = 1;
  public static final int MAX_VALIDITY_DAYS = 30;
  public static final int DEFAULT_VALIDITY_DAYS = 7;

  public static final int MAX_INBOX = 1000;
  public static final int DEFAULT_INBOX = 50;

  /// So that an answer stays under some megabytes.
  public static final int MAX_JOURNAL = 10_000;

  public static final int DEFAULT_JOURNAL = 100;

  public static final int MIN_IDLE_MINUTES = 1;
  public static final int MAX_IDLE_MINUTES = 60;
  public static final int MIN_LOCK_MINUTES = 5;
  public static final int MAX_LOCK_MINUTES = 1440;

  public static final int DEFAULT_PATIENCE_SECONDS = 30;

  /// A day: whoever waits longer should follow instead.
  public static final int MAX_PATIENCE_SECONDS = 86_400;

  /// Text of one pli. As JSON it may grow sixfold and must still fit a line of the local socket;
  /// what is longer is a file.
  public static final int MAX_TEXT_BYTES = 512 * 1024;

  private Limits() {}
}
