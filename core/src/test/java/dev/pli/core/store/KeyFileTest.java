package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path folder;
  private final KeyFile key = KeyFile.draw(new Random(1));

  @Test
  void V123_readsBackWhatItWrote() throws Exception {
    Path file = folder.resolve("claire.plikey");
    key.write(file);
    assertEquals(key, KeyFile.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).startsWith("PLI-KEY-1\n"));
  }

  @Test
  void V123_acceptsTheLineEndsOfAnEditor() {
    assertEquals(Optional.of(key), KeyFile.parse(key.text().replace("\n", "\r\n") + "\r\n"));
  }

  @Test
  void V123_everyChangedCharacterIsSeen() {
    String text = key.text().strip();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertEquals(Optional.empty(), KeyFile.parse(changed), "at " + i);
    }
  }

  @Test
  void V123_whatIsNotAKeyFileIsTheWrongOne() throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[100_000]);
    assertThrows(VaultException.WrongKeyFile.class, () -> KeyFile.read(large));
    assertThrows(VaultException.WrongKeyFile.class, () -> KeyFile.read(folder));
    assertThrows(VaultException.WrongKeyFile.class, () -> KeyFile.read(folder.resolve("absent")));
  }

  @Test
  void V123_sameDiskIsRecognised() throws Exception {
    assertTrue(KeyFile.isBesideVault(folder.resolve("a/b.plikey"), folder.resolve("vault")));
  }
}
