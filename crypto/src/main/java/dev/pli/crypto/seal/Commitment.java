package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.util.List;

/// The hashes by which a pli's content is named: what a receipt signs. docs/spec/files.md §2.
///
/// Every one is labelled, `H(tag; p1..pn) = LH("REMISE/v1/" ‖ tag; p1..pn)`, so none can stand for
/// another.
public final class Commitment {
  private Commitment() {}

  /// `leaf_i = H(part; salt; JCS{name,sha256,size,type})`.
  static Bytes leaf(Bytes salt, Bytes description) {
    return Hash.labelled("REMISE/v1/part", salt, description);
  }

  /// `root = H(content; leaf_0; …)`: hides the parts, whose salts only the sealed manifest holds.
  public static Bytes root(List<Bytes> leaves) {
    return Hash.labelled("REMISE/v1/content", leaves.toArray(Bytes[]::new));
  }

  /// `ct_i = H(blob; u64 sealed length; seg_0; …)`, `digests` being the 32-byte digests one after
  /// the other.
  public static Bytes ofBlob(long sealedBytes, Bytes digests) {
    Hash.Running hash = Hash.labelled("REMISE/v1/blob");
    hash.updatePart(Bytes.u64(sealedBytes));
    for (int at = 0; at < digests.length(); at += Hash.BYTES) {
      hash.updatePart(digests.slice(at, at + Hash.BYTES));
    }
    return hash.finish();
  }

  /// `ct = H(sealed; ct_0; …; ct_n)`, manifest first.
  public static Bytes ct(List<Bytes> blobs) {
    return Hash.labelled("REMISE/v1/sealed", blobs.toArray(Bytes[]::new));
  }
}
