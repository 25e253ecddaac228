package dev.pli.crypto.seal;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.seal.SealRule.S505_SEALED_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SealingTest {
  @Test
  void lengthsOfASegmentsWorth() {
    assertEquals(272, Sealing.sealedBytes(0));
    assertEquals(16_400, Sealing.sealedBytes(16_384));
    assertEquals(262_400, Sealing.sealedBytes(262_144));
    assertEquals(1, Sealing.segments(262_400));
    assertEquals(2, Sealing.segments(Sealing.sealedBytes(262_145)));
    assertEquals(65_536, Sealing.segments(Sealing.sealedBytes(Sealing.MAX_CONTENT_BYTES)));
    assertEquals(262_400, Sealing.segmentBytes(0, 300_000));
    assertEquals(37_600, Sealing.segmentBytes(1, 300_000));
    assertThrows(IllegalArgumentException.class, () -> Sealing.sealedBytes(-1));
    assertThrows(
        IllegalArgumentException.class, () -> Sealing.sealedBytes(Sealing.MAX_CONTENT_BYTES + 1));
  }

  /// Of all lengths up to 200 000, exactly those that some content has are taken.
  @Test
  void S505_everyLengthThatNoContentHas() throws Exception {
    var possible = new HashSet<Long>();
    for (int content = 0; content <= 200_000; content++) {
      possible.add(Sealing.sealedBytes(content));
    }
    for (long sealed = 0; sealed <= 200_000; sealed++) {
      long length = sealed;
      if (possible.contains(length)) {
        assertEquals(length, Sealing.sealedBytes(Sealing.paddedBytes(length)));
      } else {
        assertRejected(S505_SEALED_LENGTH, () -> Sealing.paddedBytes(length));
      }
    }
  }
}
