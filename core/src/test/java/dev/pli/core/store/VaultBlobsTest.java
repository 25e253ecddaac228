package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.node.Blobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultBlobsTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_123L);

  @TempDir Path parent;
  private final Random random = new Random(1);
  private VaultFolder folder;
  private VaultBlobs blobs;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = new VaultFolder(parent.resolve("v"));
    folder.adopt(folder.draft(random));
    blobs = new VaultBlobs(folder, random);
  }

  private byte[] content(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] read(String name) throws IOException {
    try (Blobs.Reader reader = blobs.open(name)) {
      ByteBuffer all = ByteBuffer.allocate(1 << 20);
      reader.read(all);
      return java.util.Arrays.copyOf(all.array(), all.position());
    }
  }

  @Test
  void readsBackWhatWasWrittenInPieces() throws Exception {
    byte[] content = content(300_000);
    String name;
    try (Blobs.Writer writer = blobs.create()) {
      name = writer.name();
      for (int at = 0; at < content.length; at += 100_000) {
        writer.write(ByteBuffer.wrap(content, at, 100_000));
      }
      writer.complete();
    }
    assertArrayEquals(content, read(name));
    try (Blobs.Reader reader = blobs.open(name)) {
      reader.seek(299_998);
      assertEquals(2, reader.read(ByteBuffer.allocate(10)));
      assertEquals(-1, reader.read(ByteBuffer.allocate(10)));
    }
  }

  @Test
  void V193_nameIsRandomAndTheFileItsOwners() throws Exception {
    try (Blobs.Writer writer = blobs.create()) {
      String name = writer.name();
      assertTrue(name.matches("[0-9a-f]{32}"));
      Path part = folder.blobs().resolve(name.substring(0, 2)).resolve(name + ".part");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(part.getParent())));
      assertThrows(NoSuchFileException.class, () -> Files.size(blobs.whole(name)));
      writer.complete();
      assertFalse(Files.exists(part));
      assertTrue(Files.exists(blobs.whole(name)));
    }
  }

  @Test
  void V192_resumesBehindTheSyncedBytes() throws Exception {
    byte[] content = content(10_000);
    String name;
    try (Blobs.Writer writer = blobs.create()) {
      name = writer.name();
      writer.write(ByteBuffer.wrap(content, 0, 6_000));
      writer.sync();
      writer.write(ByteBuffer.wrap(content(1_000)));
    }
    assertEquals(7_000, read(name).length);
    try (Blobs.Writer writer = blobs.resume(name, 6_000)) {
      assertEquals(6_000, read(name).length);
      writer.write(ByteBuffer.wrap(content, 6_000, 4_000));
      writer.complete();
    }
    assertArrayEquals(content, read(name));
  }

  @Test
  void V192_resumesABlobWhoseEndWasNotInItsRow() throws Exception {
    byte[] content = content(5_000);
    String name = completed();
    try (Blobs.Writer writer = blobs.resume(name, 0)) {
      writer.write(ByteBuffer.wrap(content));
      writer.complete();
    }
    assertArrayEquals(content, read(name));
    try (Blobs.Writer writer = blobs.resume(name, 5_000)) {
      assertFalse(Files.exists(blobs.whole(name)));
      writer.complete();
    }
    assertArrayEquals(content, read(name));
  }

  @Test
  void V191_fewerBytesThanWereSyncedIsAFault() throws Exception {
    String name;
    try (Blobs.Writer writer = blobs.create()) {
      name = writer.name();
      writer.write(ByteBuffer.wrap(content(10)));
    }
    assertThrows(IOException.class, () -> blobs.resume(name, 11));
    assertThrows(IOException.class, () -> blobs.resume("0".repeat(32), 0));
  }

  @Test
  void erasesCompleteAndIncompleteAndAbsent() throws Exception {
    Blobs.Writer part = blobs.create();
    part.close();
    Blobs.Writer whole = blobs.create();
    whole.complete();
    for (String name : List.of(part.name(), whole.name(), "0".repeat(32))) {
      blobs.erase(name);
      assertThrows(NoSuchFileException.class, () -> blobs.open(name));
    }
  }

  @Test
  void whatIsNoNameNeverBecomesAPath() {
    for (String name : List.of("../../../etc/passwd", "", "A".repeat(32), "0".repeat(31))) {
      assertThrows(IllegalArgumentException.class, () -> blobs.open(name));
    }
  }

  @Test
  void V194_filesWithoutARowAreSetAsideForThirtyDays() throws Exception {
    String known = completed();
    String lost = completed();
    String live = unfinished();
    String dead = unfinished();
    var orphans = new Orphans(folder);
    Set<String> files = orphans.files();
    assertEquals(Set.of(known, lost, live + ".part", dead + ".part"), files);
    assertEquals(
        Set.of(lost, dead + ".part"),
        Set.copyOf(orphans.setAside(files, Set.of(known, live), NOW)));
    assertTrue(Files.exists(folder.lost().resolve(lost)));
    assertEquals(2, orphans.forget(NOW.plus(Orphans.KEPT).minusSeconds(1)));
    assertEquals(0, orphans.forget(NOW.plus(Orphans.KEPT).plusSeconds(1)));
    read(known);
    assertEquals(0, read(live).length);
  }

  private String completed() throws IOException {
    try (Blobs.Writer writer = blobs.create()) {
      writer.complete();
      return writer.name();
    }
  }

  private String unfinished() throws IOException {
    try (Blobs.Writer writer = blobs.create()) {
      return writer.name();
    }
  }
}
