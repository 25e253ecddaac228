package dev.pli.core.node;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.carry.CarryOpener;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarryRule;
import dev.pli.core.carry.CarrySealer;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A carried file, read front to back as often as needed: the same bytes each time, or what
/// authenticates them throws.
final class CarryInput implements AutoCloseable {
  private static final int LENGTH_BYTES = 2;

  private final FileChannel channel;
  private final long size;

  private CarryInput(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /// `NoSuchFileException` for what is no file: a device or a pipe would never end.
  static CarryInput open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new CarryInput(FileChannel.open(file, StandardOpenOption.READ));
  }

  long size() {
    return size;
  }

  /// A reader at the first record, once somebody's key has opened it.
  Records records(List<CarryOpener.Candidate> candidates) throws IOException, RejectedException {
    int length = (int) Math.min(size, CarrySealer.START_BYTES);
    Bytes start = bytes(0, length);
    CarryOpener.requireStart(start);
    long at = start.length();
    Bytes first = record(at);
    return new Records(CarryOpener.of(start, first, candidates), next(at, first));
  }

  /// The sealed part, record by record.
  final class Records {
    private final CarryOpener opener;
    private long at;

    private Records(CarryOpener opener, long at) {
      this.opener = opener;
      this.at = at;
    }

    CarryOpener opener() {
      return opener;
    }

    /// Where the next record begins; behind the end, where the blobs do.
    long position() {
      return at;
    }

    CarryRecord next() throws IOException, RejectedException {
      Bytes ciphertext = record(at);
      CarryRecord record = opener.next(ciphertext);
      at = CarryInput.next(at, ciphertext);
      return record;
    }
  }

  private static long next(long at, Bytes record) {
    return at + LENGTH_BYTES + record.length();
  }

  private Bytes record(long at) throws IOException, RejectedException {
    require(size - at >= LENGTH_BYTES, CarryRule.C104_RECORD_LENGTH);
    int length = Short.toUnsignedInt(bytes(at, LENGTH_BYTES).buffer().getShort());
    CarryRecord.requireLength(length);
    require(size - at - LENGTH_BYTES >= length, CarryRule.C104_RECORD_LENGTH);
    return bytes(at + LENGTH_BYTES, length);
  }

  Bytes bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    fill(bytes, at);
    return Bytes.copyOf(bytes.flip());
  }

  /// Fills `target` from the byte at `at` on.
  void fill(ByteBuffer target, long at) throws IOException {
    long position = at;
    while (target.hasRemaining()) {
      int count = channel.read(target, position);
      if (count < 0) {
        throw new EOFException("a file that has become shorter");
      }
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
