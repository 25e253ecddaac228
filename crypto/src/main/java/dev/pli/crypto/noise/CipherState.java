package dev.pli.crypto.noise;

import dev.pli.crypto.primitive.BulkAead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// One direction of a channel after its handshake: a key and the number of its next message.
///
/// One owner thread. Works from buffer to buffer without a copy; `in` and `out` may be the same
/// array at the same offset. Noise rev 34 §5.1.
public final class CipherState {
  private static final int ZERO_BYTES = 4;

  private final BulkAead aead;
  private long messages; // The owner's thread.

  public CipherState(Secret key) {
    this.aead = new BulkAead(key);
  }

  /// Seals all that remains in `in`; 16 more bytes come out.
  public void seal(ByteBuffer in, ByteBuffer out) {
    aead.seal(nonce(messages++), Bytes.EMPTY, in, out);
  }

  /// Opens all that remains in `in`. False when it does not authenticate: close the channel, for
  /// the order of its messages is lost.
  public boolean open(ByteBuffer in, ByteBuffer out) {
    boolean isAuthentic = aead.open(nonce(messages), Bytes.EMPTY, in, out);
    messages += isAuthentic ? 1 : 0;
    return isAuthentic;
  }

  /// How many messages this key has sealed or opened: its owner stops in time.
  public long messages() {
    return messages;
  }

  public void wipe() {
    aead.wipe();
  }

  /// Noise rev 34 §12.3: four zero bytes, then the number, little-endian.
  static Bytes nonce(long number) {
    return Bytes.concat(Bytes.zero(ZERO_BYTES), Bytes.u64(Long.reverseBytes(number)));
  }
}
