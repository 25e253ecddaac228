package dev.pli.transport.record;

import static dev.pli.core.address.RecordRule.T601_ENVELOPE_SIZE;
import static dev.pli.core.address.RecordRule.T602_PAYLOAD_TYPE;
import static dev.pli.core.address.RecordRule.T603_SIGNATURE;
import static dev.pli.core.address.RecordRule.T604_SIGNER;
import static dev.pli.core.address.RecordRule.T605_OTHER_DEVICE;
import static dev.pli.core.address.RecordRule.T606_OLD;
import static dev.pli.core.address.RecordRule.T607_ADDRESSES;
import static dev.pli.transport.wire.Rejections.assertRejected;
import static dev.pli.transport.wire.WireRule.T006_FIELD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.wire.ProtobufWriter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedRecordTest {
  private static final Ed25519.KeyPair KEY = Ed25519.KeyPair.of(Secret.copyOf(Bytes.zero(32)));
  private static final Ed25519.KeyPair OTHER =
      Ed25519.KeyPair.of(Secret.copyOf(Bytes.hex("01".repeat(32))));
  private static final PeerId PEER = PeerId.of(KEY.publicKey());
  private static final Multiaddr ADDRESS = Multiaddr.tcp(Bytes.hex("c0000207"), 4_001);
  private static final PeerRecord RECORD = new PeerRecord(PEER, 5, List.of(ADDRESS));

  private static Bytes payload(PeerId peer, List<Bytes> addresses) {
    var payload = new ProtobufWriter().bytes(1, peer.multihash()).number(2, 5);
    addresses.forEach(address -> payload.bytes(3, new ProtobufWriter().bytes(1, address).encode()));
    return payload.encode();
  }

  private static Bytes sealed(Bytes payload) {
    return Envelope.seal(KEY, EnvelopeKind.PEER_RECORD, payload);
  }

  @Test
  void opensWhatItSeals() throws Exception {
    assertEquals(RECORD, SignedRecord.open(SignedRecord.seal(KEY, RECORD), PEER));
  }

  /// The bytes of the RFCs: what is signed has the domain and is not sent.
  @Test
  void sealsAsTheTableSays() {
    Bytes payload = payload(PEER, List.of(ADDRESS.encode()));
    Bytes signed =
        Bytes.concat(
            Bytes.of(18),
            Bytes.ascii("libp2p-peer-record"),
            Bytes.hex("02 0301"),
            Bytes.of(payload.length()),
            payload);
    assertEquals(
        new ProtobufWriter()
            .bytes(1, PEER.keyProtobuf())
            .bytes(2, Bytes.hex("0301"))
            .bytes(3, payload)
            .bytes(5, Ed25519.sign(KEY.seed(), signed))
            .encode(),
        SignedRecord.seal(KEY, RECORD));
  }

  @Test
  void dropsAnAddressThatIsNoneOrSomebodyElses() throws Exception {
    Bytes other = ADDRESS.with(PeerId.of(OTHER.publicKey())).encode();
    Bytes own = ADDRESS.with(PEER).encode();
    Bytes envelope = sealed(payload(PEER, List.of(Bytes.of(7), other, own)));
    assertEquals(List.of(ADDRESS), SignedRecord.open(envelope, PEER).addresses());
  }

  @Test
  void T006_nothingThatIsSignedMayBeAbsent() {
    for (int left = 1; left <= 5; left++) {
      if (left != 4) {
        Bytes envelope = envelope(left);
        assertRejected(T006_FIELD, () -> Envelope.open(envelope, EnvelopeKind.PEER_RECORD));
      }
    }
    Bytes noPeer = sealed(new ProtobufWriter().number(2, 5).encode());
    assertRejected(T006_FIELD, () -> SignedRecord.open(noPeer, PEER));
  }

  /// An envelope without one of its fields.
  private static Bytes envelope(int left) {
    var fields = new ProtobufWriter();
    for (int field : new int[] {1, 2, 3, 5}) {
      if (field != left) {
        fields.bytes(
            field,
            switch (field) {
              case 1 -> PEER.keyProtobuf();
              case 2 -> Bytes.hex("0301");
              default -> Bytes.zero(64);
            });
      }
    }
    return fields.encode();
  }

  @Test
  void T601_anEnvelopeOverEightKibibytes() throws Exception {
    Bytes fits =
        Bytes.concat(
            SignedRecord.seal(KEY, RECORD),
            new ProtobufWriter().bytes(9, Bytes.zero(7_900)).encode());
    SignedRecord.open(fits, PEER);
    Bytes tooLong = new ProtobufWriter().bytes(9, Bytes.zero(8_192)).encode();
    assertRejected(T601_ENVELOPE_SIZE, () -> SignedRecord.open(tooLong, PEER));
  }

  /// jvm-libp2p writes the type as a uvarint, and RFC 0003 names a domain that nobody signs.
  @Test
  void T602_anotherTypeOfPayload() {
    Bytes voucher = Envelope.seal(KEY, EnvelopeKind.RELAY_VOUCHER, payload(PEER, List.of()));
    assertRejected(T602_PAYLOAD_TYPE, () -> SignedRecord.open(voucher, PEER));
    Bytes uvarint =
        new ProtobufWriter()
            .bytes(1, PEER.keyProtobuf())
            .bytes(2, Bytes.hex("8206"))
            .bytes(3, Bytes.EMPTY)
            .encode();
    assertRejected(T602_PAYLOAD_TYPE, () -> SignedRecord.open(uvarint, PEER));
  }

  @Test
  void T603_everyBitOfWhatIsSigned() {
    Bytes envelope = SignedRecord.seal(KEY, RECORD);
    int payloadAt = 2 + 36 + 4 + 2;
    for (int i = payloadAt; i < envelope.length(); i++) {
      if (i < envelope.length() - 66 || i >= envelope.length() - 64) {
        byte[] bent = envelope.toArray();
        bent[i] ^= 1;
        assertRejected(T603_SIGNATURE, () -> SignedRecord.open(Bytes.copyOf(bent), PEER));
      }
    }
  }

  @Test
  void T604_signedByAnotherThanItsPeer() {
    PeerId other = PeerId.of(OTHER.publicKey());
    Bytes envelope = sealed(payload(other, List.of(ADDRESS.encode())));
    assertRejected(T604_SIGNER, () -> SignedRecord.open(envelope, other));
  }

  @Test
  void T605_aRecordOfAnotherDevice() {
    Bytes envelope = SignedRecord.seal(KEY, RECORD);
    assertRejected(
        T605_OTHER_DEVICE, () -> SignedRecord.open(envelope, PeerId.of(OTHER.publicKey())));
  }

  @Test
  void T606_aNumberThatIsNotHigher() throws Exception {
    var next = new PeerRecord(PEER, 6, List.of());
    next.requireNewerThan(RECORD);
    assertRejected(T606_OLD, () -> RECORD.requireNewerThan(RECORD));
    assertRejected(T606_OLD, () -> RECORD.requireNewerThan(next));
  }

  @Test
  void T607_noAddressOrTooMany() throws Exception {
    Bytes none = sealed(payload(PEER, List.of()));
    assertRejected(T607_ADDRESSES, () -> SignedRecord.open(none, PEER));
    Bytes allDropped = sealed(payload(PEER, List.of(Bytes.of(7))));
    assertRejected(T607_ADDRESSES, () -> SignedRecord.open(allDropped, PEER));
    SignedRecord.open(sealed(payload(PEER, Collections.nCopies(64, ADDRESS.encode()))), PEER);
    Bytes many = sealed(payload(PEER, Collections.nCopies(65, ADDRESS.encode())));
    assertRejected(T607_ADDRESSES, () -> SignedRecord.open(many, PEER));
  }
}
