package dev.pli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Plays a story: each command is a process of its own, as a person would start it, and each person
/// has a vault and a passphrase.
final class Stage {
  /// Long enough for a busy machine; a story that waits so long has failed.
  private static final long PATIENCE_SECONDS = 120;

  private static final String MAIN = "dev.pli.cli.Main";

  private final Path folder;
  private final String language;
  private final Expectation expectation = new Expectation();

  Stage(Path folder, String language) {
    this.folder = folder;
    this.language = language;
  }

  void play(Story story) throws IOException, InterruptedException {
    for (String person : story.people()) {
      givePassphrase(person);
    }
    try {
      for (Story.Act act : story.acts()) {
        play(act);
      }
    } finally {
      for (String person : story.people()) {
        run(person, List.of("stop"));
      }
    }
  }

  private void play(Story.Act act) throws IOException, InterruptedException {
    List<String> words = act.words().stream().map(expectation::filled).toList();
    Played played = run(act.person(), words);
    String told = "line " + act.line() + ": " + words + "\n" + played;
    assertEquals(act.exit(), played.exit(), told);
    List<String> lines = played.output().lines().toList();
    assertTrue(expectation.holds(act.output(), lines), told);
    for (String error : act.errors()) {
      assertTrue(played.errors().contains(expectation.filled(error)), told);
    }
  }

  /// In a file that nobody else can read, as the command line demands.
  private void givePassphrase(String person) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = Files.createFile(passphrase(person), ownerOnly);
    Files.writeString(file, "phrase de " + person + " : Xk7#vQ2!mZ9@wL\n");
  }

  private Path passphrase(String person) {
    return folder.resolve(person + ".passphrase");
  }

  private record Played(int exit, String output, String errors) {}

  private Played run(String person, List<String> words) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process process =
        process(person, words)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Played(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private ProcessBuilder process(String person, List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpli.locale=" + language));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PLI_") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PLI_VAULT", folder.resolve(person).toString());
    environment.put("PLI_PASSPHRASE_FILE", passphrase(person).toString());
    environment.remove("XDG_RUNTIME_DIR");
    return builder;
  }
}
