package dev.pli.core.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pli.core.identity.People;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.CanonicalJson;
import dev.pli.crypto.statement.JsonObject;
import dev.pli.crypto.statement.StatementVerifier;

/// Whatever stands in a statement, these parsers reject it or give back the same bytes.
class EvidenceFuzzTest {
  @FuzzTest
  void offer(byte[] input) {
    try {
      assertEquals(Bytes.copyOf(input), OpenOffer.parse(Bytes.copyOf(input)).payload());
    } catch (RejectedException e) {
      assertEquals('E', e.rule().name().charAt(0));
    }
  }

  @FuzzTest
  void agreement(byte[] input) {
    try {
      var agreement = Agreement.parse(Bytes.copyOf(input));
      assertEquals(Bytes.copyOf(input), agreement.payload());
      agreement.requireBetween(People.ALICE.card(), People.BOB.card());
    } catch (RejectedException e) {
      assertEquals('E', e.rule().name().charAt(0));
    }
  }

  @FuzzTest
  void receipt(byte[] input) {
    try {
      DeliveryReceipt receipt = ReceiptJson.parse(json(input));
      assertEquals(Bytes.copyOf(input), CanonicalJson.write(receipt.payload()));
      receipt.requireFor(Delivery.OFFER);
    } catch (RejectedException e) {
      assertEquals('E', e.rule().name().charAt(0));
    }
  }

  @FuzzTest
  void epoch(byte[] input) {
    try {
      Epoch epoch = Epoch.parse(json(input));
      assertEquals(Bytes.copyOf(input), CanonicalJson.write(epoch.payload()));
      epoch.validity();
      EpochChain.EMPTY.with(epoch);
    } catch (RejectedException e) {
      assertEquals('E', e.rule().name().charAt(0));
    }
  }

  private static JsonObject json(byte[] input) throws RejectedException {
    return CanonicalJson.parseObject(Bytes.copyOf(input), CanonicalJson.MAX_PAYLOAD_BYTES);
  }

  @FuzzTest
  void signed(byte[] input) {
    try {
      DeliveryReceipt.verify(
          StatementVerifier.read(Bytes.copyOf(input)),
          People.BOB.card(),
          Delivery.BOB_KEYS.epoch(),
          Delivery.RETURNED);
    } catch (RejectedException e) {
      assertEquals('E', e.rule().name().charAt(0));
    }
  }
}
