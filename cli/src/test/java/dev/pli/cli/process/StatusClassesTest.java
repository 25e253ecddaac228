package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.identity.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `status` is asked all day: it loads nothing that a node needs and it does not. docs/cli.md.
@Timeout(900)
class StatusClassesTest {
  private static final List<String> FOREIGN =
      List.of(
          "org.bouncycastle",
          "io.netty",
          "org.sqlite",
          "org.jline",
          "org.apache.pdfbox",
          "picocli",
          "com.google",
          "com.nulabinc",
          "java.time.zone.Tzdb");

  @TempDir Path folder;

  @Test
  void loadsNothingThatItDoesNotNeed() throws Exception {
    try (var machine = new Machine(folder, "v", Machine.passphrase(Language.FRENCH))) {
      assertEquals(
          0, machine.run("init", "--recovery-file", folder.resolve("r").toString()).exit());
      assertIsLean(machine);
      assertEquals(0, machine.run("start", "--listen", "/ip4/127.0.0.1/tcp/0").exit());
      assertIsLean(machine);
    }
  }

  private void assertIsLean(Machine machine) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    var command = new ArrayList<>(Machine.java());
    command.add(1, "-Xlog:class+load:file=" + log);
    command.addAll(List.of("--vault", machine.vault.toString(), "status"));
    Process process =
        new ProcessBuilder(command)
            .inheritIO()
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    for (String line : Files.readAllLines(log)) {
      assertTrue(FOREIGN.stream().noneMatch(name -> line.contains(" " + name)), line);
    }
  }
}
