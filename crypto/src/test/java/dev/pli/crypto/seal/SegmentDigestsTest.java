package dev.pli.crypto.seal;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.seal.SealRule.S503_DIGEST_LIST;
import static dev.pli.crypto.seal.SealRule.S504_SEGMENT;
import static dev.pli.crypto.seal.SealRule.S505_SEALED_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentDigestsTest {
  private static final Secret KEY = Secret.copyOf(Bytes.hex("11".repeat(32)));

  private final Blob blob = Blob.seal(KEY, ChunkSealerTest.content(600_000));
  private final SealedBlob sealed = blob.sealed();
  private final SegmentDigests digests;

  SegmentDigestsTest() throws RejectedException {
    digests = SegmentDigests.parse(sealed.digests(), sealed.sealedBytes(), sealed.ct());
  }

  @Test
  void ctIsThatOfTheSpec() {
    Bytes length = Bytes.u64(sealed.sealedBytes());
    Bytes list = sealed.digests();
    assertEquals(
        Hash.labelled(
            "REMISE/v1/blob", length, list.slice(0, 32), list.slice(32, 64), list.slice(64, 96)),
        sealed.ct());
    assertEquals(sealed.ct(), SegmentDigests.ct(sealed.sealedBytes(), list));
    assertEquals(Hash.sha256(blob.segment(2)), list.slice(64, 96));
    assertEquals(
        Hash.labelled("REMISE/v1/sealed", sealed.ct(), length),
        Commitment.ct(List.of(sealed.ct(), length)));
  }

  @Test
  void checksEachSegmentWithoutMovingIt() throws Exception {
    assertEquals(3, digests.segments());
    for (int i = 0; i < 3; i++) {
      ByteBuffer segment = blob.segment(i);
      digests.check(i, segment);
      assertEquals(0, segment.position());
    }
  }

  @Test
  void S503_listThatDoesNotGiveTheCommitment() {
    Bytes list = sealed.digests();
    byte[] flipped = list.toArray();
    flipped[40] ^= 1;
    long length = sealed.sealedBytes();
    assertRejected(
        S503_DIGEST_LIST, () -> SegmentDigests.parse(Bytes.copyOf(flipped), length, sealed.ct()));
    assertRejected(
        S503_DIGEST_LIST, () -> SegmentDigests.parse(list.slice(0, 64), length, sealed.ct()));
    assertRejected(
        S503_DIGEST_LIST,
        () -> SegmentDigests.parse(Bytes.concat(list, Bytes.of(0)), length, sealed.ct()));
    assertRejected(S503_DIGEST_LIST, () -> SegmentDigests.parse(list, length, Bytes.zero(32)));
    Bytes shorter = list.slice(0, 64);
    assertRejected(
        S503_DIGEST_LIST,
        () -> SegmentDigests.parse(shorter, length, Commitment.ofBlob(length, shorter)));
  }

  @Test
  void S504_segmentsSwappedFlippedOrOutOfRange() {
    assertRejected(S504_SEGMENT, () -> digests.check(0, blob.segment(1)));
    ByteBuffer flipped = blob.segment(2);
    flipped.put(5, (byte) (flipped.get(5) ^ 1));
    assertRejected(S504_SEGMENT, () -> digests.check(2, flipped));
    assertRejected(S504_SEGMENT, () -> digests.check(1, blob.segment(2)));
    assertRejected(S504_SEGMENT, () -> digests.check(3, blob.segment(2)));
    assertRejected(S504_SEGMENT, () -> digests.check(-1, blob.segment(0)));
  }

  /// A sender may commit to the digest of a segment that is too short.
  @Test
  void S504_segmentOfAnotherLengthUnderItsOwnDigest() throws Exception {
    Bytes segment = Bytes.zero(100);
    Bytes list = Hash.sha256(segment);
    SegmentDigests lying = SegmentDigests.parse(list, 272, Commitment.ofBlob(272, list));
    assertRejected(S504_SEGMENT, () -> lying.check(0, segment.buffer()));
  }

  @Test
  void S505_lengthThatNoContentGives() {
    assertRejected(
        S505_SEALED_LENGTH,
        () -> SegmentDigests.parse(sealed.digests(), sealed.sealedBytes() + 1, sealed.ct()));
  }
}
