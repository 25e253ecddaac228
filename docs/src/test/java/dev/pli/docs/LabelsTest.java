package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every label under which Pli derives or hashes stands in the list of docs/spec/session.md §8, so
/// that no two uses can share one.
class LabelsTest {
  private static final Pattern IN_CODE = Pattern.compile("\"(pli/1 [a-z0-9 ]*[a-z0-9])\"");

  private static final Pattern LIST =
      Pattern.compile("All labels in the project: (.*)\"REMISE/v1/…\"");

  private static final Pattern LISTED = Pattern.compile("`\"(pli/1 [a-z0-9 ]*[a-z0-9])\"`");

  /// Labels that the text gives as one word after a common beginning.
  private static final Pattern WORD = Pattern.compile("`([a-z ]+)`");

  private final String list = list();

  @Test
  void eachLabelOfTheCodeIsListed() {
    Set<String> used =
        Checkout.files(".java").stream()
            .filter(file -> file.toString().contains("/src/main/java/"))
            .flatMap(file -> IN_CODE.matcher(Checkout.text(file)).results())
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(used.size() > 20);
    used.removeAll(listed());
    assertEquals(Set.of(), used);
  }

  private Set<String> listed() {
    int vault = list.indexOf("of the vault");
    return Stream.of(
            LISTED.matcher(list).results().map(label -> label.group(1)),
            words(list.substring(0, vault)).map(word -> "pli/1 " + word),
            words(list.substring(vault)).map(word -> "pli/1 vault " + word))
        .flatMap(labels -> labels)
        .collect(Collectors.toSet());
  }

  private static Stream<String> words(String text) {
    return WORD.matcher(text.replaceAll("`\"[^`]*`", "")).results().map(word -> word.group(1));
  }

  private static String list() {
    Matcher matcher = LIST.matcher(Checkout.text("docs/spec/session.md"));
    assertTrue(matcher.find());
    return matcher.group(1);
  }
}
