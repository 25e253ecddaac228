package dev.pli.core.vectors;

import static dev.pli.core.Rejections.replaced;
import static dev.pli.core.identity.People.ALICE;
import static dev.pli.core.identity.People.ALICE_DEVICE;
import static dev.pli.core.identity.People.BOB;
import static dev.pli.core.identity.People.BOB_DEVICE;
import static dev.pli.core.identity.People.NOW;
import static dev.pli.core.vectors.WriteVectors.bad;

import dev.pli.core.conversation.PliId;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Finish;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.Ping;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Limits;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.identity.People;
import dev.pli.core.identity.Versions;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.statement.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The negative set: of each kind one honest value, with one field changed a case. docs/spec SV11.
final class Negatives {
  private static final PliId PLI = new PliId(Bytes.hex("22".repeat(16)));
  private static final Bytes HASH = Bytes.hex("33".repeat(32));
  private static final LinkMark MARK = new LinkMark(7, HASH);

  private final List<JsonObject> cases = new ArrayList<>();

  private Negatives() {}

  static List<JsonObject> all() {
    var negatives = new Negatives();
    negatives.cards();
    negatives.payloads();
    negatives.records();
    negatives.envelopes();
    return negatives.cases;
  }

  /// Reads `bytes` as `kind`, or rejects them.
  static void parse(String kind, Bytes bytes) throws RejectedException {
    switch (kind) {
      case "card" -> Card.parse(bytes, NOW);
      case "payload 2 of a link" -> HandshakePayload.parseReply(bytes, Purpose.LINK, NOW);
      case "payload 2 of a pairing" -> HandshakePayload.parseReply(bytes, Purpose.PAIR, NOW);
      case "payload 3 of a link" -> HandshakePayload.parseProof(bytes, Purpose.LINK, NOW);
      case "payload 3 of a rekey" -> HandshakePayload.parseProof(bytes, Purpose.REKEY, NOW);
      case "FINISH of a link" -> Finish.parse(bytes, Purpose.LINK);
      case "FINISH of a pairing" -> Finish.parse(bytes, Purpose.PAIR);
      case "CONFIRM of a link" -> Sync.parse(bytes, Purpose.LINK);
      case "CONFIRM of a rekey" -> Sync.parse(bytes, Purpose.REKEY);
      case "ACK" -> Ack.parse(bytes);
      case "BLOB_GET" -> BlobGet.parse(bytes);
      case "BLOB_NO" -> BlobNo.parse(bytes);
      case "PING" -> Ping.parse(bytes);
      case "ENVELOPE" -> FrameCodec.parse(bytes);
      default -> throw new AssertionError(kind);
    }
  }

  private void add(String code, String kind, Bytes bytes) {
    cases.add(bad(code, kind, bytes));
  }

  private void cards() {
    Bytes card = ALICE.card().encode();
    add("S101", "card", replaced(card, 0, 2));
    add("S101", "card", card.slice(0, 2_089));
    add("S102", "card", replaced(card, 1, Bytes.concat(Bytes.of(1), Bytes.zero(31))));
    add("S103", "card", replaced(card, 33, Bytes.zero(32)));
    add("S104", "card", replaced(card, 65, 2));
    add("S104", "card", replaced(card, 129, card.at(129) ^ 1));
    add("S105", "card", replaced(card, 2_089, card.at(2_089) ^ 1));
    add("S105", "card", replaced(card, 2_082, Bytes.hex("7fffffff")));
  }

  private void payloads() {
    Bytes reply = new HandshakePayload.Reply(introduction(false), false).encode(Purpose.LINK);
    String second = "payload 2 of a link";
    add("S308", second, replaced(reply, 0, 2));
    add("S308", second, replaced(reply, 1, 3));
    add("S308", second, replaced(reply, 2, 2));
    add("S308", second, replaced(reply, 3, Bytes.hex("082a")));
    add("S309", second, replaced(reply, 5, BOB.fingerprint().value()));
    add("S309", second, replaced(reply, 37, People.certificate(BOB, BOB_DEVICE).encode()));
    add("S111", second, replaced(reply, 37, 2));
    add("S117", second, replaced(reply, 86, Bytes.zero(32)));
    add("S118", second, replaced(reply, 226, Bytes.hex("0065")));
    add("S118", second, replaced(reply, 228, 2));
    add("S001", second, replaced(reply, 226, Bytes.hex("ffff")));
    add("S311", second, replaced(reply, 346, 0));
    add("S311", second, replaced(reply, 346, Bytes.hex("0200020001")));
    add("S307", second, replaced(reply, 639, 1));
    add(
        "S308",
        "payload 2 of a pairing",
        new HandshakePayload.Reply(introduction(false), false).encode(Purpose.PAIR));
    var proof = new HandshakePayload.Proof(introduction(false), BOB.fingerprint(), MARK);
    add("S308", "payload 3 of a link", replaced(proof.encode(Purpose.LINK), 1, 2));
    add("S308", "payload 3 of a link", replaced(proof.encode(Purpose.LINK), 2, 1));
    add("S308", "payload 3 of a rekey", proof.encode(Purpose.REKEY));
  }

  private static Introduction introduction(boolean withCard) {
    return new Introduction(
        withCard ? Optional.of(ALICE.card()) : Optional.empty(),
        ALICE.fingerprint(),
        People.certificate(ALICE, ALICE_DEVICE),
        People.list(ALICE, ALICE_DEVICE),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        7);
  }

  private void records() {
    var sync = new Sync(List.of(new Sync.Mark(1, 10), new Sync.Mark(2, 20)), 5, HASH);
    Bytes finish = new Finish(BOB.fingerprint(), MARK, sync).encode();
    add("S308", "FINISH of a pairing", finish);
    add("S001", "FINISH of a link", finish.slice(0, 71));
    add("S708", "FINISH of a link", Bytes.concat(finish, Bytes.of(0)));
    add("S708", "CONFIRM of a link", replaced(sync.encode(), 0, 65));
    add("S708", "CONFIRM of a link", replaced(sync.encode(), 1, Bytes.u64(2)));
    add("S708", "CONFIRM of a link", replaced(sync.encode(), 0, 1));
    add("S708", "CONFIRM of a rekey", sync.encode());
    add("S001", "ACK", new Ack(ALICE_DEVICE.id(), 7, 42).encode().slice(0, 31));
    Bytes get = new BlobGet(PLI, 1, 9, Bytes.hex("44".repeat(16))).encode();
    add("S001", "BLOB_GET", Bytes.concat(get, Bytes.of(0)));
    add("S001", "BLOB_NO", replaced(new BlobNo(PLI, 1, BlobNo.Reason.BUSY).encode(), 17, 4));
    add("S001", "PING", replaced(Ping.ask(new Random(1)).encode(), 0, 2));
  }

  private void envelopes() {
    var frame = new Frame.Stored(PLI);
    Bytes envelope =
        FrameCodec.encode(new Envelope(ALICE_DEVICE.id(), 7, 1, Instant.ofEpochMilli(1), frame));
    add("S002", "ENVELOPE", Bytes.concat(envelope, Bytes.hex("1801")));
    add("S002", "ENVELOPE", Bytes.concat(envelope, Bytes.hex("3a00")));
    add("S002", "ENVELOPE", Bytes.concat(envelope, Bytes.hex("820120"), HASH));
    add("S002", "ENVELOPE", Bytes.concat(envelope, Bytes.hex("e307".repeat(9) + "e407".repeat(9))));
    add("S002", "ENVELOPE", envelope.slice(0, envelope.length() - 1));
    add("S002", "ENVELOPE", envelope.slice(18, envelope.length()));
  }
}
