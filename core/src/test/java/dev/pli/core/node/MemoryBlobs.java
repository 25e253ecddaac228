package dev.pli.core.node;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Sealed blobs in memory. What was written survives the end of a process; what was synced survives
/// a power cut. Thread-safe.
public final class MemoryBlobs implements Blobs {
  private static final long PLENTY_BYTES = 1L << 40;

  private final Map<String, File> files = new TreeMap<>();
  private int lastName;
  private boolean isFull;

  /// `synced` counts bytes from the first that a power cut leaves.
  private record File(byte[] bytes, int synced, boolean isComplete) {}

  synchronized MemoryBlobs copy() {
    var copy = new MemoryBlobs();
    copy.putBack(this);
    return copy;
  }

  synchronized void putBack(MemoryBlobs earlier) {
    files.clear();
    files.putAll(earlier.files);
    lastName = Math.max(lastName, earlier.lastName); // Names are never used twice.
  }

  synchronized void setFull(boolean full) {
    isFull = full;
  }

  /// What was not synced is gone, or some of it.
  public synchronized void cutPower(RandomGenerator random) {
    files.replaceAll((_, file) -> {
      int kept = file.synced + random.nextInt(file.bytes.length - file.synced + 1);
      return new File(Arrays.copyOf(file.bytes, kept), file.synced, file.isComplete);
    });
  }

  /// How many files there are, complete or not.
  public synchronized int count() {
    return files.size();
  }

  /// One bit of a file is another now.
  public synchronized void damage(String name, int at) {
    files.computeIfPresent(
        name,
        (_, file) -> {
          byte[] bytes = file.bytes.clone();
          bytes[at] ^= 1;
          return new File(bytes, file.synced, file.isComplete);
        });
  }

  @Override
  public synchronized Writer create() {
    String name = "%032x".formatted(++lastName);
    files.put(name, new File(new byte[0], 0, false));
    return new Appending(name, 0);
  }

  @Override
  public synchronized Writer resume(String name, long bytes) throws IOException {
    File file = files.get(name);
    if (file == null || file.bytes.length < bytes) {
      throw new EOFException("the blob has fewer bytes than were synced");
    }
    int kept = (int) bytes;
    files.put(name, new File(Arrays.copyOf(file.bytes, kept), Math.min(file.synced, kept), false));
    return new Appending(name, kept);
  }

  /// Bytes of it that were written, synced or not.
  public synchronized int written(String name) {
    File file = files.get(name);
    return file == null ? 0 : file.bytes.length;
  }

  /// Bytes of it that a power cut would leave.
  public synchronized int synced(String name) {
    File file = files.get(name);
    return file == null ? 0 : file.synced;
  }

  /// What a death in the middle of a write leaves.
  public synchronized void tear(String name, int bytes) {
    files.computeIfPresent(
        name,
        (_, file) ->
            new File(Arrays.copyOf(file.bytes, bytes), Math.min(file.synced, bytes), false));
  }

  @Override
  public synchronized Reader open(String name) throws IOException {
    File file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return new Reading(ByteBuffer.wrap(file.bytes));
  }

  @Override
  public synchronized void erase(String name) {
    files.remove(name);
  }

  @Override
  public synchronized long freeBytes() {
    return isFull ? 0 : PLENTY_BYTES;
  }

  /// Writes at a place of its own, as a file's writer does: two on one file destroy each other's
  /// work.
  private final class Appending implements Writer {
    private final String name;
    private int position;

    Appending(String name, int position) {
      this.name = name;
      this.position = position;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void write(ByteBuffer sealed) throws IOException {
      synchronized (MemoryBlobs.this) {
        if (isFull) {
          throw new NoSpaceException();
        }
        File file = present();
        int length = sealed.remaining();
        byte[] bytes = Arrays.copyOf(file.bytes, Math.max(file.bytes.length, position + length));
        sealed.get(bytes, position, length);
        position += length;
        files.put(name, new File(bytes, file.synced, file.isComplete));
      }
    }

    private File present() throws IOException {
      File file = files.get(name);
      if (file == null) {
        throw new EOFException("the blob was erased");
      }
      return file;
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryBlobs.this) {
        File file = present();
        files.put(name, new File(file.bytes, file.bytes.length, file.isComplete));
      }
    }

    @Override
    public void complete() throws IOException {
      synchronized (MemoryBlobs.this) {
        File file = present();
        files.put(name, new File(file.bytes, file.bytes.length, true));
      }
    }

    @Override
    public void close() {}
  }

  private record Reading(ByteBuffer bytes) implements Reader {
    @Override
    public void seek(long position) {
      bytes.position((int) Math.min(position, bytes.limit()));
    }

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length = Math.min(bytes.remaining(), target.remaining());
      target.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public void close() {}
  }
}
