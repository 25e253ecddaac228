package dev.pli.transport.yamux;

import java.nio.ByteBuffer;

/// What a peer did, as the streams see it.
public sealed interface YamuxEvent {
  /// The peer opened this stream.
  record Opened(int stream) implements YamuxEvent {}

  /// Bytes of this stream: a view, to be used or copied before the next `feed`.
  record Data(int stream, ByteBuffer bytes) implements YamuxEvent {}

  /// The peer will send no more on this stream.
  record Finished(int stream) implements YamuxEvent {}

  /// The stream ended in both directions, at the peer's wish.
  record Reset(int stream) implements YamuxEvent {}

  /// There is more credit for this stream than before.
  record Credited(int stream) implements YamuxEvent {}

  /// The peer takes no new stream and ends the link.
  record WentAway() implements YamuxEvent {}
}
