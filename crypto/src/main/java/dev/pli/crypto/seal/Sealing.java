package dev.pli.crypto.seal;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S505_SEALED_LENGTH;
import static dev.pli.crypto.seal.SealRule.S509_SIZE;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Padding;

/// The sizes of sealed content. docs/spec/files.md.
///
/// ```
///  content ‖ zeros up to max(256, padmé)   cut into   chunks of 16 384 bytes, the last may be shorter
///  chunk + tag = 16 400 sealed bytes        16 chunks = a segment of 262 400: one digest, one frame
/// ```
public final class Sealing {
  public static final int CHUNK_BYTES = 16_384;
  public static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + Aead.TAG_BYTES;
  public static final int SEGMENT_CHUNKS = 16;

  /// Most content that one segment holds.
  public static final int SEGMENT_CONTENT_BYTES = SEGMENT_CHUNKS * CHUNK_BYTES;

  public static final int SEGMENT_BYTES = SEGMENT_CHUNKS * SEALED_CHUNK_BYTES;

  /// 2^20 chunks: a list of digests stays at 2 MiB.
  public static final long MAX_CONTENT_BYTES = (1L << 20) * CHUNK_BYTES;

  /// Four of the largest parts.
  public static final long MAX_PLI_BYTES = 4 * MAX_CONTENT_BYTES;

  public static final int MAX_PARTS = 64;

  private Sealing() {}

  /// The length of a blob whose content has `contentBytes`.
  public static long sealedBytes(long contentBytes) {
    if (contentBytes < 0 || contentBytes > MAX_CONTENT_BYTES) {
      throw new IllegalArgumentException("content of 0 to 2^34 bytes");
    }
    long padded = Padding.contentBytes(contentBytes);
    return padded + Math.ceilDiv(padded, CHUNK_BYTES) * Aead.TAG_BYTES;
  }

  /// The padded length inside a blob; S505 when no content gives it, S509 when it is too long for
  /// any.
  public static long paddedBytes(long sealedBytes) throws RejectedException {
    long padded = sealedBytes - Math.ceilDiv(sealedBytes, SEALED_CHUNK_BYTES) * Aead.TAG_BYTES;
    require(padded <= MAX_CONTENT_BYTES, S509_SIZE);
    require(
        padded > 0 && Padding.contentBytes(padded) == padded && sealedBytes(padded) == sealedBytes,
        S505_SEALED_LENGTH);
    return padded;
  }

  public static int segments(long sealedBytes) {
    return Math.toIntExact(Math.ceilDiv(sealedBytes, SEGMENT_BYTES));
  }

  /// The length of one segment of a blob: full but for the last.
  public static int segmentBytes(int segment, long sealedBytes) {
    return (int) Math.min(SEGMENT_BYTES, sealedBytes - (long) segment * SEGMENT_BYTES);
  }

  /// The length of a blob's list of segment digests.
  static int digestListBytes(long sealedBytes) {
    return segments(sealedBytes) * Hash.BYTES;
  }

  /// `u64(j) ‖ u32(last ? 1 : 0)`: each chunk's place, and whether another follows, are
  /// authenticated.
  static Bytes nonce(long chunk, boolean isLast) {
    return Bytes.concat(Bytes.u64(chunk), Bytes.u32(isLast ? 1 : 0));
  }
}
