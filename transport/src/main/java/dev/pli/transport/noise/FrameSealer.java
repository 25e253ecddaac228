package dev.pli.transport.noise;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.noise.ChannelRule.T313_COUNTER;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.CipherState;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Secret;
import java.nio.ByteBuffer;

/// Seals one direction of a channel: `u16 len ‖ ciphertext ‖ tag`, big-endian.
///
/// Not thread-safe. Rule T313.
public final class FrameSealer {
  /// Bytes that a frame has beside its plaintext.
  public static final int OVERHEAD_BYTES = 2 + Aead.TAG_BYTES;

  static final int MAX_FRAME_BYTES = 65_535;

  /// The longest plaintext that fits a frame.
  public static final int MAX_PLAINTEXT_BYTES = MAX_FRAME_BYTES - Aead.TAG_BYTES;

  /// Chosen by us, far below Noise's 2^64 - 1: 32 PiB of full frames, then a new link.
  static final long MAX_FRAMES = 1L << 40;

  private final CipherState cipher;
  private final long limit;

  FrameSealer(Secret key) {
    this(key, MAX_FRAMES);
  }

  /// For a test: the true limit is years away.
  FrameSealer(Secret key, long limit) {
    this.cipher = new CipherState(key);
    this.limit = limit;
  }

  /// Seals all that remains in `plaintext` to the end of `out`.
  public void seal(ByteBuffer plaintext, ByteBuffer out) throws RejectedException {
    int length = plaintext.remaining() + Aead.TAG_BYTES;
    if (length > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("expected at most 65 519 bytes");
    }
    require(cipher.messages() < limit, T313_COUNTER);
    out.putShort((short) length);
    cipher.seal(plaintext, out);
  }

  public void wipe() {
    cipher.wipe();
  }
}
