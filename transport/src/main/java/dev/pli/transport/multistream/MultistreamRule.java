package dev.pli.transport.multistream;

import dev.pli.crypto.Rule;

/// What a peer must not send while a protocol is agreed. docs/spec/transport.md §3. Before a muxer
/// exists these close the link, later the stream.
public enum MultistreamRule implements Rule {
  /// The first line is not `/multistream/1.0.0`.
  T201_HEADER,
  /// A line without newline, empty, or no UTF-8.
  T202_LINE,
  /// A line of more than 1 024 bytes.
  T203_LINE_TOO_LONG,
  /// The header a second time.
  T204_SECOND_HEADER,
  /// An answer that is neither the echo of the proposal nor `na`.
  T205_ANSWER,
  /// More than 16 proposals or 4 KiB, or 10 seconds.
  T206_TOO_MUCH,
}
