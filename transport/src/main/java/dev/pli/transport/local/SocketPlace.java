package dev.pli.transport.local;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the socket of a vault lies. docs/spec/local.md, « place ».
///
/// A node takes the first place whose folder it can make its own; a client looks in all of them,
/// for the environment of the two may differ. A folder counts only if it is a real folder, the
/// user's own, and closed to everybody else.
public final class SocketPlace {
  /// The kernel holds 104 bytes or a few more with its end; longer paths are refused by `bind`.
  private static final int MAX_PATH_BYTES = 100;

  private static final int NAME_DIGITS = 16;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path vault;
  private final Environment environment;

  /// What of the machine decides the place: the user's run-time folder, the temporary folder and
  /// the user's name.
  public record Environment(Optional<Path> runtime, Path temporary, String user) {
    public static Environment ofProcess() {
      String runtime = System.getenv("XDG_RUNTIME_DIR");
      return new Environment(
          runtime == null || runtime.isBlank() ? Optional.empty() : Optional.of(Path.of(runtime)),
          Path.of(System.getProperty("java.io.tmpdir")),
          System.getProperty("user.name"));
    }
  }

  /// `vault` exists; its real path names the socket, so every way to the vault finds the same one.
  public static SocketPlace of(Path vault, Environment environment) throws IOException {
    return new SocketPlace(vault.toRealPath(), environment);
  }

  private SocketPlace(Path vault, Environment environment) {
    this.vault = vault;
    this.environment = environment;
  }

  /// The paths that a socket of this vault may have, best first; each has its own folder.
  public List<Path> candidates() {
    String name = Hash.sha256(Bytes.utf8(vault.toString())).hex().substring(0, NAME_DIGITS);
    var paths = new ArrayList<Path>();
    environment.runtime().ifPresent(folder -> paths.add(folder.resolve("pli", name + ".sock")));
    paths.add(vault.resolve("run", "node.sock"));
    String user = environment.user().replaceAll("[^A-Za-z0-9._-]", "_");
    paths.add(environment.temporary().resolve("pli-" + user, name + ".sock"));
    paths.removeIf(path -> Bytes.utf8(path.toString()).length() > MAX_PATH_BYTES);
    return List.copyOf(paths);
  }

  /// The candidates whose folder is already ours: where a client may look.
  List<Path> trusted() {
    return candidates().stream().filter(path -> isOurs(folderOf(path))).toList();
  }

  /// The first candidate whose folder is ours, made owner-only if need be, before anything is bound
  /// in it.
  public Path prepare() throws IOException {
    for (Path path : candidates()) {
      if (Files.isDirectory(folderOf(folderOf(path))) && isMadeOurs(folderOf(path))) {
        return path;
      }
    }
    throw new FileSystemException(vault.toString(), null, "no folder for the local socket");
  }

  private static Path folderOf(Path path) {
    return path.resolveSibling("");
  }

  private boolean isMadeOurs(Path folder) {
    try {
      if (isPosix(folderOf(folder))) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException _) {
      return isOurs(folder);
    } catch (IOException _) { // Read-only or full: the next place is as good.
      return false;
    }
    return isOurs(folder);
  }

  /// True for a real folder of the vault's owner that is closed to all others.
  private boolean isOurs(Path folder) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      if (!isPosix(folder)) {
        return true; // Windows: the folder lies under the user's own access list.
      }
      var attributes =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.owner().equals(owner()) && OWNER_ONLY.containsAll(attributes.permissions());
    } catch (IOException _) { // Gone or not ours to look at.
      return false;
    }
  }

  /// The user: a vault of somebody else is refused elsewhere.
  UserPrincipal owner() throws IOException {
    return Files.getOwner(vault);
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
