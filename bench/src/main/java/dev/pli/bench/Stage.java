package dev.pli.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// The folder of one run, beside the build's output so that it lies on a real disk; all of it is
/// gone at the end.
final class Stage implements AutoCloseable {
  private final Options options;
  private final Path folder;

  private Stage(Options options, Path folder) {
    this.options = options;
    this.folder = folder;
  }

  static Stage build(Options options) throws IOException {
    Path target = Files.createDirectories(options.root().resolve("bench/target"));
    return new Stage(options, Files.createTempDirectory(target, "run-").toAbsolutePath());
  }

  Options options() {
    return options;
  }

  /// A new folder for one question.
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  Launcher launcher() {
    return new Launcher(options.root().resolve("pli").toAbsolutePath());
  }

  @Override
  public void close() throws IOException {
    clear(folder);
  }

  /// Deletes a folder and all in it.
  static void clear(Path folder) throws IOException {
    Files.walkFileTree(folder, new Removing());
  }

  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE; // A socket or a log that its process has just removed.
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, java.io.@org.jspecify.annotations.Nullable IOException failed)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
