package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Specification, code and tests hold the same rules: each constant that bears a code stands in
/// docs/spec, and a test's name begins with it.
class RulesTest {
  /// A constant of an enum, alone at the start of its line.
  private static final Pattern CONSTANT =
      Pattern.compile("(?m)^ {2,4}([STELC]\\d{3})_[A-Z0-9_]+[,;(]?");

  private static final Pattern CODE = Pattern.compile("\\b[STELC]\\d{3}\\b");
  private static final Pattern TEST = Pattern.compile("void ([STELC]\\d{3})(?=_|\\b)");

  private final Set<String> constants = codes("/src/main/java/", CONSTANT);

  @Test
  void eachConstantStandsInTheSpecification() {
    assertFalse(constants.isEmpty());
    Set<String> specified =
        Checkout.files(".md").stream()
            .filter(file -> file.getParent().endsWith("spec"))
            .flatMap(file -> CODE.matcher(Checkout.text(file)).results())
            .map(code -> code.group())
            .collect(Collectors.toSet());
    assertEquals(Set.of(), without(constants, specified));
  }

  @Test
  void eachConstantHasATestThatNamesIt() {
    assertEquals(Set.of(), without(constants, codes("/src/test/java/", TEST)));
  }

  private static Set<String> codes(String folder, Pattern pattern) {
    List<Path> files =
        Checkout.files(".java").stream().filter(file -> file.toString().contains(folder)).toList();
    return files.stream()
        .flatMap(file -> pattern.matcher(Checkout.text(file)).results())
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> codes, Set<String> known) {
    var rest = new TreeSet<>(codes);
    rest.removeAll(known);
    return rest;
  }
}
