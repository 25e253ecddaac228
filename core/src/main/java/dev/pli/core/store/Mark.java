package dev.pli.core.store;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A sealed witness of the vault's last state, beside the database: it tells when the database
/// alone was put back to an earlier copy, which is authentic page by page.
///
/// ```
///  0        8      16     24     28             60
///  +--------+------+------+------+--------------+
///  | serial | step | time | db g | journal head |   big-endian; time in ms
///  +--------+------+------+------+--------------+
/// ```
///
/// docs/spec/vault.md §10.
record Mark(long serial, long step, Instant time, int generation, Bytes journalHead) {
  private static final int LENGTH_BYTES = 60;
  private static final int HEAD_AT = 28;

  /// Absent when the file is missing or unreadable, which bars nothing. V202
  static Optional<Mark> read(VaultFolder folder, VaultKeys keys) throws IOException {
    if (!Files.exists(folder.mark())) {
      return Optional.empty();
    }
    Bytes sealed = Bytes.copyOf(Files.readAllBytes(folder.mark()));
    return keys.openMark(sealed).filter(bytes -> bytes.length() == LENGTH_BYTES).map(Mark::parse);
  }

  private static Mark parse(Bytes bytes) {
    ByteBuffer numbers = bytes.buffer();
    return new Mark(
        numbers.getLong(0),
        numbers.getLong(8),
        Instant.ofEpochMilli(numbers.getLong(16)),
        numbers.getInt(24),
        bytes.slice(HEAD_AT, LENGTH_BYTES));
  }

  void write(VaultFolder folder, VaultKeys keys, RandomGenerator random) throws IOException {
    Bytes content =
        Bytes.concat(
            Bytes.u64(serial),
            Bytes.u64(step),
            Bytes.u64(time.toEpochMilli()),
            Bytes.u32(generation),
            journalHead);
    PrivateFiles.replace(folder.mark(), folder.temp(), keys.sealMark(content), random);
  }
}
