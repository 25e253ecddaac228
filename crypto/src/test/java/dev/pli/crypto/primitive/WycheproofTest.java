package dev.pli.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pli.crypto.TestJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the public conformance suites of Wycheproof (github.com/C2SP/wycheproof, `testvectors_v1`)
/// that concern our primitives, where the environment variable PLI_WYCHEPROOF names their folder.
class WycheproofTest {
  private static final String FOLDER = "PLI_WYCHEPROOF";

  /// Whether a primitive did with one case what its `result` asks.
  @FunctionalInterface
  private interface Case {
    boolean isRight(TestJson.Node group, TestJson.Node test);
  }

  private record Suite(String file, Case judge) {}

  private static final List<Suite> SUITES =
      List.of(
          new Suite("x25519_test.json", WycheproofTest::x25519),
          new Suite("ed25519_test.json", WycheproofTest::ed25519),
          new Suite("chacha20_poly1305_test.json", WycheproofTest::chacha),
          new Suite("aes_gcm_test.json", WycheproofTest::aesGcm),
          new Suite("hmac_sha256_test.json", WycheproofTest::hmac),
          new Suite("hkdf_sha256_test.json", WycheproofTest::hkdf),
          new Suite("mlkem_768_test.json", WycheproofTest::mlkemDecapsulation),
          new Suite("mlkem_768_encaps_test.json", WycheproofTest::mlkemEncapsulation),
          new Suite("mlkem_768_keygen_seed_test.json", WycheproofTest::mlkemKeys),
          new Suite("mldsa_65_verify_test.json", WycheproofTest::mldsaVerification),
          new Suite("mldsa_65_sign_seed_test.json", WycheproofTest::mldsaSigning),
          new Suite("ecdsa_secp256r1_sha256_p1363_test.json", WycheproofTest::es256));

  @TestFactory
  Stream<DynamicTest> everySuiteOfTheFolder() {
    String folder = System.getenv(FOLDER);
    return folder == null
        ? Stream.empty()
        : SUITES.stream()
            .filter(suite -> Files.exists(Path.of(folder, suite.file())))
            .map(suite ->
                dynamicTest(
                    suite.file(),
                    () -> {
                      String text = Files.readString(Path.of(folder, suite.file()));
                      assertEquals(List.of(), wrongCases(TestJson.parse(text), suite.judge()));
                    }));
  }

  @Test
  void readerFindsTheWrongCase() {
    TestJson.Node suite =
        TestJson.parse(
            """
            {"schema": "x", "notes": {"none": null}, "testGroups": [{"type": "HkdfTest", "tests": [
              {"tcId": 1, "ikm": "0b0b", "salt": "", "info": "", "size": 3, "okm": "6c2d59",
               "result": "valid", "flags": []},
              {"tcId": 2, "ikm": "0b0b", "salt": "", "info": "", "size": 3, "okm": "000000",
               "result": "valid", "flags": []},
              {"tcId": 3, "ikm": "0b0b", "salt": "", "info": "", "size": 8161, "okm": "",
               "result": "invalid", "flags": ["SizeTooLarge"]}]}]}
            """);
    assertEquals(List.of("2"), wrongCases(suite, WycheproofTest::hkdf));
  }

  private static List<String> wrongCases(TestJson.Node suite, Case judge) {
    var wrong = new ArrayList<String>();
    for (TestJson.Node group : suite.at("testGroups").list()) {
      for (TestJson.Node test : group.at("tests").list()) {
        if (!judge.isRight(group, test)) {
          wrong.add(test.at("tcId").text());
        }
      }
    }
    return wrong;
  }

  /// The suite calls "acceptable" what may be refused; we refuse the all-zero secret and nothing
  /// else.
  private static boolean x25519(TestJson.Node group, TestJson.Node test) {
    Bytes shared = hex(test, "shared");
    Optional<Secret> agreed = X25519.agree(secret(test, "private"), hex(test, "public"));
    return shared.isZero() ? agreed.isEmpty() : agreed.equals(Optional.of(Secret.copyOf(shared)));
  }

  private static boolean ed25519(TestJson.Node group, TestJson.Node test) {
    Bytes key = hex(group.at("publicKey"), "pk");
    return isValid(test) == Ed25519.verify(key, hex(test, "msg"), hex(test, "sig"));
  }

  private static boolean chacha(TestJson.Node group, TestJson.Node test) {
    return aead(Aead.CIPHER, group, test);
  }

  /// We use keys of 256 bits and nonces of 96 alone.
  private static boolean aesGcm(TestJson.Node group, TestJson.Node test) {
    return group.at("keySize").number() != 256 || aead(AesGcm.CIPHER, group, test);
  }

  private static boolean aead(AeadCipher cipher, TestJson.Node group, TestJson.Node test) {
    if (group.at("ivSize").number() != 96) {
      return true;
    }
    Bytes sealed = Bytes.concat(hex(test, "ct"), hex(test, "tag"));
    Secret key = secret(test, "key");
    Bytes message = hex(test, "msg");
    Optional<Bytes> opened =
        cipher.open(key, hex(test, "iv"), hex(test, "aad"), sealed).map(Bytes::copyOf);
    if (!isValid(test)) {
      return opened.isEmpty();
    }
    byte[] ours = cipher.seal(key, hex(test, "iv"), hex(test, "aad"), message.toArray());
    return opened.equals(Optional.of(message)) && Bytes.copyOf(ours).equals(sealed);
  }

  private static boolean hmac(TestJson.Node group, TestJson.Node test) {
    Bytes code = Hmac.mac(secret(test, "key"), hex(test, "msg"));
    return isValid(test) == code.slice(0, hex(test, "tag").length()).equals(hex(test, "tag"));
  }

  private static boolean hkdf(TestJson.Node group, TestJson.Node test) {
    try {
      Secret okm =
          Hkdf.derive(
              hex(test, "salt"), secret(test, "ikm"), hex(test, "info"), test.at("size").number());
      return isValid(test) && okm.reveal().equals(hex(test, "okm"));
    } catch (IllegalArgumentException e) {
      return !isValid(test);
    }
  }

  private static boolean mlkemDecapsulation(TestJson.Node group, TestJson.Node test) {
    try {
      Secret shared = MlKem.KeyPair.of(secret(test, "seed")).decapsulate(hex(test, "c"));
      return isValid(test) && shared.reveal().equals(hex(test, "K"));
    } catch (IllegalArgumentException e) {
      return !isValid(test);
    }
  }

  private static boolean mlkemEncapsulation(TestJson.Node group, TestJson.Node test) {
    Optional<MlKem.Encapsulation> made = MlKem.encapsulate(hex(test, "ek"), secret(test, "m"));
    return isValid(test) == made.isPresent()
        && made.map(it ->
                it.ciphertext().equals(hex(test, "c"))
                    && it.sharedSecret().reveal().equals(hex(test, "K")))
            .orElse(true);
  }

  private static boolean mlkemKeys(TestJson.Node group, TestJson.Node test) {
    return MlKem.KeyPair.of(secret(test, "seed")).publicKey().equals(hex(test, "ek"));
  }

  /// Our context is always empty.
  private static boolean mldsaVerification(TestJson.Node group, TestJson.Node test) {
    boolean hasContext = test.has("ctx") && !test.at("ctx").text().isEmpty();
    return hasContext
        || isValid(test)
            == MlDsa.verify(hex(group, "publicKey"), hex(test, "msg"), hex(test, "sig"));
  }

  /// Most signatures of the suite are the deterministic ones, whose randomness is zero.
  private static boolean mldsaSigning(TestJson.Node group, TestJson.Node test) {
    boolean hasContext = test.has("ctx") && !test.at("ctx").text().isEmpty();
    if (hasContext || !test.has("msg")) {
      return true;
    }
    try {
      MlDsa.KeyPair keys = MlDsa.KeyPair.of(secret(group, "privateSeed"));
      Bytes randomness = test.has("rnd") ? hex(test, "rnd") : Bytes.zero(MlDsa.SEED_BYTES);
      return isValid(test)
          && keys.publicKey().equals(hex(group, "publicKey"))
          && keys.sign(hex(test, "msg"), new SeedOnce(Secret.copyOf(randomness)))
              .equals(hex(test, "sig"));
    } catch (IllegalArgumentException e) {
      return !isValid(test);
    }
  }

  private static boolean es256(TestJson.Node group, TestJson.Node test) {
    Bytes key = hex(group.at("publicKey"), "uncompressed");
    Bytes signature = hex(test, "sig");
    boolean isVerified =
        Es256.isInRange(signature) && Es256.verify(key, hex(test, "msg"), signature);
    return isValid(test) == isVerified;
  }

  private static boolean isValid(TestJson.Node test) {
    return test.at("result").text().equals("valid");
  }

  private static Bytes hex(TestJson.Node node, String name) {
    return Bytes.hex(node.at(name).text());
  }

  private static Secret secret(TestJson.Node node, String name) {
    return Secret.copyOf(hex(node, name));
  }
}
