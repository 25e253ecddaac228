package dev.pli.transport.yamux;

import java.nio.ByteBuffer;

/// A piece of a Yamux link as [YamuxDecoder] cuts it.
sealed interface YamuxPart {
  record Header(YamuxHeader header) implements YamuxPart {}

  /// Bytes of the data frame whose header came last: a view, to be used before the next `feed`.
  record Data(ByteBuffer bytes) implements YamuxPart {}
}
