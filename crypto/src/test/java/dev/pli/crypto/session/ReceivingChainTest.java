package dev.pli.crypto.session;

import static dev.pli.crypto.Rejections.assertRejected;
import static dev.pli.crypto.session.SessionRule.S402_AEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.Secret;
import org.junit.jupiter.api.Test;

class ReceivingChainTest {
  private static final Bytes KEY = Bytes.hex("c4".repeat(32));
  private static final Bytes PLAINTEXT = Records.pad(RecordType.PING, Bytes.zero(9));

  private final SendingChain sending =
      new SendingChain(Secret.copyOf(KEY), RecordNumber.first(3, Role.RESPONDER));
  private final ReceivingChain receiving =
      new ReceivingChain(Secret.copyOf(KEY), RecordNumber.first(3, Role.RESPONDER));

  @Test
  void forgeryDoesNotMoveTheChain() throws Exception {
    Bytes record = sending.seal(PLAINTEXT).record();
    assertRejected(S402_AEAD, () -> receiving.open(Bytes.zero(record.length())));
    assertRejected(S402_AEAD, () -> receiving.open(record.slice(0, 100)));
    assertEquals(PLAINTEXT, receiving.open(record).plaintext());
  }

  @Test
  void eachRecordHasAKeyOfItsOwn() throws Exception {
    SendingChain.Sealed first = sending.seal(PLAINTEXT);
    SendingChain.Sealed second = first.next().seal(PLAINTEXT);
    assertNotEquals(first.record(), second.record());
    ReceivingChain.Opened opened = receiving.open(first.record());
    assertEquals(PLAINTEXT, opened.next().open(second.record()).plaintext());
    assertRejected(S402_AEAD, () -> opened.next().open(first.record()));
  }

  @Test
  void keysAreThoseOfTheSpec() {
    Secret key = Secret.copyOf(KEY);
    assertEquals(
        Hmac.derive(key, Bytes.concat(Bytes.of(1), Bytes.ascii("pli/1 msg"))),
        ChainKey.message(key));
    assertEquals(
        Hmac.derive(key, Bytes.concat(Bytes.of(2), Bytes.ascii("pli/1 chain"))),
        sending.seal(PLAINTEXT).next().key());
  }

  @Test
  void epochIndexDirectionAndLengthAreBound() throws Exception {
    Bytes record = sending.seal(PLAINTEXT).record();
    for (RecordNumber other :
        new RecordNumber[] {
          new RecordNumber(4, 0, Role.RESPONDER),
          new RecordNumber(3, 1, Role.RESPONDER),
          new RecordNumber(3, 0, Role.INITIATOR)
        }) {
      var chain = new ReceivingChain(Secret.copyOf(KEY), other);
      assertRejected(S402_AEAD, () -> chain.open(record));
    }
    assertEquals(
        Bytes.hex("00000003 00000000 02 0110"),
        RecordNumber.first(3, Role.RESPONDER).associatedData(272));
    assertEquals(
        Bytes.hex("ffffffff 00000fff 01 4010"),
        new RecordNumber(0xffff_ffffL, 4_095, Role.INITIATOR).associatedData(16_400));
  }
}
