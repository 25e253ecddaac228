package dev.pli.core.contact;

import java.time.Instant;

/// How sure this person is that a contact's keys are that person's: « non vérifié », « vérifié de
/// vive voix », « rencontré ».
///
/// ```
///  pairing, any change of a key -> NotVerified
///  words or digits compared     -> ByVoice
///  the other's code scanned     -> Met
/// ```
///
/// A local judgement: nothing of it is ever sent. docs/spec/identity.md §4.
public sealed interface Verification {
  /// When this state was reached.
  Instant since();

  record NotVerified(Instant since) implements Verification {}

  /// `channel` is what the person typed about the call; it may be empty.
  record ByVoice(Instant since, Compared compared, String channel) implements Verification {}

  record Met(Instant since) implements Verification {}

  /// What two people read to each other.
  enum Compared {
    WORDS,
    DIGITS,
  }

  default boolean isVerified() {
    return !(this instanceof NotVerified);
  }
}
