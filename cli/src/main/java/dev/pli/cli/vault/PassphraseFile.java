package dev.pli.cli.vault;

import dev.pli.core.office.ErrorCode;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/// A file whose first line is the passphrase: a regular one that nobody else can read, or a pipe.
final class PassphraseFile {
  /// Longer than any passphrase; what is read from a pipe must end somewhere.
  private static final int MAX_BYTES = 4096;

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private PassphraseFile() {}

  /// The first line without its end.
  static Secret read(Path file) throws IOException, RefusedException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new RefusedException(ErrorCode.FILE_NOT_FOUND, file.toString());
    }
    if (Files.isRegularFile(file) && isReadableByOthers(file)) {
      throw new RefusedException(ErrorCode.PASSPHRASE_FILE_READABLE, file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return firstLine(in);
    }
  }

  private static boolean isReadableByOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false; // Windows: the file lies under its own access list.
    }
    return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
  }

  private static Secret firstLine(InputStream in) throws IOException {
    byte[] bytes = new byte[MAX_BYTES];
    int length = 0;
    int next = in.read();
    while (next >= 0 && next != '\n' && length < MAX_BYTES) {
      bytes[length++] = (byte) next;
      next = in.read();
    }
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    var secret = Secret.copyOf(ByteBuffer.wrap(bytes, 0, length));
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /// What a person typed.
  static Secret typed(String text) {
    return Secret.copyOf(Bytes.utf8(text));
  }
}
