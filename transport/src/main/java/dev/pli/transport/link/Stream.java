package dev.pli.transport.link;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.identify.Ping;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.wire.MessageDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One stream of a [Link]: what it is about, and what waits to be sent on it. Not thread-safe.
final class Stream {
  final int id;
  final boolean isLocal;
  final SendQueue queue = new SendQueue();
  Work work;

  /// When it must be further than now; [Long#MAX_VALUE] for never.
  long deadlineNanos;

  Stream(int id, boolean isLocal, Work work, long deadlineNanos) {
    this.id = id;
    this.isLocal = isLocal;
    this.work = work;
    this.deadlineNanos = deadlineNanos;
  }

  /// What its bytes mean.
  sealed interface Work {
    /// Lines of multistream-select, until `then` for who opened it.
    record Negotiating(Negotiation negotiation, Optional<Work> then) implements Work {}

    /// Bytes for somebody above: a session or a blob.
    record Carrying(StreamProtocol protocol) implements Work {}

    record Echoing(Ping ping) implements Work {}

    /// Waits for the echo of `sent`.
    record Pinging(Bytes sent, Ping echo, long sentNanos) implements Work {}

    record Hearing(MessageDecoder decoder, List<Bytes> messages) implements Work {
      static Hearing start(int limit) {
        return new Hearing(new MessageDecoder(limit), new ArrayList<>());
      }
    }

    /// All is said; what still comes is not looked at.
    record Done() implements Work {}
  }
}
