package dev.pli.core.office;

import java.util.regex.Pattern;

/// How the window sets a French sentence: its texts are written with the signs of a keyboard, and
/// shown with one apostrophe and with spaces that no line is broken at.
public final class Typography {
  private static final char NARROW_SPACE = '\u202f';
  private static final char APOSTROPHE = '\u2019';

  /// A space that belongs to the sign beside it: before `;`, `?`, `!`, `:` and `»`, after `«`.
  private static final Pattern JOINED = Pattern.compile("(?<=«) | (?=[;?!:»])");

  private Typography() {}

  /// Already set text stays as it is.
  public static String french(String text) {
    return JOINED.matcher(text.replace('\'', APOSTROPHE)).replaceAll(String.valueOf(NARROW_SPACE));
  }
}
