package dev.pli.core.store;

import dev.pli.crypto.primitive.Argon2;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;

/// What one guess at a passphrase costs: Argon2id's memory in KiB and its iterations, one lane.
/// docs/spec/vault.md V121, V122.
public record KdfCost(int memoryKib, int iterations) {

  // Fixed by the spec.
  private static final int MIN_MEMORY_KIB = 65_536;
  private static final int MAX_MEMORY_KIB = 1_048_576;
  private static final int MIN_ITERATIONS = 3;
  private static final int MAX_ITERATIONS = 64;

  /// The least that any vault has: about a quarter of a second.
  public static final KdfCost FLOOR = new KdfCost(MIN_MEMORY_KIB, MIN_ITERATIONS);

  // Chosen by us.

  /// Beyond it more memory is a burden for small machines and none for a graphics card's owner.
  private static final int CALIBRATED_MEMORY_KIB = 262_144;

  /// What a person waits for without wondering.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// A vault must also open while other programs run.
  private static final int SHARE_OF_MEMORY = 8;

  /// The heap must hold the blocks and everything else.
  private static final int SHARE_OF_HEAP = 2;

  private static final int RUNS = 3;

  /// Whether a slot may ask for this: outside it the slot is damaged, and no memory is taken.
  static boolean isAllowed(int memoryKib, int iterations, int lanes) {
    return memoryKib >= MIN_MEMORY_KIB
        && memoryKib <= MAX_MEMORY_KIB
        && iterations >= MIN_ITERATIONS
        && iterations <= MAX_ITERATIONS
        && lanes == 1;
  }

  /// The greatest cost at which this machine still answers within a second.
  public static KdfCost calibrated() {
    var machine =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long kib =
        Math.min(
                machine.getTotalMemorySize() / SHARE_OF_MEMORY,
                Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            >> 10;
    return calibrated(kib, KdfCost::nanosOf);
  }

  /// `measure` runs one guess at a cost and says how many nanoseconds it took.
  static KdfCost calibrated(long allowedKib, Measure measure) {
    KdfCost cost = FLOOR;
    long taken = median(cost, measure);
    while (cost.memoryKib * 2L <= Math.min(CALIBRATED_MEMORY_KIB, allowedKib)) {
      var doubled = new KdfCost(cost.memoryKib * 2, cost.iterations);
      long longer = median(doubled, measure);
      if (longer >= PATIENCE.toNanos()) {
        break;
      }
      cost = doubled;
      taken = longer;
    }
    long iterations = cost.iterations * PATIENCE.toNanos() / Math.max(1, taken);
    return new KdfCost(cost.memoryKib, Math.clamp(iterations, MIN_ITERATIONS, MAX_ITERATIONS));
  }

  /// How long one guess takes.
  interface Measure {
    long nanos(KdfCost cost);
  }

  private static long median(KdfCost cost, Measure measure) {
    var runs = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = measure.nanos(cost);
    }
    Arrays.sort(runs);
    return runs[RUNS / 2];
  }

  private static long nanosOf(KdfCost cost) {
    long before = System.nanoTime();
    cost.derive(Secret.copyOf(Bytes.ascii("measure")), Bytes.zero(32), Bytes.EMPTY).wipe();
    return System.nanoTime() - before;
  }

  Secret derive(Secret passphrase, Bytes salt, Bytes ad) {
    return Argon2.id(passphrase, salt, ad, memoryKib, iterations, 32);
  }
}
