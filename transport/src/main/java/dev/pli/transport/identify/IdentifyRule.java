package dev.pli.transport.identify;

import dev.pli.crypto.Rule;

/// What a peer must not send on identify and ping streams. docs/spec/transport.md §6. T502 closes
/// the link, T503 drops the record, all others reset the stream.
public enum IdentifyRule implements Rule {
  /// A message over 8 KiB, or more than 10.
  T501_IDENTIFY_SIZE,
  /// A public key that is not the link's.
  T502_OTHER_KEY,
  /// The signed record inside breaks a rule of its own: it is dropped, and the rest stands.
  T503_RECORD,
  /// More than 128 protocols, or one of more than 256 bytes.
  T504_PROTOCOLS,
  /// More than 6 pushes in a minute.
  T505_PUSH_RATE,
  /// No answer in 5 seconds.
  T506_NO_ANSWER,
  /// A third ping stream.
  T507_PING_STREAMS,
  /// A ping that ends inside its 32 bytes, or an echo that differs.
  T508_PING,
}
