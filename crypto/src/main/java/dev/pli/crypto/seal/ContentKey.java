package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.util.random.RandomGenerator;

/// K, the key of one pli, with the pli's id, which every key drawn from it depends on.
///
/// `D(K; label, i) = HKDF(ikm = K, salt empty, info = "REMISE/v1/" ‖ label ‖ 0x00 ‖ pid ‖ u32(i),
/// 32)`. K and pid are drawn when sealing starts and serve one sealing: a seal that was given up is
/// begun again with new ones, so no chunk key ever seals twice. docs/spec/files.md §2.
public record ContentKey(Bytes pid, Secret secret) {
  public static final int KEY_BYTES = 32;
  public static final int PID_BYTES = 16;

  private static final Bytes BLOB = Bytes.ascii("REMISE/v1/blob\0");
  private static final Bytes COMMIT = Bytes.ascii("REMISE/v1/commit\0");

  public ContentKey {
    if (pid.length() != PID_BYTES || secret.length() != KEY_BYTES) {
      throw new IllegalArgumentException("expected a pid of 16 bytes and a key of 32");
    }
  }

  public static ContentKey draw(RandomGenerator random) {
    return new ContentKey(
        Secret.random(PID_BYTES, random).reveal(), Secret.random(KEY_BYTES, random));
  }

  public static ContentKey of(Bytes pid, Secret secret) {
    return new ContentKey(pid, secret);
  }

  /// `bk_i`: 0 is the manifest's, i the one of part i-1.
  public Secret blobKey(int index) {
    return derive(BLOB, index);
  }

  /// `kc`: commits to K, as no AEAD does. Another K with this commitment is a collision of SHA-256.
  public Bytes commitment() {
    return derive(COMMIT, 0).reveal();
  }

  private Secret derive(Bytes label, int index) {
    return Hkdf.derive(Bytes.EMPTY, secret, Bytes.concat(label, pid, Bytes.u32(index)), KEY_BYTES);
  }
}
