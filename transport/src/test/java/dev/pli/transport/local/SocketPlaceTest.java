package dev.pli.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.transport.local.SocketPlace.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPlaceTest {
  @TempDir Path folder;
  private Path vault;
  private Path runtime;
  private Path temporary;

  @BeforeEach
  void makeFolders() throws IOException {
    vault = Files.createDirectory(folder.resolve("v"));
    runtime = Files.createDirectory(folder.resolve("r"));
    temporary = Files.createDirectory(folder.resolve("t"));
  }

  private SocketPlace place(Optional<Path> runtime) throws IOException {
    return SocketPlace.of(vault, new Environment(runtime, temporary, "cla/ire"));
  }

  @Test
  void prefersTheRuntimeFolder() throws IOException {
    Path path = place(Optional.of(runtime)).prepare();
    assertEquals(runtime.resolve("pli"), path.getParent());
    assertTrue(path.getFileName().toString().matches("[0-9a-f]{16}\\.sock"), path.toString());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
  }

  @Test
  void fallsBackToTheVaultThenToTheTemporaryFolder() throws IOException {
    assertEquals(
        vault.toRealPath().resolve("run/node.sock"),
        place(Optional.of(folder.resolve("absent"))).prepare());
    vault = Files.createDirectories(folder.resolve("long".repeat(30)));
    Path path = place(Optional.empty()).prepare();
    assertEquals(temporary.resolve("pli-cla_ire"), path.getParent());
  }

  @Test
  void everyWayToTheVaultNamesTheSameSocket() throws IOException {
    Path direct = place(Optional.of(runtime)).prepare();
    vault = Files.createSymbolicLink(folder.resolve("link"), vault);
    assertEquals(direct, place(Optional.of(runtime)).prepare());
  }

  @Test
  void L101_refusesAFolderThatIsALinkOrOpenToOthers() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(runtime.resolve("pli"), elsewhere);
    Path run = Files.createDirectory(vault.resolve("run"));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));
    var place = place(Optional.of(runtime));
    assertEquals(temporary.resolve("pli-cla_ire"), place.prepare().getParent());
    assertEquals(1, place.trusted().size());

    Files.setPosixFilePermissions(
        temporary.resolve("pli-cla_ire"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThrows(IOException.class, place::prepare);
    assertEquals(List.of(), place.trusted());
  }

  @Test
  void aClientLooksOnlyWhereAFolderIsOurs() throws IOException {
    var place = place(Optional.of(runtime));
    assertEquals(3, place.candidates().size());
    assertEquals(List.of(), place.trusted());
    Path path = place.prepare();
    assertEquals(List.of(path), place.trusted());
    assertFalse(Files.exists(path));
  }
}
