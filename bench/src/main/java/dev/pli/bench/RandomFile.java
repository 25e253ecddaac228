package dev.pli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Files that nothing can compress and no two blocks of which are the same.
final class RandomFile {
  private static final int BLOCK_BYTES = 1 << 20;

  private RandomFile() {}

  static Path write(Path file, long bytes) throws IOException {
    var random = new SplittableRandom(1);
    var block = new byte[BLOCK_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= BLOCK_BYTES) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, BLOCK_BYTES));
      }
    }
    return file;
  }
}
