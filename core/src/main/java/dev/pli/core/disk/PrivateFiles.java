package dev.pli.core.disk;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Files that are readable by their owner alone from their first moment, and there for good only
/// once they and their folder are synced. docs/spec/vault.md V101, V128, V198.
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /// Enough that two names never meet by chance.
  private static final int NAME_BYTES = 16;

  private PrivateFiles() {}

  /// 32 hex digits that say nothing about what they name.
  public static String randomName(RandomGenerator random) {
    var bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes).hex();
  }

  public static Path createFolder(Path folder) throws IOException {
    if (POSIX) {
      return Files.createDirectory(folder, posix(FOLDER));
    }
    Files.createDirectory(folder);
    keepForOwner(folder);
    return folder;
  }

  public static void createFolderIfAbsent(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        createFolder(folder);
      } catch (FileAlreadyExistsException e) {
        requireFolder(folder);
      }
    }
  }

  private static void requireFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("not a folder: " + folder);
    }
  }

  /// A new empty file; it must not exist.
  public static Path createFile(Path file) throws IOException {
    if (POSIX) {
      return Files.createFile(file, posix(FILE));
    }
    Files.createFile(file);
    keepForOwner(file);
    return file;
  }

  /// A new empty file, open for reading and writing; it must not exist.
  public static FileChannel createChannel(Path file) throws IOException {
    if (POSIX) {
      return FileChannel.open(file, EnumSet.of(CREATE_NEW, READ, WRITE), posix(FILE));
    }
    createFile(file);
    return FileChannel.open(file, READ, WRITE);
  }

  /// The user that this process is, as files of this folder see it: the owner of a file just made.
  /// A name would not do: a container may have none for its user.
  public static UserPrincipal user(Path folder, RandomGenerator random) throws IOException {
    Path file = createFile(folder.resolve(randomName(random)));
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> posix(Set<PosixFilePermission> mode) {
    return PosixFilePermissions.asFileAttribute(mode);
  }

  private static void keepForOwner(Path path) throws IOException {
    var view = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view == null) {
      return; // A file system without owners: V106 has warned.
    }
    var owner =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(view.getOwner())
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build();
    view.setAcl(List.of(owner));
  }

  /// Takes from everybody but the owner what was given to them; true when there was something.
  public static boolean narrow(Path path) throws IOException {
    if (!POSIX) {
      return false;
    }
    Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
    if (wanted.containsAll(Files.getPosixFilePermissions(path))) {
      return false;
    }
    Files.setPosixFilePermissions(path, wanted);
    return true;
  }

  /// A new file with this content, synced; its folder is not.
  public static void write(Path file, Bytes content) throws IOException {
    try (FileChannel channel = createChannel(file)) {
      writeFully(channel, content.buffer(), 0);
      channel.force(true);
    }
  }

  /// A new file with this content, for good: it and its name are synced. When it cannot be, it is
  /// not there.
  public static void writeForGood(Path file, Bytes content) throws IOException {
    try (FileChannel channel = createChannel(file)) {
      try {
        writeFully(channel, content.buffer(), 0);
        channel.force(true);
        syncFolder(folderOf(file));
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    }
  }

  /// Puts `content` into an empty file that is there, for good; `NoSuchFileException` when it is
  /// not.
  public static void fill(Path file, Bytes content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS)) {
      writeFully(channel, content.buffer(), 0);
      channel.force(true);
    }
  }

  /// Gives `draft`, a synced file of the same folder, its name for good. With `replacing` a file of
  /// that name goes; without, `FileAlreadyExistsException` says that there is one and `draft`
  /// stays.
  public static void adopt(Path draft, Path target, boolean replacing) throws IOException {
    if (replacing) {
      Files.move(draft, target, ATOMIC_MOVE);
    } else {
      adoptNew(draft, target);
    }
    syncFolder(folderOf(target));
  }

  /// A second name fails where there is one, also when both come at the same moment; a move does
  /// not everywhere. File systems without second names (exFAT) get a look and a move.
  private static void adoptNew(Path draft, Path target) throws IOException {
    try {
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException _) {
      Files.move(draft, target); // Looks first; also refuses a link that leads nowhere.
      return;
    }
    Files.delete(draft);
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  /// Puts `content` in the place of `target`: a reader sees the old or the new file, also after a
  /// power cut. `temp` is a folder on the same disk.
  public static void replace(Path target, Path temp, Bytes content, RandomGenerator random)
      throws IOException {
    Path written = temp.resolve(randomName(random));
    try {
      write(written, content);
      Files.move(written, target, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    syncFolder(folderOf(target));
  }

  public static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /// Makes names in this folder durable. Windows has no such call and needs none.
  public static void syncFolder(Path folder) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
