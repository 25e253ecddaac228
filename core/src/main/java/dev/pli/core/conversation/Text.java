package dev.pli.core.conversation;

import dev.pli.crypto.seal.PartEntry;

/// The words of a pli: always its first part, empty when only files were sent, so that enclosures
/// are numbered from 1.
public final class Text {
  public static final String NAME = "message.txt";
  public static final String TYPE = "text/plain;charset=utf-8";

  /// The number of the part that holds the words.
  public static final int PART = 0;

  /// Longest text, in bytes of UTF-8: what a person writes, and what a screen can show at once.
  public static final int MAX_BYTES = 1 << 20;

  private Text() {}

  /// Whether a first part is the words of the pli.
  public static boolean isText(PartEntry part) {
    return part.name().equals(NAME) && part.type().equals(TYPE) && part.size() <= MAX_BYTES;
  }
}
