package dev.pli.core.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  @Test
  void aNewFileIsForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("a");
    PrivateFiles.writeForGood(file, Bytes.ascii("x"));
    assertEquals("x", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aNewFileTakesNobodysPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    for (Path taken : new Path[] {file, link}) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> PrivateFiles.writeForGood(taken, Bytes.ascii("x")));
    }
    assertEquals("old", Files.readString(file));
    assertTrue(Files.notExists(folder.resolve("nowhere")));
  }

  @Test
  void aRelativeNameIsInThisFolder() throws IOException {
    Path file = Path.of("").toAbsolutePath().relativize(folder.resolve("b").toAbsolutePath());
    PrivateFiles.writeForGood(file, Bytes.ascii("x"));
    assertEquals("x", Files.readString(folder.resolve("b")));
  }
}
