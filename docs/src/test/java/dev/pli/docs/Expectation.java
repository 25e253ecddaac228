package dev.pli.docs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a story has learnt so far: names and the words they stand for. Not thread-safe.
final class Expectation {
  private static final Pattern NAME = Pattern.compile("<(\\p{L}+)>");

  /// Any part of a line, or a name.
  private static final Pattern SPECIAL = Pattern.compile("…|<(\\p{L}+)>");

  private final Map<String, String> known = new HashMap<>();

  /// `text` with each name replaced by its word.
  String filled(String text) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(known.getOrDefault(name.group(1), name.group())));
  }

  /// True if the lines are those expected; then their new names are known.
  boolean holds(List<String> expected, List<String> lines) {
    if (expected.isEmpty()) {
      return true;
    }
    String pattern = String.join("", expected.stream().map(this::linePattern).toList());
    Matcher matcher = Pattern.compile(pattern).matcher(asText(lines));
    if (!matcher.matches()) {
      return false;
    }
    matcher.namedGroups().keySet().forEach(name -> known.put(name, matcher.group(name)));
    return true;
  }

  private String linePattern(String line) {
    return line.equals("…") ? "(?:.*\\n)*" : pattern(filled(line)) + "\\n";
  }

  private static String pattern(String line) {
    var pattern = new StringBuilder();
    int end = 0;
    for (MatchResult special : SPECIAL.matcher(line).results().toList()) {
      pattern.append(Pattern.quote(line.substring(end, special.start())));
      String name = special.group(1);
      pattern.append(name == null ? ".*" : "(?<" + name + ">\\S+)");
      end = special.end();
    }
    return pattern.append(Pattern.quote(line.substring(end))).toString();
  }

  private static String asText(List<String> lines) {
    return String.join("", lines.stream().map(line -> line + "\n").toList());
  }
}
