package dev.pli.core.store;

import static java.nio.file.StandardOpenOption.WRITE;

import dev.pli.core.disk.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to be the one program that has a vault open, held until closed or until the process
/// ends. docs/spec/vault.md V105.
final class VaultLock implements AutoCloseable {
  /// Locks of this process. POSIX gives up a process's lock when any descriptor of the file is
  /// closed, so a file that is locked here is never opened a second time.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean isLent;

  private VaultLock(Path file, FileChannel channel, FileLock lock, boolean isLent) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    this.isLent = isLent;
  }

  /// The same right for an opening that ends before its owner does: closing it gives nothing back.
  VaultLock lent() {
    return new VaultLock(file, channel, lock, true);
  }

  /// Refuses at once when another program, or another part of this one, has it.
  static VaultLock take(VaultFolder folder) throws IOException {
    if (!Files.exists(folder.lock())) {
      PrivateFiles.createFile(folder.lock()); // Lost with a careless copy; it is empty anyway.
    }
    Path file = folder.lock().toRealPath();
    if (!HELD.add(file)) {
      throw new VaultException.InUse();
    }
    try {
      return lock(file);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static VaultLock lock(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new VaultException.InUse();
    }
    return new VaultLock(file, channel, lock, false);
  }

  /// Whether somebody has it now; changes nothing.
  static boolean isTaken(VaultFolder folder) throws IOException {
    if (!Files.exists(folder.lock())) {
      return false;
    }
    try {
      take(folder).close();
      return false;
    } catch (VaultException.InUse e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    if (!isLent) {
      lock.release();
      channel.close();
      HELD.remove(file);
    }
  }
}
