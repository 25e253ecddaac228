package dev.pli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./pli`, as a person starts it.
record Launcher(Path pli) {
  private static final long PATIENCE_SECONDS = 120;

  /// Runs it to its end and gives its standard output; any exit but 0 fails.
  String run(Path vault, Path passphrase, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(pli.toString(), "--vault", vault.toString()));
    command.addAll(List.of("--passphrase-file", passphrase.toString(), "--lang", "en"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Runs any command to its end and gives its standard output; any exit but 0 fails.
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String out;
    try (InputStream stream = process.getInputStream()) {
      out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IOException("exit " + process.exitValue() + ": " + command + "\n" + out);
    }
    return out;
  }
}
