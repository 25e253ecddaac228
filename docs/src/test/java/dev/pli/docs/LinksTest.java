package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Each relative link of a document leads to a file, and to a heading if it names one; each section
/// that a comment of the code names is there.
class LinksTest {
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CITED =
      Pattern.compile("(docs/spec/[a-z]+\\.md)((?:,? (?:to )?§\\d+(?:\\.\\d+)?)+)");
  private static final Pattern SECTION = Pattern.compile("§(\\d+(?:\\.\\d+)?)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void noRelativeLinkIsBroken() {
    List<Path> documents = Checkout.files(".md");
    assertFalse(documents.isEmpty());
    var broken = new ArrayList<String>();
    for (Path document : documents) {
      for (String target : links(Checkout.text(document))) {
        if (!leadsSomewhere(document, target)) {
          broken.add(Checkout.name(document) + " -> " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everySectionThatTheCodeNamesIsThere() {
    var missing = new ArrayList<String>();
    int named = 0;
    for (Path source : Checkout.files(".java")) {
      for (MatchResult page : CITED.matcher(Checkout.text(source)).results().toList()) {
        String document = Checkout.text(Checkout.ROOT.resolve(page.group(1)));
        for (MatchResult section : SECTION.matcher(page.group(2)).results().toList()) {
          named++;
          String heading = "(?m)^##+ " + Pattern.quote(section.group(1)) + "\\.? ";
          if (!Pattern.compile(heading).matcher(document).find()) {
            missing.add(Checkout.name(source) + " -> " + page.group(1) + " " + section.group());
          }
        }
      }
    }
    assertTrue(named > 0);
    assertEquals(List.of(), missing);
  }

  private static List<String> links(String text) {
    return LINK.matcher(CODE_BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
        .toList();
  }

  private static boolean leadsSomewhere(Path document, String target) {
    int mark = target.indexOf('#');
    String path = mark < 0 ? target : target.substring(0, mark);
    Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (!file.startsWith(Checkout.ROOT) || !Files.exists(file)) {
      return false;
    }
    return mark < 0 || anchors(Checkout.text(file)).contains(target.substring(mark + 1));
  }

  /// Headings as readers of Markdown address them: lower case, words joined by `-`.
  private static List<String> anchors(String text) {
    return HEADING
        .matcher(CODE_BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(LinksTest::anchor)
        .toList();
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
