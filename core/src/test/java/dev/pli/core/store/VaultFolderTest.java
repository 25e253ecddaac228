package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFolderTest {
  @TempDir Path parent;
  private final Random random = new Random(1);

  private VaultFolder adopted() throws Exception {
    var folder = new VaultFolder(parent.resolve("v"));
    folder.adopt(folder.draft(random));
    return folder;
  }

  @Test
  void V103_vaultGetsItsNameWhole() throws Exception {
    var folder = new VaultFolder(parent.resolve("v"));
    VaultFolder draft = folder.draft(random);
    assertFalse(Files.exists(folder.root()));
    assertTrue(draft.root().getFileName().toString().startsWith("v.new-"));
    folder.adopt(draft);
    assertTrue(Files.isDirectory(folder.blobs()));
    assertFalse(Files.exists(draft.root()));
  }

  @Test
  void V103_takesAnEmptyFolderAndNothingElse() throws Exception {
    var empty = new VaultFolder(Files.createDirectory(parent.resolve("empty")));
    empty.adopt(empty.draft(random));
    assertTrue(Files.isDirectory(empty.blobs()));

    Path full = Files.createDirectory(parent.resolve("full"));
    Files.writeString(full.resolve("letter.txt"), "mine");
    var taken = new VaultFolder(full);
    assertThrows(FileAlreadyExistsException.class, () -> taken.draft(random));
    assertEquals("mine", Files.readString(full.resolve("letter.txt")));
  }

  @Test
  void discardedDraftLeavesNothing() throws Exception {
    var folder = new VaultFolder(parent.resolve("v"));
    folder.draft(random).discard();
    try (Stream<Path> left = Files.list(parent)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void V102_widerModesAreCorrectedAndTold() throws Exception {
    VaultFolder folder = adopted();
    Files.setPosixFilePermissions(folder.lock(), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(List.of(folder.lock()), folder.tighten(folder.user(random)));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.lock())));
    assertEquals(List.of(), folder.tighten(folder.user(random)));
  }

  @Test
  void V102_vaultOfAnotherUserIsRefused() throws Exception {
    VaultFolder folder = adopted();
    var nobody =
        parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    assertThrows(VaultException.NotOwned.class, () -> folder.tighten(nobody));
  }

  @Test
  void V105_secondHolderIsRefused() throws Exception {
    VaultFolder folder = adopted();
    assertFalse(VaultLock.isTaken(folder));
    try (VaultLock lock = VaultLock.take(folder)) {
      assertTrue(VaultLock.isTaken(folder));
      assertThrows(VaultException.InUse.class, () -> VaultLock.take(folder));
      assertEquals(0, Files.size(folder.lock()));
      lock.hashCode();
    }
    VaultLock.take(folder).close();
  }

  @Test
  void temporaryFilesGo() throws Exception {
    VaultFolder folder = adopted();
    Path sub = Files.createDirectory(folder.temp().resolve("sub"));
    Files.writeString(sub.resolve("x"), "x");
    folder.emptyTemp();
    try (Stream<Path> left = Files.list(folder.temp())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void V102_aUserWithoutANameIsAUser() throws Exception {
    VaultFolder folder = adopted();
    String name = System.setProperty("user.name", "no-user-of-this-machine");
    try {
      assertEquals(List.of(), folder.tighten(folder.user(random)));
      assertTrue(Driver.isOurs(folder.temp()));
      try (Stream<Path> left = Files.list(folder.temp())) {
        assertEquals(List.of(), left.toList());
      }
    } finally {
      System.setProperty("user.name", name);
    }
  }
}
