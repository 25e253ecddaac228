package dev.pli.core.node;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.office.Progress;
import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.seal.PartEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Writes enclosures of one pli out of the vault: under clean names, each whole or not at all, and
/// never in the place of another file unless that was asked for.
///
/// Until one is whole it lies beside its place under a random name that only its owner can read.
final class Saving {
  private final Path directory;
  private final List<String> names;
  private final boolean replacing;
  private final RandomGenerator random;
  private final Consumer<Progress> progress;

  /// Gives the bytes of one part.
  @FunctionalInterface
  interface Content {
    void writeTo(ContentReading.Sink sink) throws IOException, RejectedException;
  }

  /// `parts` are all of the pli: each has its place, whichever are saved now.
  Saving(
      Path directory,
      List<PartEntry> parts,
      boolean replacing,
      RandomGenerator random,
      Consumer<Progress> progress) {
    this.directory = directory;
    this.names = FileNames.toWrite(parts.stream().map(PartEntry::name).toList());
    this.replacing = replacing;
    this.random = random;
    this.progress = progress;
  }

  /// Where this part goes: always in the folder itself, and no other part goes there.
  Path place(int part) {
    return directory.resolve(names.get(part));
  }

  /// Whether something that must stay is in the place of this part: a file, a folder, or a link,
  /// wherever it leads.
  boolean isTaken(int part) {
    return !replacing && Files.exists(place(part), LinkOption.NOFOLLOW_LINKS);
  }

  /// `FileAlreadyExistsException` when something has come to its place since it was looked at.
  View.SavedFile save(int part, PartEntry entry, Content content)
      throws IOException, RejectedException {
    Path draft = directory.resolve(".pli-" + PrivateFiles.randomName(random) + ".part");
    try {
      write(draft, entry, content);
      PrivateFiles.adopt(draft, place(part), replacing);
    } finally {
      Files.deleteIfExists(draft);
    }
    return new View.SavedFile(part, place(part).toString(), entry.size(), entry.sha256().hex());
  }

  private void write(Path draft, PartEntry entry, Content content)
      throws IOException, RejectedException {
    try (FileChannel channel = PrivateFiles.createChannel(draft)) {
      long[] done = {0};
      content.writeTo(piece -> {
        done[0] += piece.remaining();
        writeAll(channel, piece);
        progress.accept(
            new Progress(Progress.Phase.SAVING, entry.name(), done[0], entry.size(), ""));
      });
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }
}
