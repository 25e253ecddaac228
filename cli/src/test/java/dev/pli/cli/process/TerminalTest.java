package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pli.core.identity.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A person at a pseudo-terminal, which `script` makes: questions, masked secrets, the recovery
/// sheet.
@Timeout(900)
class TerminalTest {
  @TempDir Path folder;

  /// What a person sees and types.
  private final class Session implements AutoCloseable {
    private final Process process;
    private final StringBuilder seen = new StringBuilder();

    Session(String... arguments) throws IOException {
      var command = new ArrayList<>(Machine.java());
      command.addAll(List.of("--vault", folder.resolve("v").toString()));
      command.addAll(List.of(arguments));
      String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
      var builder = new ProcessBuilder("script", "-qec", line, "/dev/null");
      builder.redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().put("TERM", "xterm");
      builder.environment().remove("XDG_RUNTIME_DIR");
      builder.environment().keySet().removeIf(name -> name.startsWith("PLI_"));
      process = builder.start();
    }

    /// Reads until `text` has been seen again.
    void await(String text) throws IOException {
      var bytes = new ByteArrayOutputStream();
      String before = seen.toString();
      while (!typed(bytes).contains(text)) {
        int next = process.getInputStream().read();
        assertTrue(next >= 0, () -> "ended before \"" + text + "\": " + before + bytes);
        bytes.write(next);
      }
      seen.append(typed(bytes));
    }

    /// What is on the screen, with the signs of a keyboard.
    private static String typed(ByteArrayOutputStream bytes) {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    void type(String text) throws IOException {
      process.getOutputStream().write((text + "\r").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    int end() throws IOException, InterruptedException {
      var rest = new ByteArrayOutputStream();
      process.getInputStream().transferTo(rest);
      seen.append(typed(rest));
      assertTrue(process.waitFor(180, TimeUnit.SECONDS));
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void initAsksTwiceUnderStarsAndShowsTheRecoverySheet() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
    String own = Machine.passphrase(Language.FRENCH);
    try (var init = new Session("init", "--lang", "fr")) {
      init.await("Phrase proposée, 8 mots, 88 bits : ");
      init.await("(Entrée : la phrase proposée) : ");
      init.type(own);
      init.await("une seconde fois : ");
      init.type(own + "x");
      init.await("Recommencez.");
      init.await("(Entrée : la phrase proposée) : ");
      init.type(own);
      init.await("une seconde fois : ");
      init.type(own);
      init.await("Notez ces 24 mots");
      init.await("Entrée quand c'est fait.");
      init.type("");
      assertEquals(0, init.end(), init.seen.toString());
      assertFalse(init.seen.toString().contains(own.split(" ")[3]), "typed words are stars");
      assertTrue(init.seen.toString().contains("***"), init.seen.toString());
      assertTrue(init.seen.toString().contains("Empreinte : "), init.seen.toString());
    }
    try (var id = new Session("id", "--lang", "en")) {
      id.await("Passphrase: ");
      id.type("wrong");
      assertEquals(3, id.end(), id.seen.toString());
    }
    try (var id = new Session("id", "--lang", "en")) {
      id.await("Passphrase: ");
      id.type(own);
      assertEquals(0, id.end(), id.seen.toString());
    }
    try (var remove = new Session("contacts", "remove", "Dupont", "--lang", "en")) {
      remove.await("Remove \"Dupont\" from your correspondents? [yes/no] ");
      remove.type("no");
      assertEquals(7, remove.end(), remove.seen.toString());
      assertTrue(remove.seen.toString().contains("Nothing was done."), remove.seen.toString());
    }
  }
}
