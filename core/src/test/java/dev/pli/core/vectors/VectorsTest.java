package dev.pli.core.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.carry.CarryOpener;
import dev.pli.core.carry.CarrySamples;
import dev.pli.core.carry.CarrySealer;
import dev.pli.core.contact.CheckWords;
import dev.pli.core.contact.Invitation;
import dev.pli.core.contact.VerificationCode;
import dev.pli.core.evidence.EvidenceSamples;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.Words;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Replays the vectors that docs/spec publishes.
class VectorsTest {
  @Test
  void sv3_fromWordsToFingerprint() throws Exception {
    for (JsonObject one : VectorFile.cases(VectorFile.read("session/SV3-identity.json"), "cases")) {
      Words words = Words.parse(one.text("words")).orElseThrow();
      assertEquals(Language.of(one.text("language")).orElseThrow(), words.language());
      assertEquals(Secret.copyOf(hex(one, "entropy")), words.entropy());
      assertEquals(hex(one, "seed64"), words.seed64().reveal());
      Instant created = Instant.ofEpochMilli(one.integer("created"));
      Identity identity = Identity.derive(words.seed64(), created);
      Bytes keys =
          Bytes.concat(
              hex(one, "sign_seed"),
              hex(one, "dh_private"),
              hex(one, "es256_scalar"),
              hex(one, "mldsa65_seed"));
      assertEquals(keys, identity.privateKeys().reveal());
      assertEquals(hex(one, "card"), identity.card().encode());
      assertEquals(one.text("fingerprint"), identity.fingerprint().text());
    }
  }

  @Test
  void cv1_aCarriedFile() throws Exception {
    JsonObject file = VectorFile.read("carry/CV1-file.json");
    assertEquals(CarriedFile.vector(), file);
    Bytes bytes = hex(file, "file");
    Bytes start = bytes.slice(0, CarrySealer.START_BYTES);
    int first = start.length() + 2;
    int length = Short.toUnsignedInt(bytes.buffer().getShort(start.length()));
    CarryOpener opener =
        CarryOpener.of(
            start, bytes.slice(first, first + length), List.of(CarrySamples.candidate()));
    assertEquals(hex(file, "head"), opener.head().encode());
    int second = first + length + 2;
    length = Short.toUnsignedInt(bytes.buffer().getShort(second - 2));
    assertEquals(hex(file, "frame"), opener.next(bytes.slice(second, second + length)).body());
    int third = second + length + 2;
    assertEquals(hex(file, "end"), opener.next(bytes.slice(third, bytes.length())).body());
  }

  @Test
  void sv4_fromFingerprintsToWordsDigitsAndCode() throws Exception {
    for (JsonObject one :
        VectorFile.cases(VectorFile.read("session/SV4-check-words.json"), "cases")) {
      Fingerprint shower = Fingerprint.parse(one.text("shower")).orElseThrow();
      Fingerprint scanner = Fingerprint.parse(one.text("scanner")).orElseThrow();
      CheckWords words = CheckWords.of(scanner, shower);
      assertEquals(hex(one, "safety"), words.safety());
      assertEquals(one.text("digits"), words.digits());
      assertEquals(texts(one.array("words_fr")), words.words(Language.FRENCH));
      assertEquals(texts(one.array("words_en")), words.words(Language.ENGLISH));
      assertEquals(new VerificationCode(shower, scanner), VerificationCode.parse(one.text("code")));
    }
  }

  private static List<String> texts(JsonArray array) {
    return array.values().stream().map(value -> ((JsonText) value).text()).toList();
  }

  @Test
  void sv5_invitation() throws Exception {
    JsonObject file = VectorFile.read("session/SV5-invitation.json");
    JsonObject good = file.object("good");
    Invitation invitation =
        Invitation.parse(good.text("text"), Instant.ofEpochMilli(file.integer("now")));
    assertEquals(hex(good, "bytes"), invitation.encode());
    assertEquals(good.text("inviter"), invitation.inviter().text());
    assertEquals(hex(good, "host_key"), invitation.host().publicKey());
    assertEquals(hex(good, "secret"), invitation.secret().reveal());
    assertEquals(good.integer("expiry"), invitation.expiry().toEpochMilli());
    assertEquals(
        texts(good.array("addresses")),
        invitation.addresses().stream().map(Object::toString).toList());
    assertEquals(hex(good, "inv_id"), invitation.id());
    assertEquals(hex(good, "psk"), invitation.psk().reveal());
  }

  @TestFactory
  List<DynamicTest> sv5_damagedLinks() throws Exception {
    JsonObject file = VectorFile.read("session/SV5-invitation.json");
    Instant now = Instant.ofEpochMilli(file.integer("now"));
    return VectorFile.cases(file, "damaged").stream()
        .map(one ->
            DynamicTest.dynamicTest(
                text(one, "code") + " " + text(one, "what"),
                () -> assertCode(one, () -> Invitation.parse(one.text("text"), now))))
        .toList();
  }

  @Test
  void sv6_devices() throws Exception {
    JsonObject file = VectorFile.read("session/SV6-device.json");
    Card card = Card.parse(hex(file, "card"), Instant.ofEpochMilli(file.integer("now")));
    var certificate = DeviceCertificate.parse(hex(file, "certificate"));
    DeviceList list = DeviceList.parse(hex(file, "list"));
    certificate.requireSignedBy(card);
    list.requireSignedBy(card);
    certificate.requireListedIn(list);
    for (JsonObject one : VectorFile.cases(file, "bad")) {
      assertCode(one, () -> parseDevice(one, card));
    }
  }

  private static void parseDevice(JsonObject one, Card card) throws RejectedException {
    if (one.text("kind").equals("list")) {
      DeviceList.parse(hex(one, "bytes")).requireSignedBy(card);
    } else {
      DeviceCertificate.parse(hex(one, "bytes")).requireSignedBy(card);
    }
  }

  @TestFactory
  List<DynamicTest> sv11_negativeSet() {
    List<JsonObject> cases =
        VectorFile.cases(VectorFile.read("session/SV11-negative.json"), "cases");
    assertTrue(cases.size() >= 40);
    return cases.stream()
        .map(one ->
            DynamicTest.dynamicTest(
                text(one, "code") + " " + text(one, "kind"),
                () -> assertCode(one, () -> Negatives.parse(one.text("kind"), hex(one, "bytes")))))
        .toList();
  }

  @Test
  void evidence_openMode() throws Exception {
    EvidenceSamples.replay(VectorFile.read("evidence/open-mode.json"));
  }

  /// Reads, or rejects.
  private interface Reading {
    void read() throws RejectedException;
  }

  private static void assertCode(JsonObject one, Reading reading) {
    Rule rule = assertThrows(RejectedException.class, reading::read).rule();
    assertEquals(text(one, "code"), rule.name().substring(0, 4));
  }

  private static String text(JsonObject one, String name) {
    return ((JsonText) one.fields().get(name)).text();
  }

  private static Bytes hex(JsonObject one, String name) throws RejectedException {
    return Bytes.hex(one.text(name));
  }
}
