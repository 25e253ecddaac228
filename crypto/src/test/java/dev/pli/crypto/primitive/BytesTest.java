package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void nobodyCanChangeThem() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.copyOf(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of(1, 2, 3), bytes);
    assertThrows(ReadOnlyBufferException.class, () -> bytes.buffer().put((byte) 9));
  }

  @Test
  void copyOfABufferDoesNotMoveIt() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    assertEquals(Bytes.of(2, 3), Bytes.copyOf(buffer));
    assertEquals(1, buffer.position());
  }

  @Test
  void orderIsThatOfUnsignedNumbers() {
    assertTrue(Bytes.of(0x7f).compareTo(Bytes.of(0x80)) < 0);
    assertTrue(Bytes.of(1).compareTo(Bytes.of(1, 0)) < 0);
    assertEquals(0xff, Bytes.of(0xff).at(0));
  }

  @Test
  void numbersAreBigEndian() {
    assertEquals(Bytes.hex("0000000000000102"), Bytes.u64(0x102));
    assertEquals(Bytes.hex("ffffffff"), Bytes.u32(-1));
  }

  @Test
  void equalByContentAndPrintedInHex() {
    assertEquals(Bytes.of(1, 2), Bytes.concat(Bytes.of(1), Bytes.of(2)));
    assertEquals(Bytes.of(1, 2).hashCode(), Bytes.of(1, 2).hashCode());
    assertNotEquals(Bytes.of(1, 2), Bytes.of(1));
    assertEquals("0102", Bytes.of(1, 2).toString());
    assertTrue(Bytes.zero(40).toString().endsWith("(40 bytes)"));
  }

  @Test
  void sliceStaysInside() {
    assertEquals(Bytes.of(2), Bytes.of(1, 2, 3).slice(1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(1).slice(0, 2));
  }

  @Test
  void textGoesThroughUtf8() {
    assertEquals("é", Bytes.utf8("é").utf8());
    assertEquals(2, Bytes.utf8("é").length());
  }

  @Test
  void zeroIsSeen() {
    assertTrue(Bytes.zero(3).isZero());
    assertTrue(Bytes.EMPTY.isZero() && Bytes.EMPTY.isEmpty());
    assertFalse(Bytes.of(0, 1).isZero());
  }
}
