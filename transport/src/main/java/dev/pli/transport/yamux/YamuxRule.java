package dev.pli.transport.yamux;

import dev.pli.crypto.Rule;

/// What a Yamux peer must not send. docs/spec/transport.md §5. All end the link with go away 1, but
/// for T411, which resets the stream, and T413, which ends it without a word.
public enum YamuxRule implements Rule {
  T401_VERSION,
  T402_TYPE,
  /// A flag above 8, or a ping that is neither question nor answer.
  T403_FLAGS,
  /// Data beyond the credit given.
  T404_CREDIT,
  /// SYN with the opener's wrong parity; data or credit on stream 0; ping or go away on another.
  T405_STREAM_ID,
  /// SYN on a stream that lives or has lived.
  T406_SYN_TWICE,
  /// Credit that sums to more than 2^32 - 1.
  T407_CREDIT_SUM,
  T408_DATA_AFTER_FIN,
  /// A ping answer not asked for, or of another value.
  T409_PING_ANSWER,
  /// Longer than any credit we give, so no honest frame has it.
  T410_DATA_TOO_LONG,
  /// More inbound streams than the peer's class may have.
  T411_STREAMS,
  /// A flood of frames without data, or of streams opened and reset.
  T412_FLOOD,
  /// No ping answer in 10 seconds.
  T413_SILENCE,
}
