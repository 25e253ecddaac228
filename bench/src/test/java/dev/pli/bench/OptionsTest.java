package dev.pli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static Options parse(String line) {
    return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void asksEverythingInFullUnlessTold() {
    Options options = parse("");
    for (Options.Name name : Options.Name.values()) {
      assertTrue(options.asks(name));
    }
    assertEquals(Options.Sizes.FULL, options.sizes());
    assertEquals("", options.arguments());
  }

  @Test
  void asksOnlyWhatIsNamed() {
    Options options = parse("--quick --only text,file --readme");
    assertEquals(Set.of(Options.Name.FILE, Options.Name.TEXT), options.names());
    assertFalse(options.asks(Options.Name.IDLE));
    assertEquals(Options.Sizes.QUICK, options.sizes());
    assertTrue(options.intoReadme());
    assertEquals("--quick --only file,text", options.arguments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fast", "--only", "--only speed", "--root"})
  void refusesWhatItDoesNotKnow(String line) {
    assertThrows(IllegalArgumentException.class, () -> parse(line));
  }
}
