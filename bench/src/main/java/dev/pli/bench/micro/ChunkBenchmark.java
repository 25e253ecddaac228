package dev.pli.bench.micro;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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

/// One MiB of content in chunks of 16 KiB under either AEAD: sealed, opened, and taken the whole
/// way, that is through every hash and cipher that it meets from the sender's file to the checked
/// content in the recipient's vault. One operation is a MiB; docs/decisions/0006 has the figures.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChunkBenchmark {
  private static final int CHUNK_BYTES = 16_384;
  private static final int CHUNKS = (1 << 20) / CHUNK_BYTES;

  /// The constructions that were compared before the format was frozen.
  public enum Construction {
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20"),
    AES_256_GCM("AES/GCM/NoPadding", "AES");

    private final String cipher;
    private final String key;

    Construction(String cipher, String key) {
      this.cipher = cipher;
      this.key = key;
    }

    String cipher() {
      return cipher;
    }

    String key() {
      return key;
    }
  }

  @Param public Construction aead = Construction.CHACHA20_POLY1305;

  private final ByteBuffer content = ByteBuffer.allocate(CHUNK_BYTES);
  private final ByteBuffer sealed = ByteBuffer.allocate(CHUNK_BYTES + ChunkCipher.TAG_BYTES);
  private final ByteBuffer framed = ByteBuffer.allocate(sealed.capacity() + ChunkCipher.TAG_BYTES);
  private final ByteBuffer arrived = ByteBuffer.allocate(sealed.capacity());
  private final ByteBuffer opened = ByteBuffer.allocate(CHUNK_BYTES);

  /// The channel's cipher is libp2p's and not ours to choose.
  private final ChunkCipher channel = new ChunkCipher(Construction.CHACHA20_POLY1305);

  private final MessageDigest contentHash = sha256();
  private final MessageDigest segmentHash = sha256();
  private final MessageDigest arrivedHash = sha256();
  private final MessageDigest openedHash = sha256();
  private ChunkCipher cipher = channel;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Setup
  public void sealOnce() {
    cipher = new ChunkCipher(aead);
    cipher.seal(content.clear(), sealed.clear());
  }

  @Benchmark
  public ByteBuffer seal() {
    for (int i = 0; i < CHUNKS; i++) {
      cipher.seal(content.clear(), sealed.clear());
    }
    return sealed;
  }

  @Benchmark
  public ByteBuffer open() {
    for (int i = 0; i < CHUNKS; i++) {
      cipher.open(sealed.clear(), opened.clear());
    }
    return opened;
  }

  @Benchmark
  public byte[] wholeWay() {
    for (int i = 0; i < CHUNKS; i++) {
      contentHash.update(content.clear());
      cipher.seal(content.clear(), sealed.clear());
      segmentHash.update(sealed.clear());
      channel.seal(sealed.clear(), framed.clear());
      channel.open(framed.clear(), arrived.clear());
      arrivedHash.update(arrived.clear());
      cipher.open(arrived.clear(), opened.clear());
      openedHash.update(opened.clear());
    }
    segmentHash.digest();
    arrivedHash.digest();
    contentHash.digest();
    return openedHash.digest();
  }
}
