package dev.pli.bench.micro;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.SigningKeys;
import dev.pli.crypto.statement.StatementSigner;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.Validity;
import java.security.SecureRandom;
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

/// A statement of the size of a receipt: signed twice (ES256, ML-DSA-65), read and verified.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StatementBenchmark {
  private static final long TIME_MILLIS = 1_764_000_000_000L;
  private static final int DIGITS = 900;

  private final SecureRandom random = new SecureRandom();
  private final Validity validity = Validity.since(TIME_MILLIS);
  private final StatementSigner signer =
      new StatementSigner(SigningKeys.generate(random), validity);
  private final JsonObject payload =
      JsonObject.EMPTY
          .with("content", "a".repeat(DIGITS))
          .with("time", TIME_MILLIS)
          .with("type", "pli/receipt");
  private final Bytes signed = signer.sign(payload, random);

  @Benchmark
  public Bytes sign() {
    return signer.sign(payload, random);
  }

  @Benchmark
  public StatementVerifier.Verified verify() throws RejectedException {
    return StatementVerifier.verify(signed, signer.keySet(), validity);
  }
}
