package dev.pli.cli.demo;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Looks for pieces of plaintext in every byte of every file of a folder, and in the files' names.
final class PlaintextSearch {
  /// Read at a time; a needle across two of them is found all the same.
  private static final int WINDOW_BYTES = 1 << 20;

  private static final int PIECE_BYTES = 32;
  private static final int PIECES = 8;

  private final List<byte[]> needles;
  private final int longest;
  private long bytes;

  PlaintextSearch(List<Bytes> needles) {
    this.needles = needles.stream().map(Bytes::toArray).toList();
    this.longest = this.needles.stream().mapToInt(needle -> needle.length).max().orElse(1);
  }

  /// Some bytes of a file from all over it, each enough to be found nowhere by chance.
  static List<Bytes> pieces(Path file) throws IOException {
    var pieces = new ArrayList<Bytes>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < PIECES && channel.size() >= PIECE_BYTES; i++) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        channel.read(piece, (channel.size() - PIECE_BYTES) / PIECES * i);
        Bytes found = Bytes.copyOf(piece.flip());
        if (found.length() == PIECE_BYTES && !isUniform(found)) {
          pieces.add(found);
        }
      }
    }
    return pieces;
  }

  /// A run of one value says nothing: it may stand anywhere.
  private static boolean isUniform(Bytes piece) {
    for (int i = 1; i < piece.length(); i++) {
      if (piece.at(i) != piece.at(0)) {
        return false;
      }
    }
    return true;
  }

  boolean finds(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (isIn(file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            || Files.isRegularFile(file) && finds(FileChannel.open(file))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Bytes looked at so far.
  long bytes() {
    return bytes;
  }

  private boolean finds(FileChannel channel) throws IOException {
    try (channel) {
      var haystack = new byte[WINDOW_BYTES + longest];
      ByteBuffer window = ByteBuffer.wrap(haystack);
      while (channel.read(window) >= 0) {
        if (window.hasRemaining() && channel.position() < channel.size()) {
          continue;
        }
        window.flip();
        bytes += window.remaining();
        if (isIn(haystack, window.limit())) {
          return true;
        }
        window.position(Math.max(0, window.limit() - longest));
        window.compact();
        if (channel.position() >= channel.size()) {
          return false;
        }
      }
      return false;
    }
  }

  private boolean isIn(byte[] name) {
    return isIn(name, name.length);
  }

  private boolean isIn(byte[] haystack, int limit) {
    return needles.stream().anyMatch(needle -> isAt(haystack, limit, needle));
  }

  private static boolean isAt(byte[] haystack, int limit, byte[] needle) {
    for (int i = 0; i + needle.length <= limit; i++) {
      if (haystack[i] == needle[0]
          && java.util.Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }
}
