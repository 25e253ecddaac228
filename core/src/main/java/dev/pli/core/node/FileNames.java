package dev.pli.core.node;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names of enclosures: as they may travel, and as they may be written on this disk. A name is
/// never a path, and never what a person did not see.
final class FileNames {
  /// Fixed by the spec: evidence.md §15.
  static final int MAX_BYTES = 255;

  /// What remains for a number before the extension when a name is taken.
  private static final int MAX_WRITTEN_BYTES = 240;

  private static final String NAMELESS = "sans-nom";

  /// Programs and links to programs: refused, since opening one acts.
  private static final Set<String> REFUSED =
      Set.of(
          "exe", "com", "bat", "cmd", "scr", "pif", "msi", "msp", "cpl", "jar", "js", "jse", "vbs",
          "vbe", "wsf", "wsh", "hta", "ps1", "lnk", "reg", "app", "command", "desktop", "dll",
          "sys", "url");

  private static final Set<String> DEVICES =
      Set.of(
          "con", "conin$", "conout$", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5",
          "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private FileNames() {}

  /// The name of a file of this disk as a manifest may hold it.
  static String toSend(String name) {
    String clean = trimmed(Normalizer.normalize(name, Normalizer.Form.NFC).codePoints());
    return cut(clean.isEmpty() ? NAMELESS : clean, MAX_BYTES);
  }

  /// The name that an enclosure gets on this disk, as long as no other one has it.
  static String toWrite(String name) {
    String clean = toSend(name).replaceAll("[<>\"|?*]", "_");
    String written = trimmed(cut(isDevice(clean) ? "_" + clean : clean, MAX_WRITTEN_BYTES));
    return written.isEmpty() ? NAMELESS : written;
  }

  /// The names that the parts of one pli get, each its own: a later one has a number. Some disks
  /// hold letters of either case, composed or not, for the same.
  static List<String> toWrite(List<String> names) {
    var taken = new HashSet<String>();
    return names.stream().map(name -> free(toWrite(name), taken)).toList();
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int number = 2; !taken.add(folded(free)); number++) {
      free = numbered(name, number);
    }
    return free;
  }

  private static String folded(String name) {
    String upper = Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /// Windows opens a device by its name whatever follows a dot, and overlooks spaces before it.
  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).strip();
    return DEVICES.contains(
        Normalizer.normalize(stem, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
  }

  /// Whether writing such a file out is refused.
  static boolean isRefused(String name) {
    String written = toWrite(name);
    int dot = written.lastIndexOf('.');
    return dot >= 0 && REFUSED.contains(written.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /// `name`, with a number before its extension.
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }

  private static String trimmed(java.util.stream.IntStream characters) {
    var kept = new StringBuilder();
    characters
        .map(c -> c == '/' || c == '\\' || c == ':' ? '_' : c)
        .filter(FileNames::isShown)
        .forEach(kept::appendCodePoint);
    return trimmed(kept.toString());
  }

  /// Without the dots and spaces that hide a file, or that some disks drop.
  private static String trimmed(String name) {
    return name.replaceAll("^[ .]+|[ .]+$", "");
  }

  /// Neither a control nor a character that changes how its neighbours look.
  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// At most `limit` bytes of UTF-8, the extension kept.
  private static String cut(String name, int limit) {
    if (bytes(name) <= limit) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - extension.length());
    while (bytes(stem) + bytes(extension) > limit) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
