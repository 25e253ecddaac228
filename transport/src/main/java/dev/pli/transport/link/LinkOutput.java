package dev.pli.transport.link;

import dev.pli.transport.identify.Identify;
import dev.pli.transport.wire.Chunk;

/// What follows from a link's input, for the edge to carry on. In order.
public sealed interface LinkOutput {
  /// Both sides agree on what this stream carries: [StreamProtocol#SESSION] or
  /// [StreamProtocol#BLOB].
  record Agreed(int stream, StreamProtocol protocol) implements LinkOutput {}

  /// Bytes of a session or blob stream. Who takes it releases it, and says [Link#consumed].
  record Received(int stream, Chunk chunk) implements LinkOutput {}

  /// The peer will send no more on this session or blob stream.
  record Ended(int stream) implements LinkOutput {}

  /// This stream is gone, both ways; `reason` is a rule's name or a word.
  record Aborted(int stream, String reason) implements LinkOutput {}

  /// So many bytes of [Link#write] are sealed and need no more room.
  record Sent(int stream, int bytes) implements LinkOutput {}

  /// The answer to [Link#ping].
  record Ponged(int stream, long nanos) implements LinkOutput {}

  /// The answer to [Link#identify], or what the peer has pushed unasked.
  record Identified(int stream, boolean isPushed, Identify identify) implements LinkOutput {}

  /// The peer ends the link.
  record PeerLeaves() implements LinkOutput {}
}
