package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.copyOf(Bytes.hex("c0ffee"));

  @Test
  void printsItsLengthAlone() {
    assertEquals("Secret[3 bytes]", secret.toString());
    assertEquals(3, secret.hashCode());
  }

  @Test
  void comparesByContent() {
    assertEquals(Secret.copyOf(Bytes.hex("c0ffee")), secret);
    assertNotEquals(Secret.copyOf(Bytes.hex("c0ffef")), secret);
    assertNotEquals(secret, Bytes.hex("c0ffee"));
  }

  @Test
  void aCopyOutlivesItsSource() {
    Secret copy = secret.slice(0, 3);
    secret.wipe();
    assertEquals(Bytes.hex("c0ffee"), copy.reveal());
  }

  @Test
  void onceWipedItThrows() {
    byte[] array = secret.array();
    secret.wipe();
    assertEquals(Bytes.zero(3), Bytes.copyOf(array));
    assertThrows(IllegalStateException.class, secret::reveal);
    assertThrows(IllegalStateException.class, () -> secret.slice(0, 1));
    assertThrows(IllegalStateException.class, () -> Hmac.mac(secret, Bytes.EMPTY));
  }

  @Test
  void sliceStaysInside() {
    assertThrows(IndexOutOfBoundsException.class, () -> secret.slice(0, 4));
  }

  @Test
  void randomComesFromItsSource() {
    assertEquals(
        Secret.random(32, new SplittableRandom(1)), Secret.random(32, new SplittableRandom(1)));
  }
}
