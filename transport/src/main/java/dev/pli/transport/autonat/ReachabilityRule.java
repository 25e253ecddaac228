package dev.pli.transport.autonat;

import dev.pli.crypto.Rule;

/// What a peer must not do when one asks the other whether it can be reached.
/// docs/spec/transport.md §10. T851 is answered with status 100, T852 and T855 with 101, all others
/// reset the stream.
public enum ReachabilityRule implements Rule {
  /// A request from a class of peers that may not ask.
  T851_NOT_ENTITLED,
  /// An address on another IP than the one observed, and the dial data for it was not paid.
  T852_NOT_PAID,
  /// A dial-back whose nonce is unknown, used, older than 15 seconds, or another peer's.
  T853_NONCE,
  /// A chunk of dial data over 4 096 bytes, or a demand for more than 100 kB of it.
  T854_DIAL_DATA,
  /// A request of none but private or otherwise refused addresses.
  T855_ADDRESS,
  /// A dial-back from the port that the server listens on: our own NAT lets that one in anyway.
  T856_SAME_PORT,
}
