package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md names the packages and types that there are.
class ArchitectureTest {
  private static final Pattern MODULE =
      Pattern.compile("(?ms)^### (\\w+) \\(`dev.*?(?=^### |^## )");
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^\\| (?:`\\.(\\w+)`|root)[^|]*\\|([^|]*)\\|");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

  private final String page = Checkout.text("ARCHITECTURE.md");
  private final List<Path> sources = Checkout.files(".java");

  @Test
  void namesEachPackageOfTheThreeModules() {
    for (MatchResult module : modules()) {
      assertEquals(packages(module.group(1)), named(module), module.group(1));
    }
  }

  @Test
  void eachTypeItNamesIsInItsPackage() {
    for (MatchResult module : modules()) {
      for (MatchResult row : PACKAGE.matcher(module.group()).results().toList()) {
        TYPE.matcher(row.group(2))
            .results()
            .forEach(type ->
                assertTrue(exists(module.group(1), row.group(1), type.group(1)), type.group()));
      }
    }
  }

  private List<MatchResult> modules() {
    List<MatchResult> modules = MODULE.matcher(page).results().toList();
    assertEquals(3, modules.size());
    return modules;
  }

  private static Set<String> named(MatchResult module) {
    return PACKAGE
        .matcher(module.group())
        .results()
        .map(row -> row.group(1) == null ? "" : row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> packages(String module) {
    String root = "/src/main/java/dev/pli/" + module + "/";
    return sources.stream()
        .map(Path::toString)
        .filter(file -> file.contains(root) && file.endsWith("package-info.java"))
        .map(file -> file.substring(file.indexOf(root) + root.length()))
        .map(file -> file.contains("/") ? file.substring(0, file.indexOf('/')) : "")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean exists(String module, String name, String type) {
    String inside = name == null ? type : name + "/" + type;
    Path file = Path.of("src/main/java/dev/pli", module, inside + ".java");
    return sources.stream().anyMatch(source -> source.endsWith(file));
  }
}
