package dev.pli.transport;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A js-libp2p node in a process of its own, told what to do line by line: `src/test/js/peer.mjs`.
final class JsPeer implements AutoCloseable {
  private static final Path FOLDER = Path.of("src", "test", "js");

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream commands;
  private final Map<String, String> introduction;

  JsPeer(String... arguments) throws IOException {
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      throw new AssertionError("run first: npm ci --prefix transport/src/test/js");
    }
    var command =
        new java.util.ArrayList<>(
            java.util.List.of("node", "--import", "./polyfill.mjs", "peer.mjs"));
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectError(new File("target", "js-peer.log"))
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.getOutputStream();
    introduction = line();
  }

  private Map<String, String> line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the js peer has ended; see target/js-peer.log");
    }
    var words = new HashMap<String, String>();
    for (String word : line.split(" ")) {
      String[] pair = word.split("=", 2);
      words.put(pair[0], URLDecoder.decode(pair[1].replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return words;
  }

  PeerId peer() throws RejectedException {
    return PeerId.parse(introduction.get("peer"));
  }

  Multiaddr address() throws RejectedException {
    return Multiaddr.parse(introduction.get("addresses").split(" ")[0]);
  }

  /// Sends a command, `do` first, without waiting for its answer.
  void send(String command, Object... keysAndValues) throws IOException {
    var line = new StringBuilder("do=" + command);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String value = URLEncoder.encode(keysAndValues[i + 1].toString(), StandardCharsets.UTF_8);
      line.append(' ').append(keysAndValues[i]).append('=').append(value);
    }
    commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  /// The next answer, in the order in which they are ready.
  Map<String, String> answer() throws IOException {
    return line();
  }

  /// Sends a command and waits for its answer, which must not be an error.
  Map<String, String> ask(String command, Object... keysAndValues) throws IOException {
    send(command, keysAndValues);
    Map<String, String> answer = line();
    if (answer.containsKey("error")) {
      throw new AssertionError(answer.get("error"));
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
