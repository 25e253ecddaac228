package dev.pli.cli.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts the node by the launcher that started this process, else by the same Java on the same
/// class path. It hears nothing and says nothing: what it is to know comes through the socket.
public final class ProcessSpawner implements Spawner {
  /// Set by the launcher to its own path.
  private static final String LAUNCHER = "pli.launcher";

  private final String mainClass;

  public ProcessSpawner(String mainClass) {
    this.mainClass = mainClass;
  }

  @Override
  public Process spawn(Path vault) throws IOException {
    var command = new ArrayList<>(launch());
    command.addAll(List.of("--vault", vault.toString(), "start", "--foreground", "--locked"));
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private List<String> launch() {
    Optional<String> launcher = Optional.ofNullable(System.getProperty(LAUNCHER));
    if (launcher.isPresent()) {
      return List.of(launcher.get());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        mainClass);
  }
}
