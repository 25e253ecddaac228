package dev.pli.cli.demo;

import dev.pli.cli.desk.Desk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A folder of its own for the demonstration, and the processes it starts; all of it is gone at the
/// end, also when the person interrupts it. Thread-safe.
final class Stage implements AutoCloseable {
  private final Path folder;
  private final List<Actor> actors = new CopyOnWriteArrayList<>();
  private final Thread atExit = new Thread(this::strike);

  private Stage(Path folder) {
    this.folder = folder;
  }

  static Stage build(Desk desk) throws IOException {
    var stage = new Stage(Files.createTempDirectory("pli-demo-"));
    Runtime.getRuntime().addShutdownHook(stage.atExit);
    return stage;
  }

  Path folder() {
    return folder;
  }

  /// Somebody with a vault and a process, to be ended with the stage.
  void enter(Actor actor) {
    actors.add(actor);
  }

  @Override
  public void close() {
    strike();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The process ends already; the hook has done it, or does.
    }
  }

  private synchronized void strike() {
    actors.forEach(Actor::leave);
    actors.clear();
    if (Files.exists(folder)) {
      try {
        delete(folder);
      } catch (IOException e) {
        System.err.println(folder);
      }
    }
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failed)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
