package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  void readsCommandsOutputErrorsAndExit() {
    var story =
        Story.parse(
            """
            # Two people.
            lang fr

            claire$ pli invite --label "Me Dupont" --out x
            Invitation <id> pour …
            dupont$ pli read
            [exit 4]
            ! introuvable
            """);
    assertEquals("fr", story.language());
    assertEquals(List.of("claire", "dupont"), story.people());
    assertEquals(
        List.of("invite", "--label", "Me Dupont", "--out", "x"), story.acts().get(0).words());
    assertEquals(List.of("Invitation <id> pour …"), story.acts().get(0).output());
    assertEquals(4, story.acts().get(1).exit());
    assertEquals(List.of("introuvable"), story.acts().get(1).errors());
  }

  @Test
  void refusesALineThatIsNothing() {
    assertThrows(IllegalArgumentException.class, () -> Story.parse("what is this"));
  }

  @Test
  void aNameKeepsItsWord() {
    var expectation = new Expectation();
    assertTrue(expectation.holds(List.of("Pli <id> remis."), List.of("Pli 7d1f remis.")));
    assertEquals("read 7d1f", expectation.filled("read <id>"));
    assertFalse(expectation.holds(List.of("Pli <id> lu."), List.of("Pli aaaa lu.")));
  }

  @Test
  void dotsStandForAnyPartAndAloneForAnyLines() {
    var expectation = new Expectation();
    assertTrue(expectation.holds(List.of("a … c", "…"), List.of("a b c", "d", "e")));
    assertTrue(expectation.holds(List.of("…", "z"), List.of("z")));
    assertFalse(expectation.holds(List.of("a"), List.of("a", "b")));
    assertTrue(expectation.holds(List.of(), List.of("whatever")));
  }
}
