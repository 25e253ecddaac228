package dev.pli.crypto.seal;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.seal.SealRule.S504_SEGMENT;
import static dev.pli.crypto.seal.SealRule.S505_SEALED_LENGTH;
import static dev.pli.crypto.seal.SealRule.S506_CHUNK;
import static dev.pli.crypto.seal.SealRule.S507_PADDING;
import static dev.pli.crypto.seal.SealRule.S509_SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSealerTest {
  private static final Secret KEY = Secret.copyOf(Bytes.hex("11".repeat(32)));

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 255, 256, 257, 16_383, 16_384, 16_385, 32_768, 262_143, 262_144, 262_145, 300_000,
        524_288, 1_000_000
      })
  void opensWhatItSealed(int size) throws Exception {
    Bytes content = content(size);
    Blob blob = Blob.seal(KEY, content);
    assertEquals(Sealing.sealedBytes(size), blob.bytes().length());
    assertEquals(Hash.sha256(content), blob.sealed().contentSha256());
    assertEquals(content, blob.open(KEY, size));
    SegmentDigests digests =
        SegmentDigests.parse(
            blob.sealed().digests(), blob.sealed().sealedBytes(), blob.sealed().ct());
    for (int i = 0; i < digests.segments(); i++) {
      digests.check(i, blob.segment(i));
    }
  }

  @Test
  void sealsEachChunkUnderItsPlaceAndWhetherItIsTheLast() {
    Bytes content = content(20_000);
    Blob blob = Blob.seal(KEY, content);
    int padded = 20_480;
    Bytes plain = Bytes.concat(content, Bytes.zero(padded - content.length()));
    Bytes first =
        Aead.seal(KEY, Bytes.hex("0000000000000000 00000000"), Bytes.EMPTY, plain.slice(0, 16_384));
    Bytes last =
        Aead.seal(
            KEY, Bytes.hex("0000000000000001 00000001"), Bytes.EMPTY, plain.slice(16_384, padded));
    assertEquals(Bytes.concat(first, last), blob.bytes());
  }

  @Test
  void takesExactlyTheContentOfTheNextSegment() {
    var sealer = new ChunkSealer(KEY, 300_000);
    assertEquals(Sealing.SEGMENT_CONTENT_BYTES, sealer.nextContentBytes());
    assertThrows(
        IllegalArgumentException.class,
        () -> sealer.seal(ByteBuffer.allocate(100), ByteBuffer.allocate(Sealing.SEGMENT_BYTES)));
    assertThrows(IllegalStateException.class, sealer::finish);
  }

  @Test
  void paddingAfterTheContentIsSealedWithoutContent() throws Exception {
    int size = 33_554_433; // Padded to 34 603 008: the last three segments hold zeros alone.
    var sealer = new ChunkSealer(KEY, size);
    ByteBuffer sealed = ByteBuffer.allocate((int) Sealing.sealedBytes(size));
    int calls = 0;
    while (!sealer.done()) {
      sealer.seal(ByteBuffer.allocate(sealer.nextContentBytes()), sealed);
      calls++;
    }
    assertEquals(Sealing.segments(sealed.capacity()), calls);
    assertEquals(Hash.sha256(Bytes.zero(size)), sealer.finish().contentSha256());
    assertEquals(Bytes.zero(size), Blob.open(KEY, Bytes.copyOf(sealed.flip()), size));
  }

  /// Whoever hashes elsewhere sees the content in order, once, and its padding never.
  @Test
  void contentCanBeHashedElsewhere() throws Exception {
    Bytes content = content(600_000);
    var seen = ByteBuffer.allocate(2 * content.length());
    var elsewhere =
        new ContentHash() {
          @Override
          public void update(ByteBuffer piece) {
            seen.put(piece.duplicate());
          }

          @Override
          public Bytes finish() {
            return Hash.sha256(seen.flip());
          }
        };
    var sealer = new ChunkSealer(KEY, content.length(), elsewhere);
    ByteBuffer source = ByteBuffer.wrap(content.toArray());
    ByteBuffer sealed = ByteBuffer.allocate((int) Sealing.sealedBytes(content.length()));
    while (!sealer.done()) {
      ByteBuffer piece = source.slice(source.position(), sealer.nextContentBytes());
      source.position(source.position() + piece.remaining());
      sealer.seal(piece, sealed);
    }
    assertEquals(Hash.sha256(content), sealer.finish().contentSha256());
    seen.clear();
    var opener = new ChunkOpener(KEY, sealed.capacity(), content.length(), elsewhere);
    sealed.flip();
    ByteBuffer opened = ByteBuffer.allocate(content.length());
    while (!opener.done()) {
      ByteBuffer segment = sealed.slice(sealed.position(), opener.nextSealedBytes());
      sealed.position(sealed.position() + segment.remaining());
      opener.open(segment, opened);
    }
    assertEquals(Hash.sha256(content), opener.finish());
  }

  @Test
  void S504_segmentOfAnotherLength() throws Exception {
    Blob blob = Blob.seal(KEY, content(1_000));
    var opener = new ChunkOpener(KEY, blob.bytes().length(), 1_000);
    ByteBuffer cut = ByteBuffer.wrap(blob.bytes().slice(0, 900).toArray());
    assertRejected(S504_SEGMENT, () -> opener.open(cut, ByteBuffer.allocate(2_000)));
  }

  @Test
  void S505_lengthThatNoContentGives() {
    for (long length : new long[] {-1, 0, 1, 16, 271, 273, 16_400 + 16, 16_400 + 17}) {
      assertRejected(S505_SEALED_LENGTH, () -> new ChunkOpener(KEY, length, 0));
    }
  }

  @Test
  void S506_everyFlippedByteOfASmallBlob() {
    Blob blob = Blob.seal(KEY, content(100));
    for (int i = 0; i < blob.bytes().length(); i++) {
      assertOpenRejected(S506_CHUNK, flipped(blob, i), 100);
    }
  }

  @Test
  void S506_chunksSwappedOrUnderAnotherKey() {
    Bytes content = content(40_000);
    Bytes sealed = Blob.seal(KEY, content).bytes();
    Bytes swapped =
        Bytes.concat(
            sealed.slice(16_400, 32_800),
            sealed.slice(0, 16_400),
            sealed.slice(32_800, sealed.length()));
    assertOpenRejected(S506_CHUNK, swapped, 40_000);
    Bytes foreign = Blob.seal(Secret.copyOf(Bytes.zero(32)), content).bytes();
    assertOpenRejected(S506_CHUNK, foreign, 40_000);
  }

  @Test
  void S506_endsAtAChunkBorder() {
    Bytes sealed = Blob.seal(KEY, content(65_536)).bytes();
    assertOpenRejected(S506_CHUNK, sealed.slice(0, 2 * Sealing.SEALED_CHUNK_BYTES), 32_768);
  }

  @Test
  void S506_finishedBeforeTheLastSegment() throws Exception {
    Blob blob = Blob.seal(KEY, content(300_000));
    var opener = new ChunkOpener(KEY, blob.bytes().length(), 300_000);
    opener.open(blob.segment(0), ByteBuffer.allocate(Sealing.SEGMENT_CONTENT_BYTES));
    assertRejected(S506_CHUNK, opener::finish);
  }

  @Test
  void S507_paddingIsNotZeroOrSizeDoesNotFit() {
    Bytes plain = Bytes.concat(content(100), Bytes.zero(155), Bytes.of(1));
    Bytes sealed = Aead.seal(KEY, Sealing.nonce(0, true), Bytes.EMPTY, plain);
    assertOpenRejected(S507_PADDING, sealed, 100);
    Bytes good = Blob.seal(KEY, content(1_000)).bytes();
    assertOpenRejected(S507_PADDING, good, 256);
    assertOpenRejected(S507_PADDING, good, 2_000);
  }

  @Test
  void S509_moreThanAMillionChunks() {
    long sealed = Sealing.sealedBytes(Sealing.MAX_CONTENT_BYTES);
    assertRejected(S509_SIZE, () -> Sealing.paddedBytes(sealed + 1_000_000));
    assertTrue(Sealing.segments(sealed) <= 65_536);
  }

  private static Bytes flipped(Blob blob, int index) {
    byte[] bytes = blob.bytes().toArray();
    bytes[index] ^= 1;
    return Bytes.copyOf(bytes);
  }

  static Bytes content(int size) {
    var bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  private static void assertOpenRejected(Rule rule, Bytes sealed, int contentBytes) {
    assertRejected(rule, () -> Blob.open(KEY, sealed, contentBytes));
  }
}
