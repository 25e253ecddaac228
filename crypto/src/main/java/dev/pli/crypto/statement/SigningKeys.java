package dev.pli.crypto.statement;

import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.MlDsa;
import dev.pli.crypto.primitive.Secret;
import java.util.random.RandomGenerator;

/// The private keys behind a [KeySet]. What is kept of them is 64 bytes: a P-256 scalar and an
/// ML-DSA seed, the same in every JDK.
public final class SigningKeys {
  private final Es256.KeyPair es256;
  private final MlDsa.KeyPair mldsa;
  private final KeySet keySet;

  private SigningKeys(Es256.KeyPair es256, MlDsa.KeyPair mldsa) {
    this.es256 = es256;
    this.mldsa = mldsa;
    this.keySet = new KeySet(es256.publicKey(), mldsa.publicKey());
  }

  public static SigningKeys generate(RandomGenerator random) {
    return new SigningKeys(Es256.KeyPair.generate(random), MlDsa.KeyPair.generate(random));
  }

  /// From the 48 and 32 bytes that an identity's seed gives for them. docs/spec/identity.md.
  public static SigningKeys ofSeeds(Secret es256Wide, Secret mldsaSeed) {
    return new SigningKeys(Es256.KeyPair.ofWide(es256Wide), MlDsa.KeyPair.of(mldsaSeed));
  }

  /// From what [#es256Scalar] and [#mldsaSeed] gave before.
  public static SigningKeys restore(Secret es256Scalar, Secret mldsaSeed) {
    return new SigningKeys(Es256.KeyPair.of(es256Scalar), MlDsa.KeyPair.of(mldsaSeed));
  }

  public KeySet keySet() {
    return keySet;
  }

  public Secret es256Scalar() {
    return es256.scalar();
  }

  public Secret mldsaSeed() {
    return mldsa.seed();
  }

  Es256.KeyPair es256() {
    return es256;
  }

  MlDsa.KeyPair mldsa() {
    return mldsa;
  }

  @Override
  public String toString() {
    return "SigningKeys[" + keySet.kid() + "]";
  }
}
