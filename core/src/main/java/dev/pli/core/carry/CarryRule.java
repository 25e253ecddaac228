package dev.pli.core.carry;

import dev.pli.crypto.Rule;

/// What a carried file must not be. docs/spec/carry.md §8.
public enum CarryRule implements Rule {
  /// It does not begin as a carried file does, or ends before its records begin.
  C101_MAGIC,
  /// A version or a suite that this program does not know.
  C102_VERSION,
  /// No key of this vault opens its first record: it is for somebody else, of another pairing, its
  /// key was erased, or it was changed.
  C103_KEY,
  /// A record's length is not one that a padded plaintext gives, or the file ends inside it.
  C104_RECORD_LENGTH,
  /// A record that is not the next of this file: changed, dropped, doubled or out of order.
  C105_RECORD_AEAD,
  /// Inside a record: padding, length, an unknown type, or a type out of its place.
  C106_RECORD_LAYOUT,
  /// The head has not its layout.
  C107_HEAD,
  /// It is for another device of this person, or from a device that is not the contact's.
  C108_DEVICE,
  /// More frames than a file may hold, or the end counts others than came.
  C109_COUNTS,
  /// A frame bears a number or another device than the head's, or is one that is not carried.
  C110_FRAME,
  /// The file is not as long as its blobs make it.
  C111_LENGTH,
  /// A carry key has not its layout, or is no key.
  C112_CARRY_KEY,
  /// A carry key is another device's than the one that says it.
  C113_KEY_DEVICE,
}
