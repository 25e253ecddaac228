package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.BulkAead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Padding;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// Seals the content of one blob in one pass: padded, cut into chunks, each under its own nonce;
/// hashes what goes in and what comes out. One segment a call.
///
/// One owner thread, one use of its key: when it cannot be finished, drop it with the whole content
/// key.
public final class ChunkSealer {
  /// What padding is made of; nobody writes it.
  private static final byte[] ZEROS = new byte[Sealing.CHUNK_BYTES];

  private final BulkAead aead;
  private final ContentHash contentHash;
  private final long contentBytes;
  private final long paddedBytes;
  private final ByteBuffer digests;
  private long position; // Of the padded plaintext; the owner's thread.

  public ChunkSealer(Secret blobKey, long contentBytes) {
    this(blobKey, contentBytes, ContentHash.here());
  }

  /// With a hash that may run beside this sealer.
  public ChunkSealer(Secret blobKey, long contentBytes, ContentHash contentHash) {
    this.contentHash = contentHash;
    this.aead = new BulkAead(blobKey);
    this.contentBytes = contentBytes;
    this.paddedBytes = Padding.contentBytes(contentBytes);
    this.digests = ByteBuffer.allocate(Sealing.digestListBytes(Sealing.sealedBytes(contentBytes)));
  }

  /// How much content the next call of [#seal] takes: none when only padding is left.
  public int nextContentBytes() {
    return Math.clamp(contentBytes - position, 0, Sealing.SEGMENT_CONTENT_BYTES);
  }

  /// How many bytes the next call of [#seal] writes.
  public int nextSealedBytes() {
    long plain = Math.min(Sealing.SEGMENT_CONTENT_BYTES, paddedBytes - position);
    return (int) Sealing.sealedBytes(plain);
  }

  /// Seals the next segment: takes [#nextContentBytes] from `content`, writes [#nextSealedBytes] to
  /// `sealed`. Both should have an array; they must not share it.
  public void seal(ByteBuffer content, ByteBuffer sealed) {
    if (content.remaining() != nextContentBytes()) {
      throw new IllegalArgumentException("expected " + nextContentBytes() + " bytes of content");
    }
    contentHash.update(content);
    ByteBuffer written = sealed.duplicate();
    long end = Math.min(paddedBytes, position + Sealing.SEGMENT_CONTENT_BYTES);
    while (position < end) {
      sealChunk(content, sealed);
    }
    digests.put(Hash.sha256(written.limit(sealed.position())).buffer());
  }

  private void sealChunk(ByteBuffer content, ByteBuffer sealed) {
    int length = (int) Math.min(Sealing.CHUNK_BYTES, paddedBytes - position);
    long chunk = position / Sealing.CHUNK_BYTES;
    position += length;
    Bytes nonce = Sealing.nonce(chunk, position == paddedBytes);
    aead.seal(nonce, Bytes.EMPTY, plaintext(content, length), sealed);
  }

  /// The next `length` bytes of content as a view, or a copy where zeros follow them.
  private static ByteBuffer plaintext(ByteBuffer content, int length) {
    if (!content.hasRemaining()) {
      return ByteBuffer.wrap(ZEROS, 0, length);
    }
    if (content.remaining() < length) {
      return ByteBuffer.allocate(length).put(content).clear();
    }
    ByteBuffer view = content.duplicate().limit(content.position() + length);
    content.position(view.limit());
    return view;
  }

  public boolean done() {
    return position == paddedBytes;
  }

  /// When [#done], the commitments; the key is wiped.
  public SealedBlob finish() {
    if (!done()) {
      throw new IllegalStateException("content is left to seal");
    }
    aead.wipe();
    long sealedBytes = Sealing.sealedBytes(contentBytes);
    Bytes list = Bytes.copyOf(digests.flip());
    return new SealedBlob(
        sealedBytes, Commitment.ofBlob(sealedBytes, list), contentHash.finish(), list);
  }
}
