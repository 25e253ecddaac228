package dev.pli.crypto.seal;

import dev.pli.crypto.Rule;

/// Why a blob, and its pli with it, is refused. docs/spec/files.md.
public enum SealRule implements Rule {
  /// Local: the source file changed while it was sealed; the draft is given up.
  S501_SOURCE_CHANGED,
  /// A stream's tag that is not outstanding, was used before, or is for another pid or index.
  S502_STREAM_TAG,
  /// A list of segment digests that does not give `ct_i`, or does not fit the sealed length.
  S503_DIGEST_LIST,
  /// A segment with another digest, out of order, or of another length than computed.
  S504_SEGMENT,
  /// A sealed length that no padded length gives.
  S505_SEALED_LENGTH,
  /// A chunk that does not authenticate, or an early, a missing or a passed last chunk.
  S506_CHUNK,
  /// A plaintext that the size in the manifest does not give, or padding that is not zero.
  S507_PADDING,
  /// A manifest that is not canonical, names another pid or number of parts, or has a bad name.
  S508_MANIFEST,
  /// A part over 2^20 chunks, a pli over its limit, or no room for it.
  S509_SIZE,
  /// `ct`, `kc` or `root` is not the offer's.
  S510_COMMITMENT,
  /// A request for a pid not offered to this contact, or for an index or a segment that is not
  /// there.
  S511_UNKNOWN_BLOB,
  /// An offer that is not from the peer, or not to us.
  S512_PARTIES,
}
