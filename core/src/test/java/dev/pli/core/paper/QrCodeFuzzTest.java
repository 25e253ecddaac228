package dev.pli.core.paper;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.crypto.primitive.Bytes;

/// Whatever a camera sees, reading it ends with a text or with none.
class QrCodeFuzzTest {
  @FuzzTest
  void picture(byte[] input) {
    int side = (int) Math.sqrt(input.length);
    if (side > 0) {
      QrCode.read(new Picture(side, side, Bytes.copyOf(input).slice(0, side * side)));
    }
  }
}
