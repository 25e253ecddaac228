package dev.pli.core.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TypographyTest {
  @Test
  void signsStayWithTheirWords() {
    assertEquals(
        "L\u2019envoi \u00ab\u202fa\u202f\u00bb\u202f: oui\u202f? non\u202f; si\u202f!",
        Typography.french("L'envoi « a » : oui ? non ; si !"));
  }

  @Test
  void whatIsSetStays() {
    String set = Typography.french("« {0} » n'est pas joignable ; attendez.");
    assertEquals(set, Typography.french(set));
  }

  @Test
  void aColonInsideAWordIsNone() {
    assertEquals("12:30, pli:AQ, \"x\"", Typography.french("12:30, pli:AQ, \"x\""));
  }
}
