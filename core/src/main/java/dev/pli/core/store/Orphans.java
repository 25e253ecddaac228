package dev.pli.core.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Blob files that no row names: set aside in `lost/`, never deleted at once, for a database that
/// was put back to an earlier copy makes good blobs look orphaned. docs/spec/vault.md V194, V195.
final class Orphans {
  /// Long enough to notice that a database was put back.
  static final Duration KEPT = Duration.ofDays(30);

  private final VaultFolder folder;

  Orphans(VaultFolder folder) {
    this.folder = folder;
  }

  /// Names of all files, with their `.part`.
  Set<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.blobs(), 2)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  /// The blob's name of a file's.
  static String name(String file) {
    return file.endsWith(VaultBlobs.PART)
        ? file.substring(0, file.length() - VaultBlobs.PART.length())
        : file;
  }

  /// Moves those of `files` whose blob is not `known`; returns what it moved.
  List<String> setAside(Collection<String> files, Set<String> known, Instant now)
      throws IOException {
    var moved = new ArrayList<String>();
    for (String file : files) {
      if (!known.contains(name(file))) {
        Path from = folder.blobs().resolve(file.substring(0, 2)).resolve(file);
        Path to = folder.lost().resolve(file);
        Files.move(from, to, ATOMIC_MOVE);
        Files.setLastModifiedTime(to, FileTime.from(now)); // Its 30 days begin.
        moved.add(file);
      }
    }
    return moved;
  }

  /// Deletes what has lain in `lost/` for its time; returns how much is left there.
  int forget(Instant now) throws IOException {
    FileTime limit = FileTime.from(now.minus(KEPT));
    int left = 0;
    try (Stream<Path> list = Files.list(folder.lost())) {
      for (Path path : list.toList()) {
        if (Files.getLastModifiedTime(path).compareTo(limit) < 0) {
          Files.delete(path);
        } else {
          left++;
        }
      }
    }
    return left;
  }
}
