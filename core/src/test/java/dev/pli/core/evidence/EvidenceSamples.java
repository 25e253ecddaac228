package dev.pli.core.evidence;

import static dev.pli.core.evidence.Delivery.AGREEMENT;
import static dev.pli.core.evidence.Delivery.BOB_KEYS;
import static dev.pli.core.evidence.Delivery.OFFER;
import static dev.pli.core.evidence.Delivery.RECEIPT;
import static dev.pli.core.evidence.Delivery.RETURNED;
import static dev.pli.core.evidence.Lies.with;
import static dev.pli.core.evidence.Lies.without;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.Language;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonArray;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.JsonValue;
import dev.pli.crypto.statement.StatementVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One honest delivery and its lies, as published vectors and as first inputs of fuzz targets.
public final class EvidenceSamples {
  private static final String OTHER_HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final JsonObject HONEST = RECEIPT.payload();

  private EvidenceSamples() {}

  public static Bytes offer() {
    return OFFER.payload();
  }

  public static Bytes agreement() {
    return AGREEMENT.payload();
  }

  public static Bytes receipt() {
    return CanonicalJson.write(HONEST);
  }

  public static Bytes epoch() {
    return CanonicalJson.write(BOB_KEYS.epoch().payload());
  }

  public static Bytes signedReceipt() {
    return new ReceiptSigner(BOB_KEYS).sign(RECEIPT, new Random(1));
  }

  /// Everything a verifier of open mode needs, and receipts with exactly one lie each.
  public static JsonObject vectors() {
    List<JsonValue> lies = new ArrayList<>(receiptLies());
    return JsonObject.EMPTY
        .with("agreement_recipient", AGREEMENT.sign(BOB, new Random(2)).utf8())
        .with("agreement_sender", AGREEMENT.sign(ALICE, new Random(3)).utf8())
        .with("agreement_text", AgreementText.of(Language.FRENCH).utf8())
        .with("epoch", BOB_KEYS.statement().utf8())
        .with("lies", new JsonArray(lies))
        .with("offer", OFFER.payload().utf8())
        .with("receipt", signedReceipt().utf8())
        .with("receipt_sid", RECEIPT.sid().text())
        .with("recipient_card", BOB.card().encode().hex())
        .with("sender_card", ALICE.card().encode().hex())
        .with("verified_at", RETURNED.toEpochMilli());
  }

  private static List<JsonObject> receiptLies() {
    var lies = new ArrayList<JsonObject>();
    lies.add(lie("E106", "a field is missing", without(HONEST, "root")));
    lies.add(lie("E106", "a field is unknown", with(HONEST, "note", "x")));
    lies.add(lie("E107", "a hash is too short", with(HONEST, "ct", "AAAA")));
    lies.add(lie("E108", "version 2", with(HONEST, "v", 2)));
    lies.add(lie("E302", "another epoch", with(HONEST, "to", with(to(), "epoch", OTHER_HASH))));
    lies.add(lie("E305", "before the epoch", with(HONEST, "time", 0)));
    lies.add(lie("E405", "no agreement", with(HONEST, "policy", "")));
    lies.add(lie("E501", "another agreement", with(HONEST, "policy", OTHER_HASH)));
    lies.add(lie("E501", "another pli", with(HONEST, "pid", "AAAAAAAAAAAAAAAAAAAAAA")));
    lies.add(lie("E501", "another mode", with(HONEST, "mode", "sealed")));
    lies.add(lie("E502", "the sender named as signer", with(HONEST, "from", to())));
    lies.add(
        lie("E503", "another offer", with(with(HONEST, "offer", OTHER_HASH), "prev", OTHER_HASH)));
    for (String name : List.of("ct", "kc", "root")) {
      lies.add(lie("E504", "another " + name, with(HONEST, name, OTHER_HASH)));
    }
    lies.add(lie("E504", "another length", with(HONEST, "ctlen", 1)));
    lies.add(lie("E504", "another mention", with(HONEST, "conf", "officielle")));
    lies.add(lie("E505", "a person's act", with(HONEST, "act", "user")));
    lies.add(lie("E506", "another name", with(HONEST, "ets", "http://uri.etsi.org/19522/Event/")));
    lies.add(lie("E509", "no part", with(HONEST, "parts", 0)));
    lies.add(lie("E511", "a key", with(HONEST, "key", OTHER_HASH)));
    lies.add(lie("E513", "another sending time", with(HONEST, "sent", 0)));
    lies.add(lie("E602", "not behind the offer", with(HONEST, "n", 2)));
    lies.add(lie("E603", "an event of sealed mode", with(HONEST, "event", "consigned")));
    Instant late = RETURNED.plusSeconds(121);
    lies.add(lie("E704", "from the future", with(HONEST, "time", late.toEpochMilli())));
    JsonObject byIdentity = with(HONEST, "to", with(to(), "kid", kid()));
    lies.add(lie("E306", "signed by the identity", Lies.signed(byIdentity, BOB)));
    return lies;
  }

  private static String kid() {
    return EvidenceKeys.keySet(BOB.card()).kid();
  }

  private static JsonObject to() {
    return (JsonObject) HONEST.fields().get("to");
  }

  private static JsonObject lie(String code, String what, JsonObject payload) {
    return lie(code, what, Lies.signed(payload, BOB_KEYS));
  }

  private static JsonObject lie(String code, String what, Bytes receipt) {
    return JsonObject.EMPTY.with("code", code).with("receipt", receipt.utf8()).with("what", what);
  }

  /// Verifies the honest delivery of the published file, and refuses each of its lies by its code.
  public static void replay(JsonObject file) throws RejectedException {
    var verification = new Verification(file);
    verification.agreement();
    verification.receipt(bytes(file, "receipt"));
    for (JsonValue value : file.array("lies").values()) {
      JsonObject lie = (JsonObject) value;
      RejectedException rejected =
          assertThrows(RejectedException.class, () -> verification.receipt(bytes(lie, "receipt")));
      assertEquals(lie.text("code"), rejected.rule().name().substring(0, 4), lie.text("what"));
    }
  }

  private static Bytes bytes(JsonObject file, String name) throws RejectedException {
    return Bytes.utf8(file.text(name));
  }

  /// The file's delivery as a verifier sees it.
  private record Verification(JsonObject file) {
    void agreement() throws RejectedException {
      Agreement bySender = Agreement.verify(bytes(file, "agreement_sender"), card("sender_card"));
      Agreement byRecipient =
          Agreement.verify(bytes(file, "agreement_recipient"), card("recipient_card"));
      bySender.requireSameAs(byRecipient);
      bySender.requireBetween(card("sender_card"), card("recipient_card"));
      bySender.requireText(bytes(file, "agreement_text"));
    }

    void receipt(Bytes jws) throws RejectedException {
      Card recipient = card("recipient_card");
      Epoch epoch = Epoch.verify(bytes(file, "epoch"), recipient);
      DeliveryReceipt receipt =
          DeliveryReceipt.verify(StatementVerifier.read(jws), recipient, epoch, at());
      receipt.requireFor(OpenOffer.parse(bytes(file, "offer")));
      Agreement.verify(bytes(file, "agreement_recipient"), recipient)
          .requireCovers(Agreement.Mode.OPEN, receipt.policy(), receipt.time());
      assertEquals(file.text("receipt_sid"), receipt.sid().text());
    }

    private Card card(String name) throws RejectedException {
      return Card.parse(Bytes.hex(file.text(name)), at());
    }

    private Instant at() throws RejectedException {
      return Instant.ofEpochMilli(file.integer("verified_at"));
    }
  }
}
