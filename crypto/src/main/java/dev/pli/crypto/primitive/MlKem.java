package dev.pli.crypto.primitive;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.kems.mlkem.MLKEMEngine;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/// ML-KEM-768, the post-quantum half of the handshake. FIPS 203.
///
/// Keys come from their seed `d ‖ z` and encapsulations from their randomness `m`, both arguments,
/// so that published vectors can be replayed.
public final class MlKem {
  public static final int SEED_BYTES = 64;
  public static final int PUBLIC_KEY_BYTES = 1184;
  public static final int CIPHERTEXT_BYTES = 1088;
  public static final int RANDOMNESS_BYTES = 32;

  private static final int RHO_BYTES = 32; // The public key's last bytes; those before are t.
  private static final MLKEMParameters PARAMETERS = MLKEMParameters.ml_kem_768;

  private MlKem() {}

  /// The seed `d ‖ z`, the encapsulation key it gives, and the decapsulation key, which stays
  /// inside.
  public static final class KeyPair {
    private final Secret seed;
    private final MLKEMPrivateKeyParameters key;
    private final Bytes publicKey;

    private KeyPair(Secret seed) {
      this.seed = seed;
      this.key = new MLKEMPrivateKeyParameters(PARAMETERS, seed.array());
      this.publicKey = Bytes.own(key.getPublicKey());
    }

    public static KeyPair generate(RandomGenerator random) {
      return of(Secret.random(SEED_BYTES, random));
    }

    public static KeyPair of(Secret seed) {
      if (seed.length() != SEED_BYTES) {
        throw new IllegalArgumentException("expected a seed of 64 bytes");
      }
      return new KeyPair(seed);
    }

    public Secret seed() {
      return seed;
    }

    public Bytes publicKey() {
      return publicKey;
    }

    /// Of a ciphertext that was not made for this key, an unrelated secret: implicit rejection,
    /// seen when the next message does not authenticate.
    public Secret decapsulate(Bytes ciphertext) {
      if (ciphertext.length() != CIPHERTEXT_BYTES) {
        throw new IllegalArgumentException("expected a ciphertext of 1088 bytes");
      }
      return Secret.own(new MLKEMExtractor(key).extractSecret(ciphertext.array()));
    }

    public void wipe() {
      seed.wipe();
      key.destroy();
    }

    @Override
    public String toString() {
      return "MlKem.KeyPair[" + publicKey + "]";
    }
  }

  /// A shared secret, and the ciphertext that lets the holder of the key find it.
  public record Encapsulation(Bytes ciphertext, Secret sharedSecret) {}

  /// Empty when `publicKey` has not the right length or holds a coefficient of 3329 or more (FIPS
  /// 203 §7.2). `randomness` is 32 fresh bytes.
  public static Optional<Encapsulation> encapsulate(Bytes publicKey, Secret randomness) {
    if (randomness.length() != RANDOMNESS_BYTES) {
      throw new IllegalArgumentException("expected 32 bytes of randomness");
    }
    if (!isValidPublicKey(publicKey)) {
      return Optional.empty();
    }
    SecretWithEncapsulation made =
        MLKEMGenerator.internalGenerateEncapsulated(
            new MLKEMPublicKeyParameters(PARAMETERS, publicKey.toArray()), randomness.array());
    return Optional.of(
        new Encapsulation(Bytes.own(made.getEncapsulation()), Secret.own(made.getSecret())));
  }

  public static boolean isValidPublicKey(Bytes publicKey) {
    return publicKey.length() == PUBLIC_KEY_BYTES
        && MLKEMEngine.getInstance(PARAMETERS)
            .checkModulus(publicKey.slice(0, PUBLIC_KEY_BYTES - RHO_BYTES).array());
  }
}
