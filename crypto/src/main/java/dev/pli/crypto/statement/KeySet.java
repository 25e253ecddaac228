package dev.pli.crypto.statement;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.statement.StatementRule.E301_KEY_SET;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.MlDsa;

/// The two public keys of one signer of statements: an uncompressed P-256 point (65 bytes) and an
/// ML-DSA-65 key (1 952). docs/spec/evidence.md §2-3.
///
/// Comes from [#parse] where a peer or a file named the keys.
public record KeySet(Bytes p256, Bytes mldsa65) {
  public KeySet {
    if (p256.length() != Es256.PUBLIC_KEY_BYTES || mldsa65.length() != MlDsa.PUBLIC_KEY_BYTES) {
      throw new IllegalArgumentException("expected keys of 65 and 1952 bytes");
    }
  }

  /// Rejects by E301.
  public static KeySet parse(Bytes p256, Bytes mldsa65) throws RejectedException {
    require(Es256.isValidPublicKey(p256), E301_KEY_SET);
    require(mldsa65.length() == MlDsa.PUBLIC_KEY_BYTES, E301_KEY_SET);
    return new KeySet(p256, mldsa65);
  }

  /// The name of these keys in statements: their hash in base64url.
  public String kid() {
    return Base64Url.encode(hash());
  }

  Bytes hash() {
    return Hash.labelled("REMISE/v1/keyset", p256, mldsa65);
  }
}
