package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pli.crypto.TestJson;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// X-Wing against the vectors of its draft.
class XWingTest {
  @TestFactory
  Stream<DynamicTest> givesThePublishedAnswers() {
    return TestJson.resource("hpke/xwing.json").at("vectors").list().stream()
        .map(vector -> dynamicTest(vector.at("sk").text(), () -> replay(vector)));
  }

  private static void replay(TestJson.Node vector) {
    XWing.KeyPair key = XWing.KeyPair.of(secret(vector, "sk"));
    assertEquals(vector.at("pk").text(), key.publicKey().hex());
    MlKem.Encapsulation made =
        XWing.encapsulate(key.publicKey(), secret(vector, "eseed")).orElseThrow();
    assertEquals(vector.at("ct").text(), made.ciphertext().hex());
    assertEquals(vector.at("ss").text(), made.sharedSecret().reveal().hex());
    assertEquals(made.sharedSecret(), key.decapsulate(made.ciphertext()).orElseThrow());
  }

  private static Secret secret(TestJson.Node vector, String name) {
    return Secret.copyOf(Bytes.hex(vector.at(name).text()));
  }

  @RepeatedTest(20)
  void whatOneSideMakesTheOtherFinds(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    XWing.KeyPair key = XWing.KeyPair.generate(random);
    assertTrue(XWing.isValidPublicKey(key.publicKey()));
    MlKem.Encapsulation made =
        XWing.encapsulate(key.publicKey(), Secret.random(XWing.RANDOMNESS_BYTES, random))
            .orElseThrow();
    assertEquals(made.sharedSecret(), key.decapsulate(made.ciphertext()).orElseThrow());
    byte[] flipped = made.ciphertext().toArray();
    flipped[random.nextInt(MlKem.CIPHERTEXT_BYTES)] ^= 1;
    assertNotEquals(made.sharedSecret(), key.decapsulate(Bytes.copyOf(flipped)).orElseThrow());
  }

  @Test
  void refusesKeysThatAreNone() {
    var random = new Random(1);
    Bytes good = XWing.KeyPair.generate(random).publicKey();
    Bytes lattice = good.slice(0, MlKem.PUBLIC_KEY_BYTES);
    Bytes smallOrder = Bytes.concat(lattice, Bytes.zero(X25519.KEY_BYTES));
    byte[] unreduced = good.toArray();
    unreduced[0] = (byte) 0xff;
    unreduced[1] = (byte) 0xff;
    for (Bytes bad : new Bytes[] {smallOrder, Bytes.copyOf(unreduced), lattice, Bytes.EMPTY}) {
      assertFalse(XWing.isValidPublicKey(bad));
      assertTrue(XWing.encapsulate(bad, Secret.random(XWing.RANDOMNESS_BYTES, random)).isEmpty());
    }
  }

  @Test
  void refusesAnEphemeralKeyOfSmallOrder() {
    XWing.KeyPair key = XWing.KeyPair.generate(new Random(2));
    assertTrue(key.decapsulate(Bytes.zero(XWing.CIPHERTEXT_BYTES)).isEmpty());
  }
}
