package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every command that a document shows is one of docs/cli.md, with options that stand there.
class CommandsTest {
  private static final Pattern SHOWN = Pattern.compile("\\./pli ([a-z]+)([^\\n`|#]*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z-]+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)`(?:, `([a-z]+)`)? \\|.*$");

  /// A word of the launcher, not of the command line.
  private static final Set<String> LAUNCHER_WORDS = Set.of("desktop");

  private final String contract = Checkout.text("docs/cli.md");

  @Test
  void eachCommandShownIsInTheContract() {
    Set<String> known = commands();
    var unknown = new ArrayList<String>();
    for (Path document : documents()) {
      SHOWN
          .matcher(Checkout.text(document))
          .results()
          .filter(command -> !known.contains(command.group(1)))
          .filter(command -> !LAUNCHER_WORDS.contains(command.group(1)))
          .forEach(command -> unknown.add(Checkout.name(document) + ": " + command.group()));
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void eachOptionShownIsInTheContract() {
    for (Path document : documents()) {
      SHOWN
          .matcher(Checkout.text(document))
          .results()
          .flatMap(command -> OPTION.matcher(command.group(2)).results())
          .forEach(option ->
              assertTrue(
                  contract.contains("`" + option.group())
                      || contract.contains(" " + option.group())
                      || contract.contains("[" + option.group()),
                  Checkout.name(document) + ": " + option.group()));
    }
  }

  @Test
  void theReadmeShowsTheTwoCommandsFirst() {
    String readme = Checkout.text("README.md");
    assertTrue(readme.indexOf("./pli demo") < readme.indexOf("mvn -B verify"));
    assertTrue(readme.indexOf("mvn -B verify") < readme.indexOf("## "));
  }

  private static List<Path> documents() {
    return Checkout.files(".md");
  }

  private Set<String> commands() {
    return ROW.matcher(contract)
        .results()
        .flatMap(row ->
            List.of(row.group(1), row.group(2) == null ? row.group(1) : row.group(2)).stream())
        .collect(Collectors.toSet());
  }
}
