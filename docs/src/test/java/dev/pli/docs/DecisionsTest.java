package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Decisions are numbered from 0001 without a gap, have one form, and stand in their list.
class DecisionsTest {
  private final List<Path> decisions =
      Checkout.files(".md").stream()
          .filter(file -> file.getParent().endsWith("decisions"))
          .filter(file -> file.getFileName().toString().matches("\\d{4}-.*"))
          .toList();

  @Test
  void eachNumberStandsOnce() {
    List<String> numbers = decisions.stream().map(DecisionsTest::number).toList();
    assertEquals(
        IntStream.range(0, decisions.size()).mapToObj("%04d"::formatted).toList(), numbers);
  }

  @Test
  void eachHasItsForm() {
    for (Path decision : decisions) {
      String text = Checkout.text(decision);
      assertTrue(text.startsWith("# " + number(decision) + " "), decision + ": title");
      for (String part : List.of("\nStatus: ", "## Context", "## Decision", "## Consequences")) {
        assertTrue(text.contains(part), decision + ": " + part.strip());
      }
    }
  }

  @Test
  void eachStandsInTheList() {
    String list = Checkout.text("docs/decisions/README.md");
    for (Path decision : decisions) {
      assertTrue(list.contains("(" + decision.getFileName() + ")"), decision + " is not listed");
    }
  }

  private static String number(Path decision) {
    return decision.getFileName().toString().substring(0, 4);
  }
}
