package dev.pli.core.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.pli.core.disk.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Where everything of one vault lies.
///
/// ```
/// vault.pli  vault.pli.2   header and slots, twice         blobs/<aa>/<32 hex>  sealed contents
/// db.<g>     db.<g>-wal    database of generation g        lost/  temp/         quarantine, work
/// mark  tries  lock        witness, failed unlocks, lock
/// ```
///
/// No name in it says anything about a person. docs/spec/vault.md §2.
record VaultFolder(Path root) {
  private static final String NEW = ".new-";

  VaultFolder {
    root = root.toAbsolutePath().normalize();
  }

  Path header() {
    return root.resolve("vault.pli");
  }

  Path mirror() {
    return root.resolve("vault.pli.2");
  }

  Path database(int generation) {
    return root.resolve("db.%08x".formatted(generation));
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path lost() {
    return root.resolve("lost");
  }

  Path temp() {
    return root.resolve("temp");
  }

  Path mark() {
    return root.resolve("mark");
  }

  Path tries() {
    return root.resolve("tries");
  }

  Path lock() {
    return root.resolve("lock");
  }

  boolean exists() {
    return Files.exists(header()) || Files.exists(mirror());
  }

  /// The folder in which a vault of this name is built before it gets the name. V103
  VaultFolder draft(RandomGenerator random) throws IOException {
    Path parent = root.getParent();
    if (parent == null) {
      throw new IOException("a vault needs a folder around it: " + root);
    }
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(root)) {
      throw new FileAlreadyExistsException(root.toString());
    }
    Files.createDirectories(parent);
    String name = root.getFileName() + NEW + PrivateFiles.randomName(random);
    var draft = new VaultFolder(PrivateFiles.createFolder(parent.resolve(name)));
    for (Path folder : List.of(draft.blobs(), draft.lost(), draft.temp())) {
      PrivateFiles.createFolder(folder);
    }
    PrivateFiles.createFile(draft.lock());
    return draft;
  }

  /// Gives a finished draft its name, for good: everything in it is synced before.
  void adopt(VaultFolder draft) throws IOException {
    PrivateFiles.syncFolder(draft.root);
    Files.deleteIfExists(root); // An empty folder that the user made; draft() has looked.
    Files.move(draft.root, root, ATOMIC_MOVE);
    PrivateFiles.syncFolder(root.resolveSibling(""));
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /// Removes an unfinished draft, or an aborted one.
  void discard() throws IOException {
    for (Path path : contents().reversed()) {
      Files.deleteIfExists(path);
    }
  }

  /// Narrows what others could read and returns it; refuses a vault of another user. V102
  List<Path> tighten(UserPrincipal user) throws IOException {
    List<Path> contents = contents();
    for (Path path : contents) {
      if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user)) {
        throw new VaultException.NotOwned();
      }
    }
    var narrowed = new ArrayList<Path>();
    for (Path path : contents) {
      if (!Files.isSymbolicLink(path) && PrivateFiles.narrow(path)) {
        narrowed.add(path);
      }
    }
    return narrowed;
  }

  /// The user that this process is, as files of this vault see it.
  UserPrincipal user(RandomGenerator random) throws IOException {
    PrivateFiles.createFolderIfAbsent(temp());
    return PrivateFiles.user(temp(), random);
  }

  /// Empties the folder for unfinished work; what is in it was never promised to anybody.
  void emptyTemp() throws IOException {
    PrivateFiles.createFolderIfAbsent(temp());
    PrivateFiles.createFolderIfAbsent(lost());
    PrivateFiles.createFolderIfAbsent(blobs());
    try (Stream<Path> left = Files.walk(temp())) {
      for (Path path : left.filter(p -> !p.equals(temp())).toList().reversed()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Everything in the vault, each folder before what is in it.
  private List<Path> contents() throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.toList();
    }
  }
}
