package dev.pli.core.contact;

import dev.pli.crypto.Rule;

/// What an invitation, a verification code or a pairing must not be. docs/spec/invitation.md.
public enum ContactRule implements Rule {
  /// Sending to a contact whose key has changed and was not accepted.
  S121_KEY_CHANGED,
  /// A verification code is malformed, or names other people.
  S122_VERIFICATION_CODE,
  /// Not a `pli:` text of at most 1 024 characters.
  S201_LINK_TEXT,
  /// The checksum of an invitation is wrong: typing, or a line break.
  S202_LINK_CHECKSUM,
  /// An invitation of another version, or with reserved flags.
  S203_LINK_VERSION,
  /// An invitation has expired, or lives more than 31 days.
  S204_LINK_EXPIRY,
  /// An invitation has too many addresses, or one that nobody can be reached at.
  S205_LINK_ADDRESS,
  /// (inviter) The invitation is unknown, expired, withdrawn or used: stay mute.
  S206_INVITATION_UNKNOWN,
  /// The reader's own invitation.
  S207_LINK_OWN,
  /// Bytes after the end of an invitation.
  S208_LINK_TRAILING,
  /// (inviter, inside the transaction) The invitation was used by somebody else meanwhile.
  S209_INVITATION_TAKEN,
}
