package dev.pli.crypto.seal;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S503_DIGEST_LIST;
import static dev.pli.crypto.seal.SealRule.S504_SEGMENT;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.nio.ByteBuffer;

/// The SHA-256 of every segment of one blob: checked once against `ct_i`, it lets each segment be
/// checked on arrival, in any transfer, without the key. Thread-safe.
public final class SegmentDigests {
  private final long sealedBytes;
  private final Bytes list;

  private SegmentDigests(long sealedBytes, Bytes list) {
    this.sealedBytes = sealedBytes;
    this.list = list;
  }

  /// Rejects by S503 what does not give `ct`, and by S505 or S509 a length that no content gives.
  public static SegmentDigests parse(Bytes list, long sealedBytes, Bytes ct)
      throws RejectedException {
    Sealing.paddedBytes(sealedBytes);
    require(list.length() == Sealing.digestListBytes(sealedBytes), S503_DIGEST_LIST);
    require(Commitment.ofBlob(sealedBytes, list).equals(ct), S503_DIGEST_LIST);
    return new SegmentDigests(sealedBytes, list);
  }

  /// `ct_i` of a list made here.
  public static Bytes ct(long sealedBytes, Bytes list) {
    return Commitment.ofBlob(sealedBytes, list);
  }

  public int segments() {
    return Sealing.segments(sealedBytes);
  }

  public Bytes list() {
    return list;
  }

  /// Rejects by S504 what is not segment number `segment`. `bytes` is not moved.
  public void check(int segment, ByteBuffer bytes) throws RejectedException {
    require(segment >= 0 && segment < segments(), S504_SEGMENT);
    require(bytes.remaining() == Sealing.segmentBytes(segment, sealedBytes), S504_SEGMENT);
    int at = segment * Hash.BYTES;
    require(Hash.sha256(bytes.duplicate()).equals(list.slice(at, at + Hash.BYTES)), S504_SEGMENT);
  }
}
