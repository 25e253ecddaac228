package dev.pli.core.vectors;

import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.ALICE_DEVICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.DAY;
import static dev.pli.core.identity.People.NOW;

import dev.pli.core.Rejections;
import dev.pli.core.contact.CheckWords;
import dev.pli.core.contact.Invitation;
import dev.pli.core.contact.VerificationCode;
import dev.pli.core.evidence.EvidenceSamples;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Identity;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.People;
import dev.pli.core.identity.Words;
import dev.pli.crypto.primitive.Base64Url;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the vectors that this module publishes: `WriteVectors docs/spec/vectors`.
///
/// All of them come from seeds but the signatures of evidence, which are random: those files change
/// each time, the others only when the format does.
public final class WriteVectors {
  private final Path folder;

  private WriteVectors(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    var vectors = new WriteVectors(Path.of(arguments[0]));
    vectors.identities();
    vectors.checkWords();
    vectors.invitations();
    vectors.devices();
    vectors.negatives();
    VectorFile.write(vectors.folder, "carry/CV1-file.json", CarriedFile.vector());
    VectorFile.write(vectors.folder, "evidence/open-mode.json", EvidenceSamples.vectors());
  }

  /// SV3.
  private void identities() throws IOException {
    var cases = new ArrayList<JsonObject>();
    cases.add(identity(Language.FRENCH, Bytes.zero(32)));
    cases.add(identity(Language.ENGLISH, Bytes.zero(32)));
    cases.add(identity(Language.FRENCH, Hash.sha256(Bytes.utf8("pli"))));
    VectorFile.write(
        folder,
        "session/SV3-identity.json",
        JsonObject.EMPTY.with("cases", VectorFile.array(cases)));
  }

  private static JsonObject identity(Language language, Bytes entropy) {
    Words words = Words.of(language, Secret.copyOf(entropy));
    Identity identity = Identity.derive(words.seed64(), DAY);
    return JsonObject.EMPTY
        .with("card", identity.card().encode().hex())
        .with("created", DAY.toEpochMilli())
        .with("dh_private", identity.dh().privateKey().reveal().hex())
        .with("entropy", entropy.hex())
        .with("es256_scalar", identity.es256().scalar().reveal().hex())
        .with("fingerprint", identity.fingerprint().text())
        .with("language", language.code())
        .with("mldsa65_seed", identity.mldsa65().seed().reveal().hex())
        .with("seed64", words.seed64().reveal().hex())
        .with("sign_seed", identity.sign().seed().reveal().hex())
        .with("words", words.text());
  }

  /// SV4.
  private void checkWords() throws IOException {
    var cases = new ArrayList<JsonObject>();
    for (Identity other : List.of(BOB, People.MALLORY)) {
      var words = CheckWords.of(ALICE.fingerprint(), other.fingerprint());
      var code = new VerificationCode(ALICE.fingerprint(), other.fingerprint());
      cases.add(
          JsonObject.EMPTY
              .with("code", code.text())
              .with("digits", words.digits())
              .with("safety", words.safety().hex())
              .with("scanner", other.fingerprint().text())
              .with("shower", ALICE.fingerprint().text())
              .with("words_en", texts(words.words(Language.ENGLISH)))
              .with("words_fr", texts(words.words(Language.FRENCH))));
    }
    VectorFile.write(
        folder,
        "session/SV4-check-words.json",
        JsonObject.EMPTY.with("cases", VectorFile.array(cases)));
  }

  private static JsonArray texts(List<String> texts) {
    return JsonArray.ofTexts(texts.toArray(String[]::new));
  }

  /// SV5.
  private void invitations() throws IOException {
    Invitation invitation = Samples.INVITATION;
    JsonObject good =
        JsonObject.EMPTY
            .with("addresses", texts(invitation.addresses().stream().map(a -> "" + a).toList()))
            .with("bytes", invitation.encode().hex())
            .with("expiry", invitation.expiry().toEpochMilli())
            .with("host_key", invitation.host().publicKey().hex())
            .with("inv_id", invitation.id().hex())
            .with("inviter", invitation.inviter().text())
            .with("psk", invitation.psk().reveal().hex())
            .with("secret", invitation.secret().reveal().hex())
            .with("text", invitation.text());
    var damaged = new ArrayList<JsonObject>();
    String text = invitation.text();
    damaged.add(link("S201", "another scheme", text.replace("pli:", "pliv:")));
    damaged.add(link("S201", "padding", text + "="));
    damaged.add(link("S201", "a line break inside", new StringBuilder(text).insert(40, "\n")));
    damaged.add(link("S201", "more than 1 024 characters", "pli:" + "A".repeat(1_021)));
    damaged.add(link("S003", "spare bits", "pli:AB"));
    damaged.add(link("S202", "one letter typed wrong", text.replace(text.charAt(60), 'A')));
    damaged.add(link("S202", "the end is missing", text.substring(0, text.length() - 4)));
    damaged.add(lie("S203", "version 2", 0, Bytes.of(2)));
    damaged.add(lie("S203", "a reserved flag", 1, Bytes.of(1)));
    damaged.add(lie("S204", "expired", 98, Bytes.u64(NOW.toEpochMilli())));
    damaged.add(lie("S204", "without end", 98, Bytes.hex("7fffffffffffffff")));
    damaged.add(lie("S205", "nine addresses", 106, Bytes.of(9)));
    damaged.add(lie("S205", "an empty address", 107, Bytes.of(0)));
    damaged.add(lie("S205", "an address of everybody", 109, Bytes.hex("ffffffff")));
    damaged.add(lie("S205", "port 0", 114, Bytes.hex("0000")));
    Bytes content = content();
    damaged.add(summed("S208", "a byte too many", Bytes.concat(content, Bytes.of(0))));
    damaged.add(summed("S001", "half an address", content.slice(0, 112)));
    VectorFile.write(
        folder,
        "session/SV5-invitation.json",
        JsonObject.EMPTY
            .with("damaged", VectorFile.array(damaged))
            .with("good", good)
            .with("now", NOW.toEpochMilli()));
  }

  private static Bytes content() {
    Bytes bytes = Samples.INVITATION.encode();
    return bytes.slice(0, bytes.length() - 4);
  }

  private static JsonObject lie(String code, String what, int at, Bytes lie) {
    return summed(code, what, Rejections.replaced(content(), at, lie));
  }

  private static JsonObject summed(String code, String what, Bytes content) {
    Bytes sum = Hash.labelled("pli/1 link", content).slice(0, 4);
    return link(code, what, "pli:" + Base64Url.encode(Bytes.concat(content, sum)));
  }

  private static JsonObject link(String code, String what, CharSequence text) {
    return JsonObject.EMPTY.with("code", code).with("text", text.toString()).with("what", what);
  }

  /// SV6.
  private void devices() throws IOException {
    Bytes certificate = People.certificate(ALICE, ALICE_DEVICE).encode();
    List<DeviceId> two = List.of(ALICE_DEVICE.id(), BOB_DEVICE.id());
    Bytes list = DeviceList.issue(ALICE, two, 0, NOW).encode();
    var bad = new ArrayList<JsonObject>();
    bad.add(bad("S111", "certificate", certificate.slice(0, 188)));
    bad.add(bad("S111", "certificate", Rejections.replaced(certificate, 0, 2)));
    bad.add(bad("S112", "certificate", People.certificate(BOB, BOB_DEVICE).encode()));
    bad.add(bad("S113", "certificate", Rejections.flipped(certificate, 116)));
    bad.add(bad("S117", "certificate", Rejections.replaced(certificate, 49, Bytes.zero(32))));
    bad.add(bad("S118", "list", list.slice(0, list.length() - 1)));
    bad.add(bad("S118", "list", Rejections.replaced(list, 37, 0)));
    bad.add(bad("S118", "list", swapped(list)));
    bad.add(bad("S118", "list", Rejections.flipped(list, 36)));
    bad.add(bad("S118", "list", People.list(BOB, BOB_DEVICE).encode()));
    VectorFile.write(
        folder,
        "session/SV6-device.json",
        JsonObject.EMPTY
            .with("bad", VectorFile.array(bad))
            .with("card", ALICE.card().encode().hex())
            .with("certificate", certificate.hex())
            .with("list", list.hex())
            .with("now", NOW.toEpochMilli()));
  }

  private static Bytes swapped(Bytes list) {
    return Rejections.replaced(list, 38, Bytes.concat(list.slice(54, 70), list.slice(38, 54)));
  }

  static JsonObject bad(String code, String kind, Bytes bytes) {
    return JsonObject.EMPTY.with("bytes", bytes.hex()).with("code", code).with("kind", kind);
  }

  /// SV11.
  private void negatives() throws IOException {
    VectorFile.write(
        folder,
        "session/SV11-negative.json",
        JsonObject.EMPTY
            .with("cases", VectorFile.array(Negatives.all()))
            .with("now", NOW.toEpochMilli()));
  }
}
