package dev.pli.core.node;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.seal.SealRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;

/// A file that a person sends, as it was when sending began: a change meanwhile gives the draft up.
record SourceFile(Path path, String name, String type, long bytes, FileTime modified) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("zip", "application/zip"),
          Map.entry("odt", "application/vnd.oasis.opendocument.text"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /// Looks at the file now. Throws [NoSuchFileException] for what is no regular file.
  static SourceFile of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(path.toString());
    }
    String name = FileNames.toSend(path.getFileName().toString());
    return new SourceFile(path, name, type(name), attributes.size(), attributes.lastModifiedTime());
  }

  private static String type(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, UNKNOWN_TYPE);
  }

  Reader open() throws IOException {
    return new FileReader(FileChannel.open(path, StandardOpenOption.READ));
  }

  /// S501 when there is more to read, or the file on disk is another than when sending began.
  void requireUnchanged(Reader reader) throws IOException, RejectedException {
    BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
    RejectedException.require(
        reader.read(ByteBuffer.allocate(1)) < 0
            && after.size() == bytes
            && after.lastModifiedTime().equals(modified),
        SealRule.S501_SOURCE_CHANGED);
  }

  /// The content of one part, front to back.
  interface Reader extends AutoCloseable {
    /// -1 at the end.
    int read(ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
  }

  private record FileReader(FileChannel channel) implements Reader {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
