package dev.pli.core.store;

import dev.pli.core.Change;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A vault in a folder of a test, opened by its recovery words: they need no slow key derivation.
final class VaultFixture {
  static final String PASSPHRASE = "marbre ciseau lagune tambour orage velours prairie jeton";

  final Path folder;
  final TestClock clock = new TestClock();
  final Surroundings around = new Surroundings(clock, new SecureRandom());
  final SlotSecret.Passphrase passphrase = passphrase(PASSPHRASE);
  final SlotSecret.Recovery recovery =
      new SlotSecret.Recovery(Secret.random(64, new SecureRandom()));

  VaultFixture(Path parent) {
    folder = parent.resolve("vault");
  }

  static SlotSecret.Passphrase passphrase(String text) {
    return new SlotSecret.Passphrase(Secret.copyOf(Bytes.utf8(text)), Optional.empty());
  }

  VaultStore create(List<Change> initial) throws IOException {
    return VaultStore.create(
        folder, new Founding(passphrase, recovery, KdfCost.FLOOR, initial), around);
  }

  VaultStore open() throws IOException {
    return open(recovery);
  }

  VaultStore open(SlotSecret secret) throws IOException {
    return VaultStore.open(folder, secret, around, Opening.Older.REFUSED);
  }

  VaultFolder files() {
    return new VaultFolder(folder);
  }

  /// The vault key's descendants, for tests that look at the database with other eyes.
  Vault unlocked() throws IOException {
    return Vault.unlock(files(), recovery, around);
  }

  static List<Change> recalled(VaultStore store) throws IOException {
    var changes = new ArrayList<Change>();
    store.recall(changes::add);
    return changes;
  }

  /// Every file of the vault with its content.
  Map<String, Bytes> snapshot() throws IOException {
    var files = new TreeMap<String, Bytes>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Bytes.copyOf(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
