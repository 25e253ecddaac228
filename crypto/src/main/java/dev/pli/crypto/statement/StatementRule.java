package dev.pli.crypto.statement;

import dev.pli.crypto.Rule;

/// What evidence must not look like. docs/spec/evidence.md §1-3.
public enum StatementRule implements Rule {
  /// A payload over 6 144 bytes, a statement over 15 000, any other evidence JSON over 65 536.
  E101_LENGTH,
  /// Not UTF-8, a byte order mark, a lone surrogate, or not JSON.
  E102_NOT_JSON,
  /// The bytes differ from the canonical form: white space, key order, duplicate keys, escapes.
  E103_NOT_CANONICAL,
  E104_DEPTH,
  /// A number that is not an integer in 0..2^53-1, or `null`.
  E105_NUMBER,
  /// A non-ASCII key, an unknown or missing field, or one of another type.
  E106_FIELDS,
  /// base64url with padding, spare bits, another alphabet, or another decoded length.
  E107_BASE64URL,
  /// `v` is not 1, or a word is none of those the field knows.
  E108_UNKNOWN_WORD,
  /// A displayed text that is not NFC, too long, or holds a character that cannot be seen.
  E109_TEXT,
  /// A part's name that a file system could misread, or two names that it could not keep apart.
  E110_PART_NAME,

  /// Members of the outer object or of a signature object other than the two each has.
  E201_MEMBERS,
  /// Not exactly ES256, then ML-DSA-65.
  E202_SIGNATURES,
  /// A protected header with another member, or without one of its own.
  E203_HEADER_MEMBERS,
  /// `alg` is not the one of its position.
  E204_ALGORITHM,
  /// `typ` is not `remise-`, the payload's type, `+jws`.
  E205_TYPE,
  /// `kid` is not the hash of the signer's key set.
  E206_KEY_ID,
  /// The ES256 signature is not 64 bytes, or r or s is outside 1..n-1.
  E207_ES256_RANGE,
  E208_ES256_HIGH_S,
  E209_ES256_SIGNATURE,
  E210_ML_DSA_SIGNATURE,
  /// The certificate is not the one that key set, name and validity give, or `x5t#S256` not its
  /// hash.
  E211_CERTIFICATE,
  /// `iat` is not the payload's time in whole seconds.
  E212_ISSUED_AT,

  /// A P-256 point off the curve or not uncompressed, or an ML-DSA key that is not 1 952 bytes.
  E301_KEY_SET,
}
