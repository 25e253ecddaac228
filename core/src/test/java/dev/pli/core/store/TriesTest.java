package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriesTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_123L);

  @TempDir Path parent;
  private VaultFolder folder;
  private Tries tries;

  @BeforeEach
  void makeFolder() throws Exception {
    var random = new Random(1);
    folder = new VaultFolder(parent.resolve("v"));
    folder.adopt(folder.draft(random));
    tries = new Tries(folder, random);
  }

  @Test
  void V246_waitDoublesFromTheThirdFailure() {
    assertEquals(Duration.ZERO, Tries.wait(0));
    assertEquals(Duration.ZERO, Tries.wait(2));
    assertEquals(Duration.ofSeconds(1), Tries.wait(3));
    assertEquals(Duration.ofSeconds(2), Tries.wait(4));
    assertEquals(Duration.ofSeconds(256), Tries.wait(11));
    assertEquals(Duration.ofSeconds(300), Tries.wait(12));
    assertEquals(Duration.ofSeconds(300), Tries.wait(256));
  }

  @Test
  void V246_tooEarlyIsRefusedAndCountsFromTheLastTry() throws Exception {
    for (int i = 0; i < 4; i++) {
      tries.requireAllowed(NOW.plusSeconds(10L * i));
      tries.failed(NOW.plusSeconds(10L * i));
    }
    Instant last = NOW.plusSeconds(30);
    VaultException.TooEarly early =
        assertThrows(
            VaultException.TooEarly.class, () -> tries.requireAllowed(last.plusMillis(500)));
    assertEquals(Duration.ofMillis(1_500), early.retryAfter());
    tries.requireAllowed(last.plusSeconds(2));
  }

  @Test
  void V246_clockMovedBackCountsFromNow() throws Exception {
    for (int i = 0; i < 3; i++) {
      tries.failed(NOW);
    }
    VaultException.TooEarly early =
        assertThrows(
            VaultException.TooEarly.class,
            () -> tries.requireAllowed(NOW.minus(Duration.ofDays(400))));
    assertEquals(Duration.ofSeconds(1), early.retryAfter());
  }

  @Test
  void keepsTheLast256AndForgetsAtSuccess() throws Exception {
    for (int i = 0; i < 300; i++) {
      tries.failed(NOW.plusSeconds(i));
    }
    assertEquals(256 * 8, Files.size(folder.tries()));
    assertEquals(NOW.plusSeconds(44), tries.failures().getFirst());
    assertEquals(NOW.plusSeconds(299), tries.failures().getLast());
    tries.succeeded();
    assertEquals(List.of(), tries.failures());
  }
}
