package dev.pli.core.node;

import static dev.pli.core.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.conversation.Pli;
import dev.pli.core.evidence.Mention;
import dev.pli.crypto.seal.SealRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that changes while it is sealed: the draft is given up, and nothing of it stays.
class ChangingFileTest {
  private static final int BYTES = 3 << 20;

  @TempDir Path folder;
  private final Random random = new Random(1);
  private final MemoryBlobs blobs = new MemoryBlobs();

  private interface Change {
    void apply(Path file) throws IOException;
  }

  /// Seals a file, beside another, that changes once half of it is sealed.
  private void seal(Change change) throws Exception {
    Path steady = Files.write(folder.resolve("steady.bin"), new byte[BYTES]);
    Path file = Files.write(folder.resolve("file.bin"), new byte[BYTES]);
    var changed = new AtomicBoolean();
    var halfway =
        new ContentSealing(
            blobs,
            random,
            progress -> {
              boolean isHalf = progress.name().equals("file.bin") && progress.done() > BYTES / 2;
              if (isHalf && !changed.getAndSet(true)) {
                changeNow(change, file);
              }
            });
    halfway.seal(
        "text",
        List.of(SourceFile.of(steady), SourceFile.of(file)),
        Mention.ORDINAIRE,
        Pli.Notes.NONE);
  }

  private static void changeNow(Change change, Path file) {
    try {
      change.apply(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertGivenUp(Change change) {
    assertRejected(SealRule.S501_SOURCE_CHANGED, () -> seal(change));
    assertEquals(0, blobs.count(), "half a pli stays");
  }

  @Test
  void S501_aFileThatGrows() {
    assertGivenUp(file -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
  }

  @Test
  void S501_aFileThatShrinks() {
    assertGivenUp(file -> Files.write(file, new byte[BYTES / 2]));
  }

  @Test
  void S501_aFileThatIsWrittenOver() {
    assertGivenUp(file -> {
      FileTime before = Files.getLastModifiedTime(file);
      Files.write(file, new byte[BYTES]);
      Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1));
    });
  }

  @Test
  void S501_anotherFileInItsPlace() {
    assertGivenUp(file -> {
      Files.delete(file);
      Files.write(file, new byte[BYTES + 1]);
    });
  }

  @Test
  void aFileThatStaysIsSealed() throws Exception {
    seal(_ -> {});
    assertEquals(2, blobs.count());
  }
}
