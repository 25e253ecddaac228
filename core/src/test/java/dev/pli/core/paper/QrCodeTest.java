package dev.pli.core.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  @ParameterizedTest
  @ValueSource(strings = {"pli:AQIDBAUG", "pliv:AbCdEf", "académie abeille"})
  void isReadBackFromAPicture(String text) {
    assertEquals(Optional.of(text), QrCode.read(drawn(QrCode.of(text), 3)));
  }

  @Test
  void holdsTheLongestLink() {
    String longest = "pli:" + "A".repeat(1_020);
    assertEquals(Optional.of(longest), QrCode.read(drawn(QrCode.of(longest), 2)));
  }

  @Test
  void hasThreeFindersAndNothingOutside() {
    QrCode code = QrCode.of("pli:AQIDBAUG");
    int last = code.size() - 1;
    assertTrue(code.isDark(0, 0) && code.isDark(last, 0) && code.isDark(0, last));
    assertFalse(code.isDark(-1, 0) || code.isDark(code.size(), 0) || code.isDark(0, -1));
  }

  @Test
  void findsNothingInAnEmptyPicture() {
    assertEquals(Optional.empty(), QrCode.read(new Picture(64, 64, Bytes.zero(64 * 64))));
  }

  @Test
  void refusesATextThatNoCodeHolds() {
    assertThrows(IllegalArgumentException.class, () -> QrCode.of("a".repeat(3_000)));
  }

  private static Picture drawn(QrCode code, int scale) {
    int side = (code.size() + 2 * QrCode.MARGIN) * scale;
    var points = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean dark = code.isDark(x / scale - QrCode.MARGIN, y / scale - QrCode.MARGIN);
        points[y * side + x] = (byte) (dark ? 0 : 255);
      }
    }
    return new Picture(side, side, Bytes.copyOf(points));
  }
}
