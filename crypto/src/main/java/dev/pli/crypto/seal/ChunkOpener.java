package dev.pli.crypto.seal;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.seal.SealRule.S504_SEGMENT;
import static dev.pli.crypto.seal.SealRule.S506_CHUNK;
import static dev.pli.crypto.seal.SealRule.S507_PADDING;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.BulkAead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Padding;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// Opens a sealed blob, one segment a call, and hashes its content; what it has written is
/// authentic, but the blob is whole only after [#finish].
///
/// One owner thread. After it has thrown, drop it and what it wrote.
public final class ChunkOpener {
  private final BulkAead aead;
  private final ContentHash contentHash;
  private final long sealedBytes;
  private final long contentBytes;
  private final long paddedBytes;
  private final ByteBuffer padded = ByteBuffer.allocate(Sealing.CHUNK_BYTES);
  private int segment; // The next one; the owner's thread.
  private long position; // Of the padded plaintext; the owner's thread.

  /// `contentBytes` is the size that the manifest names. Rejects by S505, S507 or S509.
  public ChunkOpener(Secret blobKey, long sealedBytes, long contentBytes) throws RejectedException {
    this(blobKey, sealedBytes, contentBytes, ContentHash.here());
  }

  /// With a hash that may run beside this opener.
  public ChunkOpener(Secret blobKey, long sealedBytes, long contentBytes, ContentHash contentHash)
      throws RejectedException {
    this.contentHash = contentHash;
    this.paddedBytes = Sealing.paddedBytes(sealedBytes);
    require(
        contentBytes <= paddedBytes && Padding.contentBytes(contentBytes) == paddedBytes,
        S507_PADDING);
    this.aead = new BulkAead(blobKey);
    this.sealedBytes = sealedBytes;
    this.contentBytes = contentBytes;
  }

  /// How many bytes the next call of [#open] takes; zero when [#done].
  public int nextSealedBytes() {
    return done() ? 0 : Sealing.segmentBytes(segment, sealedBytes);
  }

  /// Opens all that remains in `sealed`, which is the next segment; writes its content to
  /// `content`, which needs room for [Sealing#SEGMENT_CONTENT_BYTES] at most. Both should have an
  /// array.
  public void open(ByteBuffer sealed, ByteBuffer content) throws RejectedException {
    require(!done() && sealed.remaining() == nextSealedBytes(), S504_SEGMENT);
    ByteBuffer written = content.duplicate();
    while (sealed.hasRemaining()) {
      int length = Math.min(Sealing.SEALED_CHUNK_BYTES, sealed.remaining());
      ByteBuffer chunk = sealed.duplicate().limit(sealed.position() + length);
      sealed.position(chunk.limit());
      openChunk(chunk, content);
    }
    segment++;
    contentHash.update(written.limit(content.position()));
  }

  public boolean done() {
    return position == paddedBytes;
  }

  /// The SHA-256 of the content; S506 when segments are missing. The key is wiped.
  public Bytes finish() throws RejectedException {
    require(done(), S506_CHUNK);
    aead.wipe();
    return contentHash.finish();
  }

  private void openChunk(ByteBuffer chunk, ByteBuffer content) throws RejectedException {
    int length = chunk.remaining() - Aead.TAG_BYTES;
    Bytes nonce = Sealing.nonce(position / Sealing.CHUNK_BYTES, position + length == paddedBytes);
    int contentLength = Math.clamp(contentBytes - position, 0, length);
    ByteBuffer plaintext = contentLength == length ? content : padded.clear();
    require(aead.open(nonce, Bytes.EMPTY, chunk, plaintext), S506_CHUNK);
    position += length;
    if (contentLength < length) {
      padded.flip();
      content.put(padded.slice(0, contentLength));
      require(isZero(padded.position(contentLength)), S507_PADDING);
    }
  }

  private static boolean isZero(ByteBuffer rest) {
    return Bytes.copyOf(rest).isZero();
  }
}
