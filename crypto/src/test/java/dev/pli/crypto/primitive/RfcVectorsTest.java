package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/// Holds each primitive against the vectors of the document that defines it. Those that [SelfTest]
/// asks at every start are not repeated.
class RfcVectorsTest {
  @Test
  void fips180Sha256() {
    assertHex(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Hash.sha256(Bytes.EMPTY));
    assertHex(
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        Hash.sha256(Bytes.ascii("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")));
    Hash.Running million = Hash.running();
    for (int i = 0; i < 1_000; i++) {
      million.update(Bytes.ascii("a".repeat(1_000)));
    }
    assertHex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", million.finish());
  }

  /// RFC 4231 §4.2, §4.4, §4.7.
  @Test
  void rfc4231Hmac() {
    assertHex(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        Hmac.mac(secret("0b".repeat(20)), Bytes.ascii("Hi There")));
    assertHex(
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        Hmac.mac(secret("aa".repeat(20)), Bytes.hex("dd".repeat(50))));
    assertHex(
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        Hmac.mac(
            secret("aa".repeat(131)),
            Bytes.ascii("Test Using Larger Than Block-Size Key - Hash Key First")));
  }

  @Test
  void anEmptyKeyIsAKeyOfZeros() {
    assertHex(
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
        Hmac.mac(secret(""), Bytes.EMPTY));
  }

  /// RFC 5869 A.2, A.3.
  @Test
  void rfc5869Hkdf() {
    String ikm = "";
    String salt = "";
    String info = "";
    for (int i = 0; i < 80; i++) {
      ikm += "%02x".formatted(i);
      salt += "%02x".formatted(0x60 + i);
      info += "%02x".formatted(0xb0 + i);
    }
    assertHex(
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87",
        Hkdf.derive(Bytes.hex(salt), secret(ikm), Bytes.hex(info), 82).reveal());
    assertHex(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        Hkdf.derive(Bytes.EMPTY, secret("0b".repeat(22)), Bytes.EMPTY, 42).reveal());
  }

  /// RFC 7748 §5.2: the shared secret becomes the next scalar, the last scalar the next point.
  @Test
  void rfc7748X25519Iterated() {
    Secret scalar = secret("09" + "00".repeat(31));
    Bytes point = scalar.reveal();
    for (int i = 1; i <= 1_000; i++) {
      Secret next = X25519.agree(scalar, point).orElseThrow();
      point = scalar.reveal();
      scalar = next;
      if (i == 1) {
        assertHex(
            "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079", scalar.reveal());
      }
    }
    assertHex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", scalar.reveal());
  }

  /// RFC 8032 §7.1, test 3.
  @Test
  void rfc8032Ed25519() {
    Ed25519.KeyPair keys =
        Ed25519.KeyPair.of(
            secret("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    assertHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", keys.publicKey());
    assertHex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        Ed25519.sign(keys.seed(), Bytes.hex("af82")));
  }

  /// RFC 9106 §5.3: four lanes and a secret, which Pli never uses.
  @Test
  void rfc9106Argon2id() {
    Argon2Parameters parameters =
        Argon2.parameters(Argon2Parameters.ARGON2_id)
            .withSalt(Bytes.hex("02".repeat(16)).toArray())
            .withSecret(Bytes.hex("03".repeat(8)).toArray())
            .withAdditional(Bytes.hex("04".repeat(12)).toArray())
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .build();
    assertHex(
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
        Argon2.generate(parameters, secret("01".repeat(32)), 32).reveal());
  }

  /// RFC 6979 A.2.5: the point of a scalar, and a signature made elsewhere.
  @Test
  void rfc6979Es256() {
    Es256.KeyPair keys =
        Es256.KeyPair.of(
            secret("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    assertHex(
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
        keys.publicKey());
    assertTrue(
        Es256.verify(
            keys.publicKey(),
            Bytes.ascii("test"),
            Bytes.hex(
                "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
                    + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083")));
  }

  /// The TREZOR vectors of BIP-39: entropy of zeros, passphrase `TREZOR`.
  @Test
  void bip39Seed() {
    String words = "abandon ".repeat(11) + "about";
    assertHex(
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04",
        Pbkdf2.sha512(Secret.copyOf(Bytes.ascii(words)), Bytes.ascii("mnemonicTREZOR"), 2_048, 64)
            .reveal());
  }

  private static Secret secret(String digits) {
    return Secret.copyOf(Bytes.hex(digits));
  }

  private static void assertHex(String expected, Bytes actual) {
    assertEquals(Bytes.hex(expected), actual);
  }
}
