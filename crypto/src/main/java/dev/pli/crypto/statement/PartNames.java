package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.statement.StatementRule.E109_TEXT;
import static dev.pli.crypto.statement.StatementRule.E110_PART_NAME;

import dev.pli.crypto.RejectedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which names the parts of a pli may have: a name, never a path, and no two alike.
/// docs/spec/evidence.md E110.
public final class PartNames {
  /// 64 parts with full names and types still fit the manifest.
  public static final int MAX_BYTES = 255;

  private static final Set<String> FOLDERS = Set.of("", ".", "..");

  private PartNames() {}

  /// Rejects by E109 or E110.
  public static void check(List<String> names) throws RejectedException {
    var seen = new HashSet<String>();
    for (String name : names) {
      require(DisplayText.isAllowed(name, MAX_BYTES), E109_TEXT);
      require(isName(name), E110_PART_NAME);
      require(seen.add(foldAscii(name)), E110_PART_NAME);
    }
  }

  private static boolean isName(String name) {
    return !FOLDERS.contains(name)
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':')
        && !isSpaceOrDot(name.charAt(0))
        && !isSpaceOrDot(name.charAt(name.length() - 1));
  }

  private static boolean isSpaceOrDot(char c) {
    return c == ' ' || c == '.';
  }

  /// A to Z become small letters; what else a file system may confuse is a matter of saving.
  private static String foldAscii(String name) {
    var folded = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
