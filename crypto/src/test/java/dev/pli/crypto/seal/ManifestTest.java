package dev.pli.crypto.seal;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.seal.SealRule.S505_SEALED_LENGTH;
import static dev.pli.crypto.seal.SealRule.S506_CHUNK;
import static dev.pli.crypto.seal.SealRule.S507_PADDING;
import static dev.pli.crypto.seal.SealRule.S508_MANIFEST;
import static dev.pli.crypto.seal.SealRule.S509_SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Bytes PID = Bytes.hex("0a".repeat(16));
  private static final Bytes SALT = Bytes.hex("0b".repeat(32));
  private static final Bytes SHA = Bytes.hex("0c".repeat(32));
  private static final Secret KEY = Secret.copyOf(Bytes.hex("0d".repeat(32)));
  private static final PartEntry PART = part("lettre.pdf", 1_234);

  private final Manifest manifest = new Manifest(PID, List.of(PART, part("annexe.pdf", 0)));

  @Test
  void parsesWhatItEncoded() throws Exception {
    assertEquals(manifest, Manifest.parse(manifest.encode(), PID));
    assertEquals(1_234, manifest.contentBytes());
  }

  @Test
  void isTheJsonOfTheSpec() {
    String salt = "CwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCws";
    String sha = "DAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw";
    assertEquals(
        "{\"parts\":[{\"name\":\"lettre.pdf\",\"salt\":\""
            + salt
            + "\",\"sha256\":\""
            + sha
            + "\",\"size\":1234,\"type\":\"application/pdf\"}],\"pid\":\"CgoKCgoKCgoKCgoKCgoKCg\",\"v\":1}",
        new Manifest(PID, List.of(PART)).encode().utf8());
  }

  @Test
  void rootIsThatOfTheSpec() {
    Bytes description =
        Bytes.ascii(
            "{\"name\":\"lettre.pdf\",\"sha256\":\"DAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\","
                + "\"size\":1234,\"type\":\"application/pdf\"}");
    Bytes leaf = Hash.labelled("REMISE/v1/part", SALT, description);
    assertEquals(leaf, PART.leaf());
    assertEquals(Hash.labelled("REMISE/v1/content", leaf), new Manifest(PID, List.of(PART)).root());
  }

  @Test
  void rootDependsOnEveryFieldOfEveryPart() {
    Bytes root = new Manifest(PID, List.of(PART)).root();
    for (PartEntry other :
        List.of(
            part("lettre2.pdf", 1_234),
            part("lettre.pdf", 1_235),
            new PartEntry("lettre.pdf", SHA, SHA, 1_234, "application/pdf"),
            new PartEntry("lettre.pdf", SALT, SALT, 1_234, "application/pdf"),
            new PartEntry("lettre.pdf", SALT, SHA, 1_234, "text/plain"))) {
      assertNotEquals(root, new Manifest(PID, List.of(other)).root());
    }
    assertNotEquals(root, new Manifest(PID, List.of(PART, part("b", 1))).root());
  }

  @Test
  void sixtyFourFullPartsFit() throws Exception {
    var parts = new ArrayList<PartEntry>();
    for (int i = 0; i < 64; i++) {
      String name = "%02d".formatted(i) + "é".repeat(126) + "x";
      parts.add(new PartEntry(name, SALT, SHA, 1L << 30, "x".repeat(127)));
    }
    var full = new Manifest(PID, parts);
    assertTrue(full.encode().length() <= Manifest.MAX_BYTES);
    assertEquals(full, Manifest.open(KEY, full.seal(KEY).bytes(), PID));
  }

  @Test
  void opensAsBlobZero() throws Exception {
    Manifest.Sealed sealed = manifest.seal(KEY);
    assertEquals(manifest, Manifest.open(KEY, sealed.bytes(), PID));
    assertEquals(sealed.bytes().length(), sealed.blob().sealedBytes());
    assertEquals(Hash.sha256(manifest.encode()), sealed.blob().contentSha256());
  }

  @Test
  void drawsASaltForEachPart() {
    var random = new SplittableRandom(1);
    PartEntry one = PartEntry.draw("a", SHA, 1, "text/plain", random);
    PartEntry two = PartEntry.draw("a", SHA, 1, "text/plain", random);
    assertNotEquals(one.leaf(), two.leaf());
  }

  @Test
  void aPliHasOneToSixtyFourParts() {
    assertThrows(IllegalArgumentException.class, () -> new Manifest(PID, List.of()));
  }

  @Test
  void S505_lengthThatNoManifestHas() {
    assertRejected(S505_SEALED_LENGTH, () -> Manifest.open(KEY, Bytes.zero(273), PID));
  }

  @Test
  void S506_underAnotherKey() {
    Bytes sealed = manifest.seal(KEY).bytes();
    assertRejected(S506_CHUNK, () -> Manifest.open(Secret.copyOf(Bytes.zero(32)), sealed, PID));
  }

  @Test
  void S507_paddedFurtherThanItsLengthGives() {
    Bytes json = manifest.encode();
    Bytes wide = Bytes.concat(json, Bytes.zero(1_024 - json.length()));
    Bytes sealed = Aead.seal(KEY, Sealing.nonce(0, true), Bytes.EMPTY, wide);
    assertRejected(S507_PADDING, () -> Manifest.open(KEY, sealed, PID));
  }

  @Test
  void S508_notCanonicalOrNotClosed() {
    assertBad(Bytes.concat(manifest.encode(), Bytes.ascii(" ")));
    assertBad(Bytes.ascii("{}"));
    assertBad(Bytes.ascii("[]"));
    assertBad(Bytes.EMPTY);
    assertBad(json(part("a", 1)).with("x", 1));
    assertBad(
        JsonObject.EMPTY.with("parts", new JsonArray(List.of())).with("pid", PID).with("v", 1));
    assertBad(envelope(PART.toJson(), 2, PID));
    assertBad(envelope(PART.toJson().with("note", "x"), 1, PID));
    assertBad(envelope(new dev.pli.crypto.statement.JsonInteger(1), 1, PID));
  }

  @Test
  void S508_longerThanAnyManifest() {
    Bytes sealed = Bytes.zero((int) Sealing.sealedBytes(300_000));
    assertRejected(S508_MANIFEST, () -> Manifest.open(KEY, sealed, PID));
  }

  @Test
  void S508_anotherPid() {
    assertBad(envelope(PART.toJson(), 1, Bytes.zero(16)));
    assertBad(envelope(PART.toJson(), 1, Bytes.zero(15)));
  }

  @Test
  void S508_moreThanSixtyFourParts() {
    var parts = new ArrayList<JsonValue>();
    for (int i = 0; i < 65; i++) {
      parts.add(part("n" + i, 1).toJson());
    }
    assertBad(JsonObject.EMPTY.with("parts", new JsonArray(parts)).with("pid", PID).with("v", 1));
  }

  @Test
  void S508_badNameTypeSaltOrHash() {
    for (String name : new String[] {"", "..", "a/b", "a\u202e"}) {
      assertBad(json(part(name, 1)));
    }
    assertBad(json(part("a", 1), part("A", 1)));
    assertBad(json(new PartEntry("a", SALT, SHA, 1, "text/plain\n")));
    assertBad(json(new PartEntry("a", SALT, SHA, 1, "x".repeat(128))));
    JsonObject shortSalt =
        JsonObject.EMPTY
            .with("name", "a")
            .with("salt", Bytes.zero(31))
            .with("sha256", SHA)
            .with("size", 1)
            .with("type", "x");
    assertBad(envelope(shortSalt, 1, PID));
  }

  @Test
  void S509_partOrPliTooLarge() throws Exception {
    long most = Sealing.MAX_CONTENT_BYTES;
    Manifest.parse(CanonicalJson.write(json(part("a", most))), PID);
    assertRejected(S509_SIZE, () -> parse(json(part("a", most + 1))));
    assertRejected(
        S509_SIZE,
        () ->
            parse(
                json(
                    part("a", most),
                    part("b", most),
                    part("c", most),
                    part("d", most),
                    part("e", 1))));
  }

  private static PartEntry part(String name, long size) {
    return new PartEntry(name, SALT, SHA, size, "application/pdf");
  }

  private static JsonObject json(PartEntry... parts) {
    return JsonObject.EMPTY
        .with(
            "parts",
            new JsonArray(List.of(parts).stream().<JsonValue>map(PartEntry::toJson).toList()))
        .with("pid", PID)
        .with("v", 1);
  }

  private static JsonObject envelope(JsonValue part, long version, Bytes pid) {
    return JsonObject.EMPTY.with("parts", JsonArray.of(part)).with("pid", pid).with("v", version);
  }

  private static void assertBad(JsonObject json) {
    assertBad(CanonicalJson.write(json));
  }

  private static void assertBad(Bytes json) {
    assertRejected(S508_MANIFEST, () -> Manifest.parse(json, PID));
  }

  private static Manifest parse(JsonObject json) throws dev.pli.crypto.RejectedException {
    return Manifest.parse(CanonicalJson.write(json), PID);
  }
}
