package dev.pli.core.identity;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.MlDsa;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The owner's identity with its private keys, all derived from the 24 recovery words.
///
/// `sign` signs device certificates and device lists and nothing else; `dh` is the handshake's
/// static key; `es256` and `mldsa65` sign key epochs, agreements and revocations.
/// docs/spec/identity.md §2.
public record Identity(
    Card card,
    Ed25519.KeyPair sign,
    X25519.KeyPair dh,
    Es256.KeyPair es256,
    MlDsa.KeyPair mldsa65) {
  public static final int SEED_BYTES = 64;

  private static final Bytes SALT = Bytes.ascii("pli/1 id");
  private static final Bytes SIGN = Bytes.ascii("pli/1 id sign");
  private static final Bytes DH = Bytes.ascii("pli/1 id dh");
  private static final Bytes ES256 = Bytes.ascii("pli/1 id es256");
  private static final Bytes MLDSA65 = Bytes.ascii("pli/1 id mldsa65");

  /// Of each of the four private keys.
  private static final int KEY_BYTES = 32;

  /// The identity of `seed64` ([Words#seed64]) created on the UTC day of `created`: the day is part
  /// of the fingerprint, which is why the recovery sheet prints it.
  public static Identity derive(Secret seed64, Instant created) {
    if (seed64.length() != SEED_BYTES) {
      throw new IllegalArgumentException("a seed of " + seed64.length() + " bytes");
    }
    return of(
        Ed25519.KeyPair.of(Hkdf.derive(SALT, seed64, SIGN, KEY_BYTES)),
        X25519.KeyPair.of(Hkdf.derive(SALT, seed64, DH, KEY_BYTES)),
        Es256.KeyPair.ofWide(Hkdf.derive(SALT, seed64, ES256, Es256.WIDE_SCALAR_BYTES)),
        MlDsa.KeyPair.of(Hkdf.derive(SALT, seed64, MLDSA65, KEY_BYTES)),
        created);
  }

  private static Identity of(
      Ed25519.KeyPair sign,
      X25519.KeyPair dh,
      Es256.KeyPair es256,
      MlDsa.KeyPair mldsa65,
      Instant created) {
    var card =
        new Card(
            sign.publicKey(),
            dh.publicKey(),
            es256.publicKey(),
            mldsa65.publicKey(),
            created.truncatedTo(ChronoUnit.DAYS));
    return new Identity(card, sign, dh, es256, mldsa65);
  }

  /// The identity that [#privateKeys] gave, as the vault keeps it.
  public static Identity restore(Secret privateKeys, Instant created) {
    if (privateKeys.length() != 4 * KEY_BYTES) {
      throw new IllegalArgumentException("private keys of " + privateKeys.length() + " bytes");
    }
    return of(
        Ed25519.KeyPair.of(privateKeys.slice(0, KEY_BYTES)),
        X25519.KeyPair.of(privateKeys.slice(KEY_BYTES, 2 * KEY_BYTES)),
        Es256.KeyPair.of(privateKeys.slice(2 * KEY_BYTES, 3 * KEY_BYTES)),
        MlDsa.KeyPair.of(privateKeys.slice(3 * KEY_BYTES, 4 * KEY_BYTES)),
        created);
  }

  /// 128 bytes: the four private keys in the order of this record. The words are not in it, and
  /// cannot be computed from it.
  public Secret privateKeys() {
    return Secret.copyOf(
        Bytes.concat(
            sign.seed().reveal(),
            dh.privateKey().reveal(),
            es256.scalar().reveal(),
            mldsa65.seed().reveal()));
  }

  public Fingerprint fingerprint() {
    return card.fingerprint();
  }

  /// The public part alone.
  @Override
  public String toString() {
    return "Identity[" + fingerprint().text() + "]";
  }
}
