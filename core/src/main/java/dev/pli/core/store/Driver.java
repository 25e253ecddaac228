package dev.pli.core.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.pli.core.disk.PrivateFiles;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// The native library behind JDBC, checked before it is loaded.
///
/// A library that cannot be loaded is replaced by the driver without a word, and a plain SQLite has
/// the same names and would write plaintext. So the library is unpacked by us, to a folder of our
/// own, its SHA-256 is compared with the pinned one, and the driver is pointed at it.
/// docs/spec/vault.md V107, V141, V142.
final class Driver {
  private static final String NATIVE = "/org/sqlite/native/";
  private static final String PINNED = "driver-libraries.sha256";
  private static final int FOLDER_DIGITS = 16;
  private static boolean loaded;

  private Driver() {}

  /// Loads the library once for this process; later calls return at once.
  static synchronized void load() throws IOException {
    if (loaded) {
      return;
    }
    String place = OSInfo.getNativeLibFolderPathForCurrentOS();
    Library library = library(place);
    Path file = unpacked(library);
    System.setProperty("org.sqlite.lib.path", file.resolveSibling("").toString());
    System.setProperty("org.sqlite.lib.name", file.getFileName().toString());
    initialize();
    loaded = true;
  }

  private record Library(String name, Bytes content) {}

  /// The jar's library for this system, if its bytes are the pinned ones.
  private static Library library(String place) throws IOException {
    for (String line : pinned().lines().toList()) {
      String path = line.substring(line.indexOf(' ')).strip();
      if (path.startsWith(place + "/")) {
        Bytes content = resource(NATIVE + path);
        if (!line.startsWith(Hash.sha256(content).hex() + " ")) {
          throw new IOException("the database library is not the one this program was built with");
        }
        return new Library(path.substring(place.length() + 1), content);
      }
    }
    throw new IOException("no database library for this system: " + place);
  }

  private static String pinned() throws IOException {
    return resource(PINNED).utf8();
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream stream = Driver.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("missing from this program: " + name);
      }
      return Bytes.copyOf(stream.readAllBytes());
    }
  }

  /// The library in a file of ours; one that is there with the right bytes is used again.
  private static Path unpacked(Library library) throws IOException {
    Path folder = folder(Hash.sha256(library.content).hex().substring(0, FOLDER_DIGITS));
    Path file = folder.resolve(library.name);
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)
        || !Bytes.copyOf(Files.readAllBytes(file)).equals(library.content)) {
      Path part = folder.resolve(PrivateFiles.randomName(new SecureRandom()));
      PrivateFiles.write(part, library.content);
      Files.move(part, file, ATOMIC_MOVE);
    }
    return file;
  }

  /// A folder that nobody else can write, under a name that is the same at each start.
  private static Path folder(String name) throws IOException {
    Path shared = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path folder = shared.resolve("pli-" + System.getProperty("user.name") + "-" + name);
    try {
      return PrivateFiles.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      return isOurs(folder) ? folder : Files.createTempDirectory("pli-");
    }
  }

  static boolean isOurs(Path folder) throws IOException {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return false;
    }
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return true; // The temporary folder is the user's own there.
    }
    var attributes = Files.readAttributes(folder, PosixFileAttributes.class, NOFOLLOW_LINKS);
    return PosixFilePermissions.toString(attributes.permissions()).equals("rwx------")
        && Files.isWritable(folder)
        && attributes.owner().equals(PrivateFiles.user(folder, new SecureRandom()));
  }

  private static void initialize() throws IOException {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) { // What the driver declares.
      throw new IOException("the database library does not load", e);
    }
  }
}
