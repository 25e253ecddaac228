package dev.pli.core.store;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The times of failed unlocks since the last good one: they slow a colleague down, and the owner
/// is shown them. Who has a copy of the vault is not slowed. docs/spec/vault.md V246.
///
/// The file `tries` holds eight bytes a time, milliseconds since 1970, oldest first.
final class Tries {
  /// More would say nothing new.
  private static final int MAX_KEPT = 256;

  /// The first wrong ones are typing.
  private static final int FREE = 2;

  private static final Duration MAX_WAIT = Duration.ofSeconds(300);

  private final VaultFolder folder;
  private final RandomGenerator random;

  Tries(VaultFolder folder, RandomGenerator random) {
    this.folder = folder;
    this.random = random;
  }

  List<Instant> failures() throws IOException {
    Path file = folder.tries();
    if (!Files.exists(file)) {
      return List.of();
    }
    ByteBuffer times = ByteBuffer.wrap(Files.readAllBytes(file));
    var failures = new ArrayList<Instant>();
    while (times.remaining() >= Long.BYTES && failures.size() < MAX_KEPT) {
      failures.add(Instant.ofEpochMilli(times.getLong()));
    }
    return failures;
  }

  /// Refuses a try that comes too soon after the last of many wrong ones.
  void requireAllowed(Instant now) throws IOException {
    List<Instant> failures = failures();
    if (failures.isEmpty()) {
      return;
    }
    Instant last = failures.getLast();
    Instant from = last.isAfter(now) ? now : last; // A clock moved back counts from now.
    Duration left = Duration.between(now, from.plus(wait(failures.size())));
    if (left.isPositive()) {
      throw new VaultException.TooEarly(left, failures.size());
    }
  }

  /// 1 s after the third failure, then twice as long each time.
  static Duration wait(int failures) {
    if (failures <= FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(failures - FREE - 1, Long.SIZE / 4); // Far beyond the highest wait.
    Duration wait = Duration.ofSeconds(1L << doublings);
    return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
  }

  /// Remembers one more; how long the next try waits.
  Duration failed(Instant now) throws IOException {
    var failures = new ArrayList<>(failures());
    failures.add(now);
    int from = Math.max(0, failures.size() - MAX_KEPT);
    save(failures.subList(from, failures.size()));
    return wait(failures.size());
  }

  void succeeded() throws IOException {
    if (!failures().isEmpty()) {
      save(List.of());
    }
  }

  private void save(List<Instant> times) throws IOException {
    Bytes content =
        Bytes.concat(
            times.stream().map(time -> Bytes.u64(time.toEpochMilli())).toArray(Bytes[]::new));
    PrivateFiles.createFolderIfAbsent(folder.temp());
    PrivateFiles.replace(folder.tries(), folder.temp(), content, random);
  }
}
