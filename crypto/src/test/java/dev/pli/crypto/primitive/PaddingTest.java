package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaddingTest {
  /// The definition, digit by digit, with floating point.
  private static long byDefinition(long length) {
    if (length < 2) {
      return length;
    }
    int e = (int) Math.floor(Math.log(length) / Math.log(2) + 1e-12);
    int s = (int) Math.floor(Math.log(e) / Math.log(2) + 1e-12) + 1;
    long step = 1L << Math.max(0, e - s);
    return (length + step - 1) / step * step;
  }

  @Test
  void isPadmeUpToAMillion() {
    for (long length = 0; length <= 1 << 20; length++) {
      long padded = Padding.padme(length);
      assertEquals(byDefinition(length), padded, "of " + length);
      assertEquals(padded, Padding.padme(padded), "of " + length);
      assertTrue(padded <= length * 1.12 + 1, "of " + length);
    }
  }

  @Test
  void knowsTheLargestContent() {
    assertEquals(1L << 34, Padding.padme(1L << 34));
    assertTrue(Padding.padme((1L << 34) - 1) <= 1L << 34);
  }

  @Test
  void shortRecordsLookAlike() {
    assertEquals(256, Padding.recordBytes(0));
    assertEquals(256, Padding.recordBytes(251));
    assertEquals(272, Padding.recordBytes(252));
    assertEquals(16_384, Padding.recordBytes(16_379));
    assertEquals(256, Padding.contentBytes(0));
  }

  @Test
  void aLengthIsNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> Padding.padme(-1));
  }
}
