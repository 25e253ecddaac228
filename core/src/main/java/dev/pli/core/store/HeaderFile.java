package dev.pli.core.store;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The header on disk: `vault.pli` and its mirror, the same bytes twice. docs/spec/vault.md V128,
/// §5.
final class HeaderFile {
  private HeaderFile() {}

  /// The best header that the two files give, and whether one of them must be written anew.
  record Found(VaultHeader header, boolean uneven) {}

  static Found read(VaultFolder folder) throws IOException {
    VaultHeader.Reading first = parse(folder.header());
    VaultHeader.Reading second = parse(folder.mirror());
    if (first instanceof VaultHeader.Reading.Newer || second instanceof VaultHeader.Reading.Newer) {
      throw new VaultException.TooNew();
    }
    Optional<VaultHeader> main = good(first);
    Optional<VaultHeader> mirror = good(second);
    if (main.isPresent() && mirror.isPresent()) {
      return better(main.get(), mirror.get());
    }
    return new Found(
        main.or(() -> mirror)
            .orElseThrow(() -> new VaultException.Damaged(VaultException.Part.HEADER)),
        true);
  }

  /// The higher serial wins; of equals, good slots of the mirror replace damaged ones.
  private static Found better(VaultHeader main, VaultHeader mirror) {
    if (main.equals(mirror)) {
      return new Found(main, false);
    }
    boolean behind = mirror.serial() > main.serial();
    VaultHeader winner = behind ? mirror : main;
    VaultHeader other = behind ? main : mirror;
    return new Found(winner.serial() == other.serial() ? winner.mendedBy(other) : winner, true);
  }

  private static Optional<VaultHeader> good(VaultHeader.Reading reading) {
    return reading instanceof VaultHeader.Reading.Good(var header)
        ? Optional.of(header)
        : Optional.empty();
  }

  private static VaultHeader.Reading parse(Path file) throws IOException {
    try {
      if (Files.size(file) > 2L * VaultHeader.LENGTH_BYTES) {
        return new VaultHeader.Reading.Bad(); // No memory is taken for what cannot be a header.
      }
      return VaultHeader.parse(Bytes.copyOf(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return new VaultHeader.Reading.Bad();
    }
  }

  /// Replaces both files, one after the other: at each moment one of them is whole.
  static void write(VaultFolder folder, VaultHeader header, RandomGenerator random)
      throws IOException {
    for (Path file : List.of(folder.header(), folder.mirror())) {
      PrivateFiles.replace(file, folder.temp(), header.encode(), random);
    }
  }
}
