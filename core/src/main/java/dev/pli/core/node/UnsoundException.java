package dev.pli.core.node;

import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// Something this vault took as sound is not what it was any more.
final class UnsoundException extends IOException {
  UnsoundException(RejectedException cause) {
    super(cause.rule().name(), cause);
  }

  /// A blob whose row is here and whose file is not.
  UnsoundException(NoSuchFileException missing) {
    super("a blob is missing", missing);
  }
}
