package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pli.core.Change;
import dev.pli.core.journal.Entry;
import dev.pli.core.node.Blobs;
import dev.pli.core.node.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real disk that is full: a tmpfs of a few megabytes, mounted in a namespace of its own.
class FullDiskTest {
  /// Where the disk ends, in KiB below its size: at another byte of another file each time.
  private static final int LIMITS = 12;

  @TempDir Path parent;

  @Test
  void V275_fullDiskLosesNothingThatWasAcknowledged() throws Exception {
    Path small = Files.createDirectory(parent.resolve("small"));
    String mount = "mount -t tmpfs -o size=16m none '" + small + "' && exec \"$@\"";
    assumeTrue(
        new ProcessBuilder("unshare", "-rm", "sh", "-c", mount, "sh", "true").start().waitFor()
            == 0,
        "this system does not allow a small disk of one's own");
    Process process =
        new ProcessBuilder(
                "unshare",
                "-rm",
                "sh",
                "-c",
                mount,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SmallDisk.class.getName(),
                small.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(LIMITS + " times full", said.strip());
  }

  /// Fills a disk with commits, makes room, looks at what is there, and again.
  static final class SmallDisk {
    private SmallDisk() {}

    public static void main(String[] arguments) throws Exception {
      Path disk = Path.of(arguments[0]);
      var fixture = new VaultFixture(disk);
      var samples = new Samples(1);
      VaultStore store = fixture.create(samples.initial());
      long acknowledged = 0;
      for (int limit = 0; limit < LIMITS; limit++) {
        Path filler = fill(disk, 200 + 37L * limit);
        acknowledged = commitUntilFull(store, acknowledged);
        requireBlobsRefused(store);
        Files.delete(filler);
        assertEquals(acknowledged, last(store));
        store.commit(List.of(new Change.JournalWritten(ChildVault.entry(++acknowledged))));
        if (limit % 5 == 0) {
          store.close();
          store = fixture.open();
          assertEquals(acknowledged, last(store));
        }
      }
      store.close();
      System.out.println(LIMITS + " times full");
    }

    /// Leaves this much of the disk.
    private static Path fill(Path disk, long freeKib) throws IOException {
      Path filler = disk.resolve("filler");
      long bytes = Files.getFileStore(disk).getUsableSpace() - (freeKib << 10);
      Files.write(filler, new byte[(int) Math.max(0, bytes)]);
      return filler;
    }

    private static long commitUntilFull(VaultStore store, long acknowledged) throws IOException {
      long last = acknowledged;
      var samples = new Samples(acknowledged);
      while (true) {
        Entry entry = ChildVault.entry(last + 1);
        try {
          store.commit(
              List.of(
                  new Change.JournalWritten(entry),
                  new Change.InvitationSaved(samples.invitation(samples.bytes(16)))));
          last++;
        } catch (NoSpaceException e) {
          return last;
        }
      }
    }

    private static void requireBlobsRefused(VaultStore store) throws IOException {
      var bytes = new byte[4 << 20];
      new Random(1).nextBytes(bytes);
      try (Blobs.Writer writer = store.blobs().create()) {
        assertThrows(IOException.class, () -> writer.write(ByteBuffer.wrap(bytes)));
        store.blobs().erase(writer.name());
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("space"), e.getMessage()); // Not even a name fits.
      }
    }

    private static long last(VaultStore store) throws IOException {
      return VaultFixture.recalled(store).stream()
          .filter(change -> change instanceof Change.JournalWritten)
          .map(change -> ((Change.JournalWritten) change).entry().number())
          .findAny()
          .orElse(0L);
    }
  }
}
