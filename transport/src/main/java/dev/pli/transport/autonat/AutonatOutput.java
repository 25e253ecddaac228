package dev.pli.transport.autonat;

import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;

/// What follows from a step of an [Inquiry] or an [Examination], for the edge to do. In order.
public sealed interface AutonatOutput {
  /// A message with its length, on the request's stream.
  record Send(Bytes message) implements AutonatOutput {}

  /// Nothing more is said on the request's stream.
  record FinishStream() implements AutonatOutput {}

  /// Server: dial this one address, from a port that nothing listens on, say the nonce there, and
  /// tell [Examination#dialled].
  record DialBackTo(Multiaddr address, DialBack dialBack) implements AutonatOutput {}

  /// Client: the answer about one address, once.
  record Answered(Multiaddr address, boolean isReachable) implements AutonatOutput {}

  /// Client: nothing is known of any address asked about.
  record Unanswered() implements AutonatOutput {}
}
