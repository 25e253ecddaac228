package dev.pli.core.frame;

import dev.pli.core.identity.DeviceId;
import java.time.Duration;
import java.time.Instant;

/// A [Frame] with its place in the line: whose device, which incarnation of it, the how-manieth for
/// this receiving device, and when it was first sent.
///
/// `incarnation` and `seq` are unsigned; `seq` counts from 1. docs/spec/frames.md §12.1.
public record Envelope(DeviceId device, long incarnation, long seq, Instant sentAt, Frame frame) {
  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  /// Whether the sender's clock says a time so far ahead of this arrival that the arrival is shown
  /// instead (S707: flagged, not refused).
  public boolean isSentAhead(Instant arrival) {
    return sentAt.isAfter(arrival.plus(MAX_AHEAD));
  }
}
