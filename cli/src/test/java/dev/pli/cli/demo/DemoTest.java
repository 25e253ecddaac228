package dev.pli.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration as a person runs it: a process that starts two others.
class DemoTest {
  @TempDir Path folder;

  private record Ran(int exit, String out) {}

  private Ran run(String... arguments) throws IOException, InterruptedException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pli.cli.Main",
                "demo",
                "--json"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return new Ran(process.exitValue(), out);
  }

  @Test
  @Timeout(180)
  void twoVaultsExchangeATextAndAFileAndLeaveNothing() throws Exception {
    var content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Path file = Files.write(folder.resolve("acte.pdf"), content);
    Ran ran = run(file.toString());
    assertEquals(0, ran.exit(), ran.out());
    assertTrue(ran.out().contains("\"plaintext_found\":false"), ran.out());
    assertTrue(ran.out().contains("\"bytes\":3000000"), ran.out());
    try (var left = Files.list(folder)) {
      assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("pli-demo-")));
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Ran ran = run(folder.resolve("absent.pdf").toString());
    assertEquals(4, ran.exit());
    assertTrue(ran.out().contains("\"error\":\"file_not_found\""), ran.out());
  }
}
