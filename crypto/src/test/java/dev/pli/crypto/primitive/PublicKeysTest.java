package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
  private static final Bytes MESSAGE = Bytes.ascii("message");
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void x25519AgreesOnBothSides() {
    X25519.KeyPair alice = X25519.KeyPair.generate(random);
    X25519.KeyPair bob = X25519.KeyPair.generate(random);
    assertEquals(
        X25519.agree(alice.privateKey(), bob.publicKey()),
        X25519.agree(bob.privateKey(), alice.publicKey()));
    assertThrows(
        IllegalArgumentException.class, () -> X25519.agree(alice.privateKey(), Bytes.zero(31)));
  }

  /// The points of small order and their non-canonical forms: cr.yp.to/ecdh.html.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void x25519RefusesSmallOrder(String point) {
    Secret privateKey = Secret.random(32, random);
    assertTrue(X25519.agree(privateKey, Bytes.hex(point)).isEmpty());
  }

  /// The small-order points of edwards25519 in canonical and non-canonical forms, and a
  /// non-canonical one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void ed25519RefusesSmallOrderAndNonCanonicalKeys(String point) {
    Bytes key = Bytes.hex(point);
    assertFalse(Ed25519.isValidPublicKey(key));
    assertFalse(Ed25519.verify(key, MESSAGE, Bytes.concat(key, Bytes.zero(32))));
  }

  @Test
  void ed25519VerifiesWhatItSignedAndNothingElse() {
    Ed25519.KeyPair keys = Ed25519.KeyPair.generate(random);
    Bytes signature = Ed25519.sign(keys.seed(), MESSAGE);
    assertTrue(Ed25519.isValidPublicKey(keys.publicKey()));
    assertTrue(Ed25519.verify(keys.publicKey(), MESSAGE, signature));
    assertFalse(Ed25519.verify(keys.publicKey(), Bytes.EMPTY, signature));
    assertFalse(Ed25519.verify(keys.publicKey(), MESSAGE, signature.slice(0, 63)));
    assertFalse(Ed25519.verify(keys.publicKey().slice(0, 31), MESSAGE, signature));
    for (int i = 0; i < signature.length(); i++) {
      assertFalse(Ed25519.verify(keys.publicKey(), MESSAGE, flipped(signature, i)));
    }
  }

  @Test
  void mlkemSharesASecretOnlyWithTheHolderOfTheKey() {
    MlKem.KeyPair keys = MlKem.KeyPair.generate(random);
    MlKem.Encapsulation made =
        MlKem.encapsulate(keys.publicKey(), Secret.random(32, random)).orElseThrow();
    assertEquals(made.sharedSecret(), keys.decapsulate(made.ciphertext()));
    assertNotEquals(made.sharedSecret(), keys.decapsulate(flipped(made.ciphertext(), 5)));
  }

  @Test
  void mlkemRefusesACoefficientOf3329() {
    Bytes key = MlKem.KeyPair.generate(random).publicKey();
    byte[] bytes = key.toArray();
    bytes[0] = 0x01; // 12 bits, little-endian: 0xd01 is 3329.
    bytes[1] = (byte) (bytes[1] & 0xf0 | 0x0d);
    assertFalse(MlKem.isValidPublicKey(Bytes.copyOf(bytes)));
    bytes[0] = 0x00;
    assertTrue(MlKem.isValidPublicKey(Bytes.copyOf(bytes)));
    assertFalse(MlKem.isValidPublicKey(key.slice(0, 1_183)));
    assertTrue(MlKem.encapsulate(key.slice(0, 1_183), Secret.random(32, random)).isEmpty());
  }

  @RepeatedTest(10)
  void es256SignsWithALowS(RepetitionInfo repetition) {
    Es256.KeyPair keys = Es256.KeyPair.generate(random);
    Bytes message = Bytes.of(repetition.getCurrentRepetition());
    Bytes signature = keys.sign(message, random);
    assertTrue(Es256.isInRange(signature) && Es256.isLowS(signature));
    assertTrue(Es256.verify(keys.publicKey(), message, signature));
    assertNotEquals(signature, keys.sign(message, random));
    assertEquals(keys.signRepeatably(message), keys.signRepeatably(message));
    Bytes highS = withS(signature, ORDER.subtract(s(signature)));
    assertTrue(Es256.verify(keys.publicKey(), message, highS));
    assertFalse(Es256.isLowS(highS));
  }

  @Test
  void es256MixesTheMessageIntoItsNonce() {
    Es256.KeyPair keys = Es256.KeyPair.generate(random);
    Bytes one = keys.sign(Bytes.of(1), new SplittableRandom(1));
    Bytes two = keys.sign(Bytes.of(2), new SplittableRandom(1));
    assertNotEquals(one.slice(0, 32), two.slice(0, 32), "the same r: the private key is public");
  }

  @Test
  void es256RangeIsOneToOrderMinusOne() {
    Bytes one = Bytes.concat(Bytes.zero(31), Bytes.of(1));
    Bytes order = Bytes.copyOf(ORDER.toByteArray()).slice(1, 33);
    assertTrue(Es256.isInRange(Bytes.concat(one, one)));
    assertFalse(Es256.isInRange(Bytes.concat(Bytes.zero(32), one)));
    assertFalse(Es256.isInRange(Bytes.concat(one, Bytes.zero(32))));
    assertFalse(Es256.isInRange(Bytes.concat(order, one)));
    assertFalse(Es256.isInRange(Bytes.concat(one, order)));
    assertFalse(Es256.isInRange(Bytes.concat(one, one).slice(0, 63)));
  }

  @Test
  void es256ScalarsAreReducedAndChecked() {
    assertEquals(
        Bytes.concat(Bytes.zero(31), Bytes.of(1)),
        Es256.KeyPair.ofWide(Secret.copyOf(Bytes.zero(48))).scalar().reveal());
    assertThrows(
        IllegalArgumentException.class, () -> Es256.KeyPair.of(Secret.copyOf(Bytes.zero(32))));
    assertThrows(
        IllegalArgumentException.class, () -> Es256.KeyPair.ofWide(Secret.copyOf(Bytes.zero(32))));
  }

  @Test
  void es256RefusesWhatIsNoPoint() {
    Bytes good = Es256.KeyPair.generate(random).publicKey();
    assertTrue(Es256.isValidPublicKey(good));
    Bytes p = Bytes.hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    assertFalse(Es256.isValidPublicKey(Bytes.zero(65)), "infinity has no such form");
    assertFalse(Es256.isValidPublicKey(Bytes.concat(Bytes.of(2), good.slice(1, 33))));
    assertFalse(Es256.isValidPublicKey(Bytes.concat(Bytes.of(6), good.slice(1, 65))));
    assertFalse(Es256.isValidPublicKey(flipped(good, 64)), "off the curve");
    assertFalse(Es256.isValidPublicKey(Bytes.concat(good.slice(0, 33), p)));
    assertFalse(Es256.isValidPublicKey(Bytes.concat(Bytes.of(4), p, good.slice(33, 65))));
  }

  @Test
  void es256VerifiesNothingElse() {
    Es256.KeyPair keys = Es256.KeyPair.generate(random);
    Bytes signature = keys.sign(MESSAGE, random);
    Bytes other = Es256.KeyPair.generate(random).publicKey();
    assertFalse(Es256.verify(other, MESSAGE, signature));
    assertFalse(Es256.verify(keys.publicKey(), Bytes.EMPTY, signature));
    assertFalse(Es256.verify(keys.publicKey(), MESSAGE, Bytes.zero(64)));
    assertFalse(Es256.verify(keys.publicKey(), MESSAGE, signature.slice(0, 63)));
    assertFalse(Es256.verify(Bytes.zero(65), MESSAGE, signature));
  }

  @Test
  void mldsaVerifiesWhatItSignedAndNothingElse() {
    MlDsa.KeyPair keys = MlDsa.KeyPair.generate(random);
    Bytes signature = keys.sign(MESSAGE, random);
    assertTrue(MlDsa.verify(keys.publicKey(), MESSAGE, signature));
    assertNotEquals(signature, keys.sign(MESSAGE, random));
    assertFalse(MlDsa.verify(keys.publicKey(), Bytes.EMPTY, signature));
    assertFalse(MlDsa.verify(keys.publicKey(), MESSAGE, signature.slice(0, 3_308)));
    assertFalse(MlDsa.verify(keys.publicKey().slice(0, 1_951), MESSAGE, signature));
    assertFalse(MlDsa.verify(MlDsa.KeyPair.generate(random).publicKey(), MESSAGE, signature));
    for (int i = 0; i < signature.length(); i += 97) {
      assertFalse(MlDsa.verify(keys.publicKey(), MESSAGE, flipped(signature, i)));
    }
  }

  /// Keys that an independent implementation (OpenSSL) made of the same seed are in the hybrid and
  /// Wycheproof vectors; here, that a seed is asked for once.
  @Test
  void mldsaKeyComesFromItsSeedAlone() {
    Secret seed = Secret.random(32, random);
    assertEquals(MlDsa.KeyPair.of(seed).publicKey(), MlDsa.KeyPair.of(seed).publicKey());
    var once = new SeedOnce(seed);
    once.nextBytes(new byte[32]);
    assertThrows(IllegalStateException.class, () -> once.nextBytes(new byte[32]));
    assertThrows(IllegalStateException.class, () -> new SeedOnce(seed).nextBytes(new byte[31]));
  }

  private static BigInteger s(Bytes signature) {
    return new BigInteger(1, signature.slice(32, 64).toArray());
  }

  private static Bytes withS(Bytes signature, BigInteger s) {
    byte[] bytes = s.toByteArray();
    Bytes wide = Bytes.concat(Bytes.zero(32), Bytes.copyOf(bytes));
    return Bytes.concat(signature.slice(0, 32), wide.slice(wide.length() - 32, wide.length()));
  }

  private static Bytes flipped(Bytes bytes, int index) {
    byte[] flipped = bytes.toArray();
    flipped[index] ^= 1;
    return Bytes.copyOf(flipped);
  }
}
