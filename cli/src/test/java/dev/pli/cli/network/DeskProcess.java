package dev.pli.cli.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.process.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A Java process at a desk that is told what to do line by line; what it says waits in `said`.
class DeskProcess implements AutoCloseable {
  static final int PATIENCE_SECONDS = 60;

  final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final Process process;
  private final Writer commands;

  DeskProcess(Place place, Class<?> main) throws IOException {
    var command = new ArrayList<>(place.before());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    commands = process.outputWriter(StandardCharsets.US_ASCII);
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    Thread.ofVirtual().start(() -> lines.lines().forEach(said::add));
  }

  void tell(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }

  String next() throws InterruptedException {
    String line = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(line != null, "nothing said");
    return line;
  }

  String ask(String command) throws Exception {
    tell(command);
    return next();
  }

  /// Whether it ends by itself within so many milliseconds.
  boolean ends(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroyForcibly();
  }
}
