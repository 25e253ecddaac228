package dev.pli.bench.micro;

import dev.pli.bench.SessionPair;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One record of a session: a body that makes the smallest record, and one that makes the largest.
///
/// A session is a value, so the same state seals or opens again and again.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {
  /// Length of the record, padded, in bytes.
  @Param({"256", "16384"})
  public int recordBytes;

  private Bytes body = Bytes.EMPTY;
  private Session sealing = session();
  private Session opening = sealing;
  private Bytes record = Bytes.EMPTY;

  private static Session session() {
    var random = new SecureRandom();
    return SessionPair.open(SessionPair.Keys.draw(random), random).initiator();
  }

  @Setup
  public void running() throws RejectedException {
    var random = new SecureRandom();
    SessionPair pair = SessionPair.open(SessionPair.Keys.draw(random), random);
    Session.Sealed finish = pair.responder().seal(RecordType.FINISH, Bytes.EMPTY);
    sealing = pair.initiator().open(finish.record()).next();
    Session.Sealed confirm = sealing.seal(RecordType.CONFIRM, Bytes.EMPTY);
    sealing = confirm.next();
    opening = finish.next().open(confirm.record()).next();
    body = Bytes.zero(bodyBytes());
    record = seal().record();
  }

  /// The longest body whose record is not longer than `recordBytes`.
  private int bodyBytes() {
    int body = recordBytes;
    while (sealing.seal(RecordType.ENVELOPE, Bytes.zero(body / 2)).record().length()
        > recordBytes) {
      body /= 2;
    }
    return body / 2;
  }

  @Benchmark
  public Session.Sealed seal() {
    return sealing.seal(RecordType.ENVELOPE, body);
  }

  @Benchmark
  public Session.Opened open() throws RejectedException {
    return opening.open(record);
  }
}
