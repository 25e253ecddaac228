package dev.pli.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The recipient's disk is full, a real one, before and while a file comes: what a person asks is
/// answered so, nothing is lost, and all arrives once there is room. docs/spec/vault.md V184, V185.
class FullDiskTest {
  private static final String SIZE = "320m";

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void whatComesToAFullDiskArrivesOnceThereIsRoom() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    String mount = "mount -t tmpfs -o size=" + SIZE + " none '" + small + "' && exec \"$@\"";
    List<String> inside = List.of("unshare", "-rm", "sh", "-c", mount, "sh");
    assumeTrue(
        new ProcessBuilder(join(inside, List.of("true"))).start().waitFor() == 0,
        "this system does not allow a small disk of one's own");
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Story.class.getName(),
            folder.toString());
    Process process =
        new ProcessBuilder(join(inside, java))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.endsWith("all arrived\n"), said);
  }

  private static List<String> join(List<String> one, List<String> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }

  /// Anna has room; Bert's vault lies on the small disk.
  static final class Story {
    private static final int FILE_BYTES = 20 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final Mortal anna;
    private final Mortal bert;
    private final Path small;
    private final Path file;

    private Story(Path folder, Mortal anna, Mortal bert) throws IOException {
      this.anna = anna;
      this.bert = bert;
      this.small = folder.resolve("small");
      var content = new byte[FILE_BYTES];
      new Random(1).nextBytes(content);
      this.file = Files.write(folder.resolve("acte.bin"), content);
    }

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      try (Mortal anna = Mortal.found(folder, "anna");
          Mortal bert = Mortal.found(folder.resolve("small"), "bert")) {
        Mortal.pair(anna, bert);
        new Story(folder, anna, bert).tell();
      }
      System.out.println("all arrived");
    }

    private void tell() throws Exception {
      Path filler = fill(64 << 20);
      String first = sends("no room for this", List.of(file.toString()));
      String word = sends("a word passes", List.of());
      await(word);
      assertFalse(isDelivered(first));
      assertEquals("failed", check("disk_space"));
      Files.delete(filler);
      await(first);
      mustHold(first);

      String second = sends("full half way", List.of(file.toString()));
      while (bert.parts().isEmpty() && !isDelivered(second)) {
        assertFalse(bert.ends(1), "bert ended by himself");
      }
      filler = fill(Integer.MAX_VALUE);
      String third = sends("while it is full", List.of());
      assertFull();
      Files.delete(filler);
      await(second);
      await(third);
      mustHold(second);
    }

    /// What cannot be saved is refused, and said.
    private void assertFull() throws IOException {
      Answer.Failed failed =
          assertInstanceOf(Answer.Failed.class, bert.ask(letter("Anna", "no room", List.of())));
      assertEquals(ErrorCode.NO_SPACE, failed.problem().code());
    }

    /// Takes so many bytes of the small disk, or all of it.
    private Path fill(int bytes) throws IOException {
      Path filler = small.resolve("filler");
      var block = ByteBuffer.allocate(4_096);
      try (var channel =
          FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        for (long i = 0; i < bytes; i += block.capacity()) {
          channel.write(block.clear());
        }
      } catch (IOException full) {
        // As it was meant.
      }
      return filler;
    }

    private String sends(String text, List<String> files) throws IOException {
      return anna.done(letter("Bert", text, files), Result.OnePli.class).pli().id();
    }

    private static Request.Send letter(String to, String text, List<String> files) {
      return new Request.Send(
          to,
          text,
          files,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ZERO);
    }

    private boolean isDelivered(String id) throws IOException {
      return anna.done(new Request.Receipt(id, Optional.empty()), Result.Receipts.class)
          .state()
          .equals("delivered");
    }

    private void await(String id) throws Exception {
      long begun = System.nanoTime();
      while (!isDelivered(id)) {
        assertTrue(System.nanoTime() - begun < PATIENCE_NANOS, () -> "not delivered: " + id);
        assertFalse(anna.ends(100) || bert.ends(0), "a node ended by itself");
      }
    }

    /// The state of one of its doctor's checks.
    private String check(String id) throws IOException {
      var partial = (Answer.Partial) bert.ask(new Request.Doctor(Optional.empty()));
      return ((Result.Checks) partial.result())
          .checks().stream()
              .filter(check -> check.id().equals(id))
              .findFirst()
              .orElseThrow()
              .state();
    }

    private void mustHold(String id) throws IOException {
      Path target = Files.createTempDirectory(file.getParent(), "saved");
      View.SavedFile saved =
          bert.done(new Request.Save(id, target.toString(), List.of(), false), Result.Saved.class)
              .files()
              .getFirst();
      assertEquals(-1, Files.mismatch(file, Path.of(saved.path())));
    }
  }
}
