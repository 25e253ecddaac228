package dev.pli.transport.yamux;

/// One stream's credit and how far it is open, as [Yamux] keeps it. Not thread-safe.
final class YamuxStream {
  /// What both directions start with, by the specification.
  static final int INITIAL_WINDOW = 256 << 10;

  final int id;

  /// Bytes that we may still send.
  long sendCredit = INITIAL_WINDOW;

  /// Bytes that the peer may still send.
  int receiveCredit = INITIAL_WINDOW;

  /// The most that the peer may have on the way.
  int window = INITIAL_WINDOW;

  /// Taken by the consumer and not given back as credit yet.
  int taken;

  /// When credit was last given, on the caller's monotonic clock.
  long lastGrantNanos;

  boolean mayGrow = true;
  boolean isLocalDone;
  boolean isRemoteDone;

  /// Opened by us and not acknowledged.
  boolean awaitsAck;

  /// To go out on our next frame of this stream.
  int pendingFlags;

  YamuxStream(int id, long nowNanos) {
    this.id = id;
    this.lastGrantNanos = nowNanos;
  }

  /// Half of the window is free to be given.
  boolean owesCredit() {
    return taken >= window / 2;
  }

  int takeFlags() {
    int flags = pendingFlags;
    pendingFlags = 0;
    return flags;
  }
}
