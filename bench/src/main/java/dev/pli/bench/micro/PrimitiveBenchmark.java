package dev.pli.bench.micro;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Es256;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.MlDsa;
import dev.pli.crypto.primitive.MlKem;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.X25519;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Each primitive once, over a short message where it takes one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PrimitiveBenchmark {
  private static final Bytes MESSAGE = Bytes.zero(256);
  private static final Bytes NONCE = Bytes.zero(Aead.NONCE_BYTES);

  private final SecureRandom random = new SecureRandom();
  private final Secret key = Secret.random(Aead.KEY_BYTES, random);
  private final X25519.KeyPair x25519 = X25519.KeyPair.generate(random);
  private final Bytes otherKey = X25519.KeyPair.generate(random).publicKey();
  private final MlKem.KeyPair kem = MlKem.KeyPair.generate(random);
  private final Bytes ciphertext = encapsulate().ciphertext();
  private final Ed25519.KeyPair ed25519 = Ed25519.KeyPair.generate(random);
  private final Es256.KeyPair es256 = Es256.KeyPair.generate(random);
  private final Bytes es256Signature = es256.sign(MESSAGE, random);
  private final MlDsa.KeyPair mldsa = MlDsa.KeyPair.generate(random);
  private final Bytes mldsaSignature = mldsa.sign(MESSAGE, random);

  @Benchmark
  public Bytes sha256() {
    return Hash.sha256(MESSAGE);
  }

  @Benchmark
  public Bytes hmac() {
    return Hmac.mac(key, MESSAGE);
  }

  @Benchmark
  public Bytes aeadSeal() {
    return Aead.seal(key, NONCE, Bytes.EMPTY, MESSAGE);
  }

  @Benchmark
  public X25519.KeyPair x25519Generate() {
    return X25519.KeyPair.generate(random);
  }

  @Benchmark
  public Optional<Secret> x25519Agree() {
    return X25519.agree(x25519.privateKey(), otherKey);
  }

  @Benchmark
  public MlKem.KeyPair mlKemGenerate() {
    return MlKem.KeyPair.generate(random);
  }

  @Benchmark
  public MlKem.Encapsulation mlKemEncapsulate() {
    return encapsulate();
  }

  private MlKem.Encapsulation encapsulate() {
    Secret randomness = Secret.random(MlKem.RANDOMNESS_BYTES, random);
    return MlKem.encapsulate(kem.publicKey(), randomness).orElseThrow();
  }

  @Benchmark
  public Secret mlKemDecapsulate() {
    return kem.decapsulate(ciphertext);
  }

  @Benchmark
  public Bytes ed25519Sign() {
    return Ed25519.sign(ed25519.seed(), MESSAGE);
  }

  @Benchmark
  public Bytes es256Sign() {
    return es256.sign(MESSAGE, random);
  }

  @Benchmark
  public boolean es256Verify() {
    return Es256.verify(es256.publicKey(), MESSAGE, es256Signature);
  }

  @Benchmark
  public Bytes mlDsaSign() {
    return mldsa.sign(MESSAGE, random);
  }

  @Benchmark
  public boolean mlDsaVerify() {
    return MlDsa.verify(mldsa.publicKey(), MESSAGE, mldsaSignature);
  }
}
