package dev.pli.crypto.primitive;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.random.RandomGenerator;

/// ML-DSA-65 with an empty context: the second, post-quantum half of every statement's signature.
/// FIPS 204.
public final class MlDsa {
  public static final int SEED_BYTES = 32;
  public static final int PUBLIC_KEY_BYTES = 1952;
  public static final int SIGNATURE_BYTES = 3309;

  private static final String ALGORITHM = "ML-DSA-65";

  /// DER up to the raw key: SEQUENCE { SEQUENCE { 2.16.840.1.101.3.4.3.18 } BIT STRING. RFC 9881
  /// §4.
  private static final Bytes KEY_PREFIX =
      Bytes.hex("308207b2 300b 0609608648016503040312 038207a1 00");

  private MlDsa() {}

  /// A 32-byte key-generation seed and the public key it gives.
  public static final class KeyPair {
    private final Secret seed;
    private final Bytes publicKey;
    private final PrivateKey privateKey;

    private KeyPair(Secret seed, Bytes publicKey, PrivateKey privateKey) {
      this.seed = seed;
      this.publicKey = publicKey;
      this.privateKey = privateKey;
    }

    public static KeyPair generate(RandomGenerator random) {
      return of(Secret.random(SEED_BYTES, random));
    }

    public static KeyPair of(Secret seed) {
      if (seed.length() != SEED_BYTES) {
        throw new IllegalArgumentException("expected a seed of 32 bytes");
      }
      KeyPairGenerator generator = Jdk.latticeGenerator(ALGORITHM);
      java.security.KeyPair pair =
          Jdk.must(() -> {
            generator.initialize(NamedParameterSpec.ML_DSA_65, new SeedOnce(seed));
            return generator.generateKeyPair();
          });
      return new KeyPair(seed, encode(pair.getPublic()), pair.getPrivate());
    }

    public Secret seed() {
      return seed;
    }

    public Bytes publicKey() {
      return publicKey;
    }

    /// Two signatures of one message differ; `random` is the system's `SecureRandom` outside tests.
    public Bytes sign(Bytes message, RandomGenerator random) {
      return sign(message, HedgedRandom.of(seed, message, random));
    }

    Bytes sign(Bytes message, SecureRandom randomness) {
      Signature signer = Jdk.latticeSignature(ALGORITHM);
      return Jdk.must(() -> {
        signer.initSign(privateKey, randomness);
        signer.update(message.array());
        return Bytes.own(signer.sign());
      });
    }

    @Override
    public String toString() {
      return "MlDsa.KeyPair[" + publicKey + "]";
    }
  }

  /// False for a key or a signature of another length.
  public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (publicKey.length() != PUBLIC_KEY_BYTES || signature.length() != SIGNATURE_BYTES) {
      return false;
    }
    Signature verifier = Jdk.latticeSignature(ALGORITHM);
    try {
      verifier.initVerify(decode(publicKey));
      verifier.update(message.array());
      return verifier.verify(signature.array());
    } catch (SignatureException e) {
      return false; // The JDK's word for hints that are not encoded as FIPS 204 asks.
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any 1952 bytes are a key", e);
    }
  }

  private static PublicKey decode(Bytes publicKey) {
    var spec = new X509EncodedKeySpec(Bytes.concat(KEY_PREFIX, publicKey).array());
    try {
      return Jdk.latticeKeys(ALGORITHM).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any 1952 bytes are a key", e);
    }
  }

  private static Bytes encode(PublicKey key) {
    Bytes der = Bytes.own(key.getEncoded());
    if (!der.slice(0, KEY_PREFIX.length()).equals(KEY_PREFIX)) {
      throw new IllegalStateException("the JDK writes ML-DSA keys in another form");
    }
    return der.slice(KEY_PREFIX.length(), der.length());
  }
}
