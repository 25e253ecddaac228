package dev.pli.crypto.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContentKeyTest {
  private static final Bytes PID = Bytes.hex("0a".repeat(16));
  private static final Secret K = Secret.copyOf(Bytes.hex("0b".repeat(32)));

  private final ContentKey key = ContentKey.of(PID, K);

  @Test
  void derivesByTheFormulaOfTheSpec() {
    assertEquals(
        Hkdf.derive(
            Bytes.EMPTY,
            K,
            Bytes.concat(Bytes.ascii("REMISE/v1/blob"), Bytes.of(0), PID, Bytes.u32(5)),
            32),
        key.blobKey(5));
    assertEquals(
        Hkdf.derive(
                Bytes.EMPTY,
                K,
                Bytes.concat(Bytes.ascii("REMISE/v1/commit"), Bytes.of(0), PID, Bytes.u32(0)),
                32)
            .reveal(),
        key.commitment());
  }

  @Test
  void everyBlobHasItsOwnKey() {
    var seen = new HashSet<Bytes>();
    for (int i = 0; i <= Sealing.MAX_PARTS; i++) {
      seen.add(key.blobKey(i).reveal());
    }
    seen.add(key.commitment());
    assertEquals(Sealing.MAX_PARTS + 2, seen.size());
  }

  @Test
  void commitsToKeyAndPid() {
    assertNotEquals(
        key.commitment(), ContentKey.of(PID, Secret.copyOf(Bytes.zero(32))).commitment());
    assertNotEquals(key.commitment(), ContentKey.of(Bytes.zero(16), K).commitment());
  }

  @Test
  void drawsKeyAndPidTogether() {
    var random = new SplittableRandom(1);
    ContentKey one = ContentKey.draw(random);
    ContentKey two = ContentKey.draw(random);
    assertNotEquals(one.pid(), two.pid());
    assertNotEquals(one.secret(), two.secret());
  }

  @Test
  void hasFixedLengthsAndPrintsNoSecret() {
    assertThrows(IllegalArgumentException.class, () -> ContentKey.of(Bytes.zero(15), K));
    assertThrows(
        IllegalArgumentException.class, () -> ContentKey.of(PID, Secret.copyOf(Bytes.EMPTY)));
    assertFalse(key.toString().contains("0b0b"));
  }
}
