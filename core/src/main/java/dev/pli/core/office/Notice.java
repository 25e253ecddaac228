package dev.pli.core.office;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Something that happened, for whoever follows: one line of `watch`. Holds no name and no content.
///
/// `cursor` grows and survives restarts; a `PROGRESS` notice repeats the cursor of the last durable
/// one, for it is never stored.
public record Notice(
    long cursor,
    Instant at,
    Kind kind,
    Optional<String> pli,
    Optional<String> peer,
    Optional<String> state,
    Optional<Long> bytes,
    Optional<Long> total) {

  /// The values of the key `event`.
  public enum Kind {
    PLI_RECEIVED,
    PLI_STATE,
    PROGRESS,
    CONTACT_ADDED,
    CONTACT_STATE,
    KEY_CHANGED,
    DEVICE_ADDED,
    NODE_STATE;

    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
