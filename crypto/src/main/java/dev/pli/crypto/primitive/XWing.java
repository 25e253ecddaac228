package dev.pli.crypto.primitive;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// X-Wing, the hybrid of ML-KEM-768 and X25519: secret while either of the two holds.
///
/// ```
///  public key 1216   ML-KEM key 1184 ‖ X25519 key 32
///  ciphertext 1120   ML-KEM ciphertext 1088 ‖ X25519 ephemeral key 32
///  secret     32     SHA3-256( ML-KEM secret ‖ X25519 secret ‖ ephemeral key ‖ X25519 key ‖ label )
/// ```
///
/// The HPKE registry has it as 0x647A; draft-ietf-hpke-pq calls it MLKEM768-X25519, and
/// draft-irtf-cfrg-concrete-hybrid-kems says that both are one. draft-connolly-cfrg-xwing-kem §5.
public final class XWing {
  public static final int SEED_BYTES = 32;
  public static final int PUBLIC_KEY_BYTES = MlKem.PUBLIC_KEY_BYTES + X25519.KEY_BYTES;
  public static final int CIPHERTEXT_BYTES = MlKem.CIPHERTEXT_BYTES + X25519.KEY_BYTES;
  public static final int RANDOMNESS_BYTES = MlKem.RANDOMNESS_BYTES + X25519.KEY_BYTES;

  private static final int EXPANDED_BYTES = MlKem.SEED_BYTES + X25519.KEY_BYTES;
  private static final int SHAKE_BITS = 256;

  /// The six signs of a wing, `\./` over `/^\`.
  private static final Bytes LABEL = Bytes.hex("5c2e2f2f5e5c");

  /// Shows a point of small order, whatever it is: clamping leaves no scalar that is zero.
  private static final Secret ANY_SCALAR = Secret.copyOf(Bytes.zero(X25519.KEY_BYTES));

  private XWing() {}

  /// The seed, and the keys it gives; only the seed need be kept.
  public static final class KeyPair {
    private final Secret seed;
    private final MlKem.KeyPair lattice;
    private final X25519.KeyPair curve;

    private KeyPair(Secret seed) {
      var expanded = new byte[EXPANDED_BYTES];
      var shake = new SHAKEDigest(SHAKE_BITS);
      shake.update(seed.array(), 0, SEED_BYTES);
      shake.doFinal(expanded, 0, EXPANDED_BYTES);
      Secret both = Secret.own(expanded);
      this.seed = seed;
      this.lattice = MlKem.KeyPair.of(both.slice(0, MlKem.SEED_BYTES));
      this.curve = X25519.KeyPair.of(both.slice(MlKem.SEED_BYTES, EXPANDED_BYTES));
      both.wipe();
    }

    public static KeyPair generate(RandomGenerator random) {
      return of(Secret.random(SEED_BYTES, random));
    }

    public static KeyPair of(Secret seed) {
      if (seed.length() != SEED_BYTES) {
        throw new IllegalArgumentException("expected a seed of 32 bytes");
      }
      return new KeyPair(seed);
    }

    public Secret seed() {
      return seed;
    }

    public Bytes publicKey() {
      return Bytes.concat(lattice.publicKey(), curve.publicKey());
    }

    /// Empty when the ephemeral key has a small order. Of another ciphertext that was not made for
    /// this key, an unrelated secret, seen when what is sealed under it does not authenticate.
    public Optional<Secret> decapsulate(Bytes ciphertext) {
      if (ciphertext.length() != CIPHERTEXT_BYTES) {
        throw new IllegalArgumentException("expected a ciphertext of 1120 bytes");
      }
      Bytes ephemeral = ciphertext.slice(MlKem.CIPHERTEXT_BYTES, CIPHERTEXT_BYTES);
      Secret first = lattice.decapsulate(ciphertext.slice(0, MlKem.CIPHERTEXT_BYTES));
      return X25519
          .agree(curve.privateKey(), ephemeral)
          .map(second -> combine(first, second, ephemeral, curve.publicKey()));
    }

    @Override
    public String toString() {
      return "XWing.KeyPair[" + publicKey() + "]";
    }
  }

  /// Empty when `publicKey` is none: see [#isValidPublicKey]. `randomness` is 64 fresh bytes.
  public static Optional<MlKem.Encapsulation> encapsulate(Bytes publicKey, Secret randomness) {
    if (randomness.length() != RANDOMNESS_BYTES) {
      throw new IllegalArgumentException("expected 64 bytes of randomness");
    }
    if (publicKey.length() != PUBLIC_KEY_BYTES) {
      return Optional.empty();
    }
    Bytes remote = publicKey.slice(MlKem.PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES);
    X25519.KeyPair ephemeral =
        X25519.KeyPair.of(randomness.slice(MlKem.RANDOMNESS_BYTES, RANDOMNESS_BYTES));
    Optional<Secret> second = X25519.agree(ephemeral.privateKey(), remote);
    Optional<MlKem.Encapsulation> first =
        MlKem.encapsulate(
            publicKey.slice(0, MlKem.PUBLIC_KEY_BYTES),
            randomness.slice(0, MlKem.RANDOMNESS_BYTES));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MlKem.Encapsulation(
            Bytes.concat(first.get().ciphertext(), ephemeral.publicKey()),
            combine(first.get().sharedSecret(), second.get(), ephemeral.publicKey(), remote)));
  }

  /// Whether its length is right, its lattice half passes the modulus check of FIPS 203 §7.2, and
  /// its curve half has no small order.
  public static boolean isValidPublicKey(Bytes publicKey) {
    return publicKey.length() == PUBLIC_KEY_BYTES
        && MlKem.isValidPublicKey(publicKey.slice(0, MlKem.PUBLIC_KEY_BYTES))
        && X25519
            .agree(ANY_SCALAR, publicKey.slice(MlKem.PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES))
            .isPresent();
  }

  private static Secret combine(Secret first, Secret second, Bytes ephemeral, Bytes remote) {
    var digest = Jdk.digest("SHA3-256");
    digest.update(first.array());
    digest.update(second.array());
    digest.update(ephemeral.array());
    digest.update(remote.array());
    digest.update(LABEL.array());
    return Secret.own(digest.digest());
  }
}
