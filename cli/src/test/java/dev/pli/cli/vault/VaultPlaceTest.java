package dev.pli.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultPlaceTest {
  private static final Path HOME = Path.of("/home/claire");

  @Test
  void theOptionWinsThenTheVariable() {
    var variables = Map.of("PLI_VAULT", "/b", "XDG_DATA_HOME", "/c");
    assertEquals(Path.of("/a"), VaultPlace.of(Optional.of("/x/../a"), variables, HOME));
    assertEquals(Path.of("/b"), VaultPlace.of(Optional.empty(), variables, HOME));
    var empty = Map.of("PLI_VAULT", "", "XDG_DATA_HOME", "/c");
    assertEquals(Path.of("/c/pli"), VaultPlace.of(Optional.empty(), empty, HOME));
  }

  @Test
  void everySystemHasItsPlace() {
    assertEquals(
        Path.of("/home/claire/.local/share/pli"), VaultPlace.usual(Map.of(), HOME, "Linux"));
    assertEquals(
        Path.of("/home/claire/.local/share/pli"),
        VaultPlace.usual(Map.of("XDG_DATA_HOME", "relative"), HOME, "Linux"));
    assertEquals(
        Path.of("/home/claire/Library/Application Support/pli"),
        VaultPlace.usual(Map.of("XDG_DATA_HOME", "/c"), HOME, "Mac OS X"));
    assertEquals(
        Path.of("/l/pli"), VaultPlace.usual(Map.of("LOCALAPPDATA", "/l"), HOME, "Windows 11"));
  }
}
