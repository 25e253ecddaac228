package dev.pli.crypto.primitive;

import java.nio.ByteBuffer;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 for many messages under one key: keeps its `Cipher`, works from buffer to
/// buffer without a copy.
///
/// Buffers with an accessible array run at full speed; `in` and `out` may be the same array at the
/// same offset. One owner thread. A nonce seals once: the caller counts.
public final class BulkAead {
  private final Cipher cipher = Aead.CIPHER.create();
  private SecretKeySpec key; // The owner's thread; replaced by zeros once wiped.

  public BulkAead(Secret key) {
    this.key = Aead.CIPHER.key(key);
  }

  /// Seals all that remains in `in`; writes the ciphertext, then the tag. Both buffers are moved.
  public void seal(Bytes nonce, Bytes associatedData, ByteBuffer in, ByteBuffer out) {
    Aead.CIPHER.start(cipher, Cipher.ENCRYPT_MODE, key, nonce, associatedData);
    AeadCipher.finish(cipher, in, out);
  }

  /// Opens all that remains in `in`. False when it does not authenticate; then what `out` holds is
  /// meaningless.
  public boolean open(Bytes nonce, Bytes associatedData, ByteBuffer in, ByteBuffer out) {
    if (in.remaining() < Aead.TAG_BYTES) {
      return false;
    }
    Aead.CIPHER.start(cipher, Cipher.DECRYPT_MODE, key, nonce, associatedData);
    return AeadCipher.finish(cipher, in, out);
  }

  /// Replaces the key, here and inside the `Cipher`.
  public void wipe() {
    key = Aead.CIPHER.key(Secret.own(new byte[Aead.KEY_BYTES]));
    Aead.CIPHER.start(cipher, Cipher.DECRYPT_MODE, key, Bytes.zero(Aead.NONCE_BYTES), Bytes.EMPTY);
  }
}
