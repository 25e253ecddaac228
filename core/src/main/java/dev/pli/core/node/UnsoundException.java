package dev.pli.core.node;

import dev.pli.crypto.RejectedException;
import java.io.IOException;

/// Something this vault took as sound is not what it was any more.
final class UnsoundException extends IOException {
  UnsoundException(RejectedException cause) {
    super(cause.rule().name(), cause);
  }
}
