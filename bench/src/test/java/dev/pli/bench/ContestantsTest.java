package dev.pli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands beside Pli does what it says.
class ContestantsTest {
  @TempDir Path folder;

  @Test
  void theSocketCarriesTheWholeFile() throws Exception {
    Path source = RandomFile.write(folder.resolve("source"), 3_000_001);
    Path target = folder.resolve("target");
    SocketCopy.copy(source, target);
    assertEquals(3_000_001, Files.size(target));
    assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(target));
  }

  @Test
  void theDatabaseBesideTakesTime() throws Exception {
    try (DurableCommits commits = DurableCommits.open(folder.resolve("beside.db"))) {
      assertTrue(commits.commit(2).toNanos() > 0);
    }
  }

  @Test
  void eachRoundBeginsWithAnother() throws Exception {
    var order = new ArrayList<String>();
    Turns.run(3, List.of(_ -> order.add("a"), _ -> order.add("b")));
    assertEquals(List.of("a", "b", "b", "a", "a", "b"), order);
  }

  @Test
  void theKernelKnowsThisProcess() throws Exception {
    var facts = new ProcessFacts(ProcessHandle.current().pid());
    assertTrue(facts.residentMib() > 1);
    assertTrue(facts.peakMib() >= facts.residentMib() / 2);
    assertTrue(facts.processorTime().toMillis() >= 0);
  }

  @Test
  void bothEndsOfAHandshakeAgree() {
    var random = new SecureRandom();
    SessionPair pair = SessionPair.open(SessionPair.Keys.draw(random), random);
    assertEquals(pair.initiator().pairPsk(), pair.responder().pairPsk());
  }
}
