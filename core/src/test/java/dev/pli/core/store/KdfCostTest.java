package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KdfCostTest {
  private static final long PLENTY_KIB = 64L << 20;

  /// A machine that takes this long for a MiB and an iteration.
  private static KdfCost.Measure machine(long nanos) {
    return cost -> nanos * (cost.memoryKib() >> 10) * cost.iterations();
  }

  @Test
  void V121_fastMachineGetsAllMemoryThenIterations() {
    assertEquals(new KdfCost(262_144, 13), KdfCost.calibrated(PLENTY_KIB, machine(300_000)));
  }

  @Test
  void V121_memoryStopsGrowingAtASecond() {
    assertEquals(new KdfCost(131_072, 3), KdfCost.calibrated(PLENTY_KIB, machine(2_000_000)));
  }

  @Test
  void V121_slowMachineKeepsTheFloor() {
    assertEquals(KdfCost.FLOOR, KdfCost.calibrated(PLENTY_KIB, machine(50_000_000)));
  }

  @Test
  void V121_neverMoreThanTheShareOfMemory() {
    assertEquals(new KdfCost(131_072, 26), KdfCost.calibrated(200_000, machine(300_000)));
  }
}
