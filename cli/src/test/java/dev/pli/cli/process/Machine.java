package dev.pli.cli.process;

import dev.pli.core.identity.Language;
import dev.pli.core.store.Passphrases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `pli` as a process of its own, on one vault: each run is a Java of this test's class path, in
/// the C locale and without a terminal.
public final class Machine implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;

  final Path folder;
  final Path vault;
  private final Path passphrase;
  private final Place place;

  public record Run(int exit, String out, String err) {
    /// The text value of a key of the one JSON object.
    public String key(String name) {
      return out.replaceAll("(?s).*?\"" + name + "\":\"([^\"]*)\".*", "$1");
    }
  }

  Machine(Path folder, String name, String passphrase) throws IOException {
    this(folder, name, passphrase, Place.HERE);
  }

  public Machine(Path folder, String name, String passphrase, Place place) throws IOException {
    this.place = place;
    this.folder = folder;
    this.vault = folder.resolve(name);
    this.passphrase = folder.resolve(name + ".passphrase");
    Files.writeString(this.passphrase, passphrase + "\n");
    Files.setPosixFilePermissions(this.passphrase, PosixFilePermissions.fromString("rw-------"));
  }

  /// Eight words, as the generator gives them.
  public static String passphrase(Language language) {
    return Passphrases.draw(language, new SecureRandom()).reveal().utf8();
  }

  public Run run(String... arguments) {
    return tell("", arguments);
  }

  Run tell(String in, String... arguments) {
    try {
      Process process = start(arguments);
      process.getOutputStream().write(in.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      var err = new StringBuilder();
      Thread reader = Thread.ofVirtual().start(() -> err.append(all(process.getErrorStream())));
      String out = all(process.getInputStream());
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join();
      return new Run(process.waitFor(), out, err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String all(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process start(String... arguments) throws IOException {
    var command = place.inside(java());
    command.addAll(List.of("--vault", vault.toString()));
    command.addAll(List.of("--passphrase-file", passphrase.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().keySet().removeIf(name -> name.startsWith("PLI_"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.pli.cli.Main");
  }

  /// No node outlives its test.
  @Override
  public void close() {
    if (Files.exists(vault)) {
      run("stop");
    }
  }
}
