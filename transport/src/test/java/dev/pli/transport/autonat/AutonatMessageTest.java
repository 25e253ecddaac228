package dev.pli.transport.autonat;

import static dev.pli.core.address.AddressRule.T115_TOO_MANY;
import static dev.pli.transport.autonat.ReachabilityRule.T854_DIAL_DATA;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T006_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.primitive.Bytes;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutonatMessageTest {
  private static void assertBytes(String hex, AutonatMessage message) throws Exception {
    assertEquals(Bytes.hex(hex), message.encode());
    assertEquals(message, AutonatMessage.parse(Bytes.hex(hex)));
  }

  @Test
  void encodesAsTheTableSays() throws Exception {
    assertBytes(
        "0a 0d 0a02aabb 11 0807060504030201",
        new AutonatMessage.DialRequest(List.of(Bytes.hex("aabb")), 0x0102030405060708L));
    assertBytes(
        "12 08 08c801 1001 18c801",
        new AutonatMessage.DialResponse(AutonatMessage.Status.OK, 1, AutonatMessage.DialStatus.OK));
    assertBytes("1a 06 0801 10b0ea01", new AutonatMessage.DialDataRequest(1, 30_000));
    assertBytes("22 03 0a01ff", new AutonatMessage.DialDataResponse(Bytes.hex("ff")));
  }

  /// Recorded: `Message.encode` and `DialBack.encode` of @libp2p/autonat-v2 2.0.15.
  @Test
  void readsTheBytesThatJsSays() throws Exception {
    Bytes tcp = Bytes.hex("042c000002060fa1");
    Bytes quic = Bytes.hex("042c00000291020fa1cd03");
    assertBytes(
        "0a20 0a08042c000002060fa1 0a0b042c00000291020fa1cd03 110807060504030201",
        new AutonatMessage.DialRequest(List.of(tcp, quic), 0x0102030405060708L));
    assertBytes(
        "1208 08c801 1001 18c801",
        new AutonatMessage.DialResponse(AutonatMessage.Status.OK, 1, AutonatMessage.DialStatus.OK));
    assertEquals(
        new AutonatMessage.DialResponse(
            AutonatMessage.Status.DIAL_REFUSED, 0, AutonatMessage.DialStatus.UNUSED),
        AutonatMessage.parse(Bytes.hex("1202 0865")));
    assertBytes("1a06 0801 10b0ea01", new AutonatMessage.DialDataRequest(1, 30_000));
    assertBytes("2205 0a03 010203", new AutonatMessage.DialDataResponse(Bytes.hex("010203")));
    assertEquals(
        new DialBack(0x0102030405060708L), DialBack.parse(Bytes.hex("09 0807060504030201")));
    assertTrue(DialBack.isHeard(Bytes.EMPTY), "js says OK by saying nothing");
  }

  @Test
  void whatIsAbsentIsZero() throws Exception {
    assertEquals(
        new AutonatMessage.DialResponse(
            AutonatMessage.Status.INTERNAL_ERROR, 0, AutonatMessage.DialStatus.UNUSED),
        AutonatMessage.parse(Bytes.hex("1200")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2a00", "12020801", "1202 1801"})
  void T006_noMessageOrAnUnknownStatus(String hex) {
    assertRejected(T006_FIELD, () -> AutonatMessage.parse(Bytes.hex(hex)));
  }

  @Test
  void T115_moreAddressesThanAMessageMayHave() throws Exception {
    var many = new AutonatMessage.DialRequest(Collections.nCopies(65, Bytes.of(1)), 0);
    assertRejected(T115_TOO_MANY, () -> AutonatMessage.parse(many.encode()));
    assertRejected(T115_TOO_MANY, () -> AutonatMessage.parse(Bytes.hex("1a020840")));
  }

  @Test
  void T854_aChunkOver4096() throws Exception {
    AutonatMessage.parse(new AutonatMessage.DialDataResponse(Bytes.zero(4_096)).encode());
    Bytes tooLong = new AutonatMessage.DialDataResponse(Bytes.zero(4_097)).encode();
    assertRejected(T854_DIAL_DATA, () -> AutonatMessage.parse(tooLong));
  }

  @Test
  void dialBacksHaveANonceAndAnAnswer() throws Exception {
    var dialBack = new DialBack(0x0102030405060708L);
    assertEquals(Bytes.hex("09 09 0807060504030201"), dialBack.encode());
    assertEquals(dialBack, DialBack.parse(Bytes.hex("09 0807060504030201")));
    assertRejected(T006_FIELD, () -> DialBack.parse(Bytes.EMPTY));
    assertTrue(DialBack.isHeard(Bytes.EMPTY));
    assertTrue(DialBack.isHeard(Bytes.hex("0800")));
    assertFalse(DialBack.isHeard(Bytes.hex("0801")));
  }
}
