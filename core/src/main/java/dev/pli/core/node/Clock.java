package dev.pli.core.node;

import java.time.Instant;

/// Time as the node takes it: once for each event.
public interface Clock {

  /// The system's clock, cut to milliseconds.
  Instant now();

  /// Nanoseconds of a clock that is never set; only differences mean something.
  long nanos();
}
