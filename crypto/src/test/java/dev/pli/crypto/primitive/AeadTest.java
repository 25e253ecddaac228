package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AeadTest {
  private static final Secret KEY = Secret.copyOf(Bytes.hex("07".repeat(32)));
  private static final Bytes NONCE = Bytes.hex("000102030405060708090a0b");
  private static final Bytes AD = Bytes.ascii("ad");

  @RepeatedTest(20)
  void opensWhatItSealedAndNothingElse(RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    Bytes plaintext = random(random, random.nextInt(200));
    Bytes sealed = Aead.seal(KEY, NONCE, AD, plaintext);
    assertEquals(Optional.of(plaintext), Aead.open(KEY, NONCE, AD, sealed));
    assertEquals(Optional.empty(), Aead.open(KEY, NONCE, Bytes.EMPTY, sealed));
    assertEquals(Optional.empty(), Aead.open(KEY, Bytes.zero(12), AD, sealed));
    for (int i = 0; i < sealed.length(); i++) {
      byte[] flipped = sealed.toArray();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      assertEquals(Optional.empty(), Aead.open(KEY, NONCE, AD, Bytes.copyOf(flipped)));
      assertEquals(Optional.empty(), Aead.open(KEY, NONCE, AD, sealed.slice(0, i)));
    }
  }

  @Test
  void bulkGivesTheSameBytes() {
    Bytes plaintext = random(new SplittableRandom(1), 40_000);
    var bulk = new BulkAead(KEY);
    ByteBuffer sealed = ByteBuffer.allocate(40_016);
    bulk.seal(NONCE, AD, plaintext.buffer(), sealed);
    assertEquals(Aead.seal(KEY, NONCE, AD, plaintext), Bytes.copyOf(sealed.flip()));
    ByteBuffer opened = ByteBuffer.allocate(40_000);
    assertTrue(bulk.open(NONCE, AD, sealed, opened));
    assertEquals(plaintext, Bytes.copyOf(opened.flip()));
  }

  @Test
  void bulkWorksInPlaceAndInPartsOfAnArray() {
    byte[] plaintext = random(new SplittableRandom(2), 1_000).toArray();
    var array = new byte[2_000];
    System.arraycopy(plaintext, 0, array, 100, 1_000);
    var bulk = new BulkAead(KEY);
    bulk.seal(NONCE, AD, ByteBuffer.wrap(array, 100, 1_000), ByteBuffer.wrap(array, 100, 1_016));
    assertTrue(
        bulk.open(
            NONCE, AD, ByteBuffer.wrap(array, 100, 1_016), ByteBuffer.wrap(array, 100, 1_000)));
    assertArrayEquals(plaintext, java.util.Arrays.copyOfRange(array, 100, 1_100));
  }

  @Test
  void bulkWorksOnDirectBuffers() {
    Bytes plaintext = random(new SplittableRandom(3), 5_000);
    ByteBuffer in = ByteBuffer.allocateDirect(5_000).put(plaintext.buffer()).flip();
    ByteBuffer sealed = ByteBuffer.allocateDirect(5_016);
    new BulkAead(KEY).seal(NONCE, AD, in, sealed);
    assertEquals(Aead.seal(KEY, NONCE, AD, plaintext), Bytes.copyOf(sealed.flip()));
  }

  @Test
  void bulkGoesOnAfterAForgery() {
    Bytes sealed = Aead.seal(KEY, NONCE, AD, Bytes.ascii("text"));
    var bulk = new BulkAead(KEY);
    ByteBuffer out = ByteBuffer.allocate(100);
    assertFalse(bulk.open(NONCE, AD, Bytes.zero(20).buffer(), out));
    assertFalse(bulk.open(NONCE, AD, Bytes.zero(3).buffer(), out));
    assertTrue(bulk.open(NONCE, AD, sealed.buffer(), out.clear()));
  }

  @Test
  void bulkRefusesTheSameNonceTwiceInARow() {
    var bulk = new BulkAead(KEY);
    bulk.seal(NONCE, AD, Bytes.zero(4).buffer(), ByteBuffer.allocate(20));
    assertThrows(
        IllegalStateException.class,
        () -> bulk.seal(NONCE, AD, Bytes.zero(4).buffer(), ByteBuffer.allocate(20)));
  }

  @Test
  void bulkOpensNothingOnceWiped() {
    Bytes sealed = Aead.seal(KEY, NONCE, AD, Bytes.ascii("text"));
    var bulk = new BulkAead(KEY);
    bulk.wipe();
    assertFalse(bulk.open(NONCE, AD, sealed.buffer(), ByteBuffer.allocate(20)));
  }

  @Test
  void gcmOpensWhatItSealedAndNothingElse() {
    Bytes sealed = AesGcm.seal(KEY, NONCE, AD, Bytes.ascii("text"));
    assertEquals(Optional.of(Bytes.ascii("text")), AesGcm.open(KEY, NONCE, AD, sealed));
    for (int i = 0; i < sealed.length(); i++) {
      byte[] flipped = sealed.toArray();
      flipped[i] ^= 1;
      assertEquals(Optional.empty(), AesGcm.open(KEY, NONCE, AD, Bytes.copyOf(flipped)));
      assertEquals(Optional.empty(), AesGcm.open(KEY, NONCE, AD, sealed.slice(0, i)));
    }
  }

  @Test
  void keysAndNoncesHaveTheirLengths() {
    Secret shorter = Secret.copyOf(Bytes.zero(16));
    assertThrows(IllegalArgumentException.class, () -> Aead.seal(shorter, NONCE, AD, Bytes.EMPTY));
    assertThrows(
        IllegalArgumentException.class, () -> Aead.seal(KEY, Bytes.zero(8), AD, Bytes.EMPTY));
    assertThrows(
        IllegalArgumentException.class, () -> AesGcm.seal(shorter, NONCE, AD, Bytes.EMPTY));
  }

  private static Bytes random(SplittableRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }
}
