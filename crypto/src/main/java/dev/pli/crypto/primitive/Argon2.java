package dev.pli.crypto.primitive;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id, one lane: makes guessing what people choose or compare expensive. RFC 9106.
public final class Argon2 {
  /// RFC 9106 §3.1: eight blocks of 1 KiB for each lane.
  public static final int MIN_MEMORY_KIB = 8;

  private Argon2() {}

  /// `ad` may be empty. Takes about a quarter of a second for 64 MiB and three iterations.
  public static Secret id(
      Secret password, Bytes salt, Bytes ad, int memoryKib, int iterations, int length) {
    Argon2Parameters parameters =
        parameters(Argon2Parameters.ARGON2_id)
            .withSalt(salt.array())
            .withAdditional(ad.array())
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(1)
            .build();
    return generate(parameters, password, length);
  }

  /// Gives the memory of what was derived, and whatever else is no longer used, back to the system
  /// now, not some day: for programs that go on. Stops this process for some 30 ms.
  public static void giveBack() {
    System.gc();
  }

  static Argon2Parameters.Builder parameters(int type) {
    return new Argon2Parameters.Builder(type).withVersion(Argon2Parameters.ARGON2_VERSION_13);
  }

  static Secret generate(Argon2Parameters parameters, Secret password, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(parameters);
    var output = new byte[length];
    generator.generateBytes(password.array(), output);
    return Secret.own(output);
  }
}
