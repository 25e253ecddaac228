package dev.pli.core.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.core.node.Blobs;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The sealed files of a vault: `blobs/<aa>/<32 hex>`, with `.part` behind the name until complete.
///
/// A row may name bytes only once they are synced here: that is what [Writer#sync] and
/// [Writer#complete] return for. Names are random and say nothing. Thread-safe, given a thread-safe
/// `random`. docs/spec/vault.md §9.
final class VaultBlobs implements Blobs {
  static final String PART = ".part";

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
  private static final int SHELF_DIGITS = 2;

  private final VaultFolder folder;
  private final RandomGenerator random;

  VaultBlobs(VaultFolder folder, RandomGenerator random) {
    this.folder = folder;
    this.random = random;
  }

  @Override
  public Writer create() throws IOException {
    String name = PrivateFiles.randomName(random);
    Path shelf = shelf(name);
    if (!Files.isDirectory(shelf)) {
      PrivateFiles.createFolderIfAbsent(shelf);
      PrivateFiles.syncFolder(folder.blobs());
    }
    return new PartWriter(name, PrivateFiles.createChannel(part(name)), 0, false);
  }

  @Override
  public Writer resume(String name, long bytes) throws IOException {
    if (Files.exists(whole(name))) { // Its end is not in its row yet.
      Files.move(whole(name), part(name), ATOMIC_MOVE);
    }
    FileChannel channel = FileChannel.open(part(name), READ, WRITE);
    try {
      if (channel.size() < bytes) {
        throw new EOFException("the blob has fewer bytes than were synced");
      }
      channel.truncate(bytes);
      return new PartWriter(name, channel, bytes, true);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Reader open(String name) throws IOException {
    try {
      return new BlobReader(FileChannel.open(whole(name), READ));
    } catch (NoSuchFileException e) {
      return new BlobReader(FileChannel.open(part(name), READ));
    }
  }

  @Override
  public void erase(String name) throws IOException {
    boolean hadPart = Files.deleteIfExists(part(name));
    if (Files.deleteIfExists(whole(name)) || hadPart) {
      PrivateFiles.syncFolder(shelf(name));
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder.blobs()).getUsableSpace();
  }

  Path whole(String name) {
    return shelf(name).resolve(name);
  }

  private Path part(String name) {
    return shelf(name).resolve(name + PART);
  }

  /// Names come from our own rows; what is none of ours must not become a path.
  private Path shelf(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a blob's name is 32 hex digits");
    }
    return folder.blobs().resolve(name.substring(0, SHELF_DIGITS));
  }

  /// Appends at a position of its own, so the channel's is never asked for.
  private final class PartWriter implements Writer {
    private final String name;
    private final FileChannel channel;
    private long position;

    /// Whether the file's name in its folder would survive a power cut.
    private boolean nameSynced;

    private PartWriter(String name, FileChannel channel, long position, boolean nameSynced) {
      this.name = name;
      this.channel = channel;
      this.position = position;
      this.nameSynced = nameSynced;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void write(ByteBuffer sealed) throws IOException {
      int length = sealed.remaining();
      PrivateFiles.writeFully(channel, sealed, position);
      position += length;
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
      if (!nameSynced) {
        PrivateFiles.syncFolder(shelf(name));
        nameSynced = true;
      }
    }

    @Override
    public void complete() throws IOException {
      channel.force(true);
      channel.close();
      Files.move(part(name), whole(name), ATOMIC_MOVE);
      PrivateFiles.syncFolder(shelf(name));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class BlobReader implements Reader {
    private final FileChannel channel;
    private long position;

    private BlobReader(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void seek(long next) {
      position = next;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int total = 0;
      while (target.hasRemaining()) {
        int count = channel.read(target, position);
        if (count < 0) {
          return total == 0 ? -1 : total;
        }
        position += count;
        total += count;
      }
      return total;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
