package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyWrapTest {
  private static final Secret ROOT = Secret.copyOf(Bytes.hex("01".repeat(32)));
  private static final Secret OTHER_ROOT = Secret.copyOf(Bytes.hex("02".repeat(32)));
  private static final Secret DATA = Secret.copyOf(Bytes.hex("03".repeat(32)));
  private static final Bytes ID = Bytes.hex("04".repeat(16));
  private static final Bytes VAULT = Bytes.hex("05".repeat(16));
  private static final String LABEL = "pli/1 vault pli";

  private static final String INDEPENDENT =
      "000102030405060708090a0b0c0d0e0f5b97f6ecf97c7dab2374840315e9a0a0"
          + "be32261548308bc166cf62ea91683785b7984779e6ff5763c18af5599464fa14";

  private final SplittableRandom random = new SplittableRandom(1);
  private final Bytes wrapped = KeyWrap.wrap(ROOT, LABEL, ID, VAULT, DATA, random);

  @Test
  void unwrapsWhatItWrapped() {
    assertEquals(64, wrapped.length());
    assertEquals(Optional.of(DATA), KeyWrap.unwrap(ROOT, LABEL, ID, VAULT, wrapped));
  }

  @Test
  void neverWrapsTheSameWayTwice() {
    assertNotEquals(wrapped, KeyWrap.wrap(ROOT, LABEL, ID, VAULT, DATA, random));
  }

  @Test
  void opensUnderNothingElse() {
    assertEmpty(OTHER_ROOT, LABEL, ID, VAULT, wrapped);
    assertEmpty(ROOT, "pli/1 vault own", ID, VAULT, wrapped);
    assertEmpty(ROOT, LABEL, VAULT, VAULT, wrapped);
    assertEmpty(ROOT, LABEL, ID, ID, wrapped);
    for (int i = 0; i < wrapped.length(); i++) {
      byte[] flipped = wrapped.toArray();
      flipped[i] ^= 1;
      assertEmpty(ROOT, LABEL, ID, VAULT, Bytes.copyOf(flipped));
      assertEmpty(ROOT, LABEL, ID, VAULT, wrapped.slice(0, i));
    }
  }

  /// Made with Python's `hmac` and the AES-GCM of OpenSSL.
  @Test
  void isTheFunctionOfTheSpec() {
    Bytes salt = Bytes.hex("000102030405060708090a0b0c0d0e0f");
    Bytes expected = Bytes.hex(INDEPENDENT);
    assertEquals(salt, expected.slice(0, 16));
    assertEquals(Optional.of(DATA), KeyWrap.unwrap(ROOT, LABEL, ID, VAULT, expected));
  }

  private static void assertEmpty(Secret root, String label, Bytes id, Bytes vault, Bytes wrapped) {
    assertEquals(Optional.empty(), KeyWrap.unwrap(root, label, id, vault, wrapped));
  }
}
