package dev.pli.core.address;

import static dev.pli.core.address.AddressRule.T101_KEY_TYPE;
import static dev.pli.core.address.AddressRule.T102_KEY_POINT;
import static dev.pli.core.address.AddressRule.T103_KEY_FORM;
import static dev.pli.core.address.AddressRule.T104_PEER_ID;
import static dev.pli.core.address.AddressRule.T105_PEER_ID_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {
  /// The Ed25519 public key of libp2p/specs `peer-ids`.
  private static final Bytes KEY =
      Bytes.hex("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e");

  private static final String TEXT = "12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq";

  @Test
  void printsTheKeyOfTheSpecification() throws Exception {
    PeerId peer = PeerId.ofKeyProtobuf(KEY);
    assertEquals(KEY, peer.keyProtobuf());
    assertEquals(KEY.slice(4, 36), peer.publicKey());
    assertEquals(Bytes.concat(Bytes.of(0, 36), KEY), peer.multihash());
    assertEquals(52, peer.text().length());
    assertTrue(peer.text().startsWith("12D3KooW"));
    assertEquals(peer, PeerId.parse(peer.text()));
    assertEquals(peer, PeerId.parse(peer.multihash()));
  }

  @Test
  void parsesTheCidForm() throws Exception {
    // From libp2p/specs peer-ids: the same peer in both texts.
    assertEquals(
        PeerId.parse("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"),
        PeerId.parse("bafzaajaiaejcal72gwuz2or47oyxxn6b3rkwdmmkrxgkjxzy3rqt5kczyn7lcm3l"));
  }

  @Test
  void T101_keyOfAnotherType() {
    assertRejected(
        T101_KEY_TYPE, () -> PeerId.ofKeyProtobuf(Bytes.hex("08021221" + "02".repeat(33))));
    assertRejected(
        T101_KEY_TYPE, () -> PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"));
  }

  @Test
  void T102_keyOfAnotherLength() {
    assertRejected(
        T102_KEY_POINT, () -> PeerId.ofKeyProtobuf(Bytes.hex("0801121f" + "00".repeat(31))));
    assertRejected(
        T102_KEY_POINT, () -> PeerId.ofKeyProtobuf(Bytes.hex("08011221" + "00".repeat(33))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      })
  void T102_pointOfSmallOrderOrNotCanonical(String point) {
    assertRejected(T102_KEY_POINT, () -> PeerId.ofKeyProtobuf(Bytes.hex("08011220" + point)));
  }

  @Test
  void T103_keyInAnotherForm() {
    assertRejected(T103_KEY_FORM, () -> PeerId.ofKeyProtobuf(Bytes.EMPTY));
    assertRejected(
        T103_KEY_FORM, () -> PeerId.ofKeyProtobuf(Bytes.hex("1220" + "11".repeat(32) + "0801")));
    assertRejected(T103_KEY_FORM, () -> PeerId.ofKeyProtobuf(Bytes.concat(KEY, Bytes.of(0x18, 0))));
    assertRejected(T103_KEY_FORM, () -> PeerId.ofKeyProtobuf(KEY.slice(0, 35)));
  }

  @Test
  void T104_multihashOfAnotherShape() {
    assertRejected(T104_PEER_ID, () -> PeerId.parse(Bytes.EMPTY));
    assertRejected(T104_PEER_ID, () -> PeerId.parse(Bytes.concat(Bytes.of(0x13, 36), KEY)));
    assertRejected(T104_PEER_ID, () -> PeerId.parse(Bytes.concat(Bytes.of(0, 35), KEY)));
    assertRejected(T104_PEER_ID, () -> PeerId.parse(Bytes.concat(Bytes.of(0, 43), Bytes.zero(43))));
    assertRejected(
        T104_PEER_ID, () -> PeerId.parse(Bytes.concat(Bytes.of(0x12, 31), Bytes.zero(31))));
  }

  @Test
  void T105_textThatIsNoPeerId() {
    assertRejected(T105_PEER_ID_TEXT, () -> PeerId.parse(TEXT.replace('p', '0')));
    assertRejected(T105_PEER_ID_TEXT, () -> PeerId.parse("1".repeat(65)));
    assertRejected(
        T105_PEER_ID_TEXT, () -> PeerId.parse("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3ocl"));
  }

  @RepeatedTest(100)
  void everyKeyComesBackFromItsText(RepetitionInfo repetition) throws Exception {
    var key = new byte[32];
    new Random(repetition.getCurrentRepetition()).nextBytes(key);
    PeerId peer = PeerId.of(Bytes.copyOf(key));
    assertEquals(peer, PeerId.parse(peer.text()));
  }

  private static void assertRejected(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(RejectedException.class, action).rule());
  }
}
