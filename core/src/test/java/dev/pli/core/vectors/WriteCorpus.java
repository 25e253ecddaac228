package dev.pli.core.vectors;

import dev.pli.core.carry.CarryEnd;
import dev.pli.core.carry.CarryRecord;
import dev.pli.core.carry.CarrySamples;
import dev.pli.core.contact.VerificationCode;
import dev.pli.core.conversation.PliId;
import dev.pli.core.evidence.EvidenceSamples;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Finish;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.frame.Ping;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Language;
import dev.pli.core.identity.Limits;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.identity.People;
import dev.pli.core.identity.Versions;
import dev.pli.core.identity.Words;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Writes the first inputs of the fuzz targets, one honest value of each kind: `WriteCorpus
/// core/src/test/resources`.
public final class WriteCorpus {
  private final Path resources;

  private WriteCorpus(Path resources) {
    this.resources = resources;
  }

  public static void main(String[] arguments) throws IOException {
    var corpus = new WriteCorpus(Path.of(arguments[0]));
    corpus.identity();
    corpus.contact();
    corpus.frames();
    corpus.evidence();
    corpus.carried();
  }

  private void identity() throws IOException {
    String target = "identity/IdentityFuzzTest";
    put(target, "card", "alice", People.ALICE.card().encode());
    put(target, "certificate", "alice", certificate());
    put(target, "list", "one", People.list(People.ALICE, People.ALICE_DEVICE).encode());
    for (Purpose purpose : List.of(Purpose.PAIR, Purpose.LINK)) {
      var reply = new HandshakePayload.Reply(introduction(purpose), false);
      var proof =
          new HandshakePayload.Proof(
              introduction(purpose), People.BOB.fingerprint(), LinkMark.NONE);
      put(target, "reply", purpose.name(), reply.encode(purpose));
      put(target, "proof", purpose.name(), proof.encode(purpose));
    }
    Words words = Words.of(Language.FRENCH, Secret.copyOf(Bytes.zero(Words.ENTROPY_BYTES)));
    put(target, "words", "zeros", Bytes.utf8(words.text()));
    put(target, "words", "fingerprint", Bytes.utf8(People.ALICE.fingerprint().grouped()));
  }

  private static Bytes certificate() {
    return People.certificate(People.ALICE, People.ALICE_DEVICE).encode();
  }

  private static Introduction introduction(Purpose purpose) {
    return new Introduction(
        purpose == Purpose.PAIR ? Optional.of(People.ALICE.card()) : Optional.empty(),
        People.ALICE.fingerprint(),
        People.certificate(People.ALICE, People.ALICE_DEVICE),
        People.list(People.ALICE, People.ALICE_DEVICE),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        7);
  }

  private void contact() throws IOException {
    String target = "contact/ContactFuzzTest";
    var code = new VerificationCode(People.ALICE.fingerprint(), People.BOB.fingerprint());
    put(target, "verificationCode", "alice", Bytes.utf8(code.text()));
    put(target, "invitationText", "link", Bytes.utf8(Samples.INVITATION.text()));
    put(target, "invitationBytes", "link", Samples.INVITATION.encode());
    put(target, "heard", "words", Bytes.utf8("académie abeille, acajou"));
  }

  private void frames() throws IOException {
    String target = "frame/FrameFuzzTest";
    var pli = new PliId(Bytes.hex("22".repeat(16)));
    Bytes hash = Bytes.hex("33".repeat(32));
    var blob = new OfferedBlob(272, hash, Bytes.hex("55".repeat(272)));
    Optional<Secret> key = Optional.of(Secret.copyOf(hash));
    frame("offer", new Frame.Offer(Bytes.utf8("{}"), key, List.of(blob, blob), Frame.Wishes.NONE));
    frame("stored", new Frame.Stored(pli));
    frame("statement", new Frame.StatementFrame(Bytes.utf8("{}"), Optional.empty()));
    frame("receipt-nok", new Frame.ReceiptNok(hash, Frame.ReceiptNok.CLOCK));
    put(target, "envelope", "group", Bytes.hex("e307e307e407e407"));
    var mark = new LinkMark(7, hash);
    var sync = new Sync(List.of(new Sync.Mark(1, 10), new Sync.Mark(2, 20)), 5, hash);
    put(target, "sync", "two", sync.encode());
    put(target, "sync", "empty", Sync.EMPTY.encode());
    put(target, "finish", "link", new Finish(People.BOB.fingerprint(), mark, sync).encode());
    put(target, "fixed", "ack", new Ack(People.ALICE_DEVICE.id(), 7, 42).encode());
    put(target, "fixed", "get", new BlobGet(pli, 1, 9, Bytes.hex("44".repeat(16))).encode());
    put(target, "fixed", "no", new BlobNo(pli, 1, BlobNo.Reason.BUSY).encode());
    put(target, "fixed", "ping", Ping.ask(new Random(1)).encode());
  }

  private void frame(String name, Frame frame) throws IOException {
    DeviceId device = People.ALICE_DEVICE.id();
    var envelope = new Envelope(device, 7, 1, Instant.ofEpochMilli(1), frame);
    put("frame/FrameFuzzTest", "envelope", name, FrameCodec.encode(envelope));
  }

  private void evidence() throws IOException {
    String target = "evidence/EvidenceFuzzTest";
    put(target, "offer", "open", EvidenceSamples.offer());
    put(target, "agreement", "french", EvidenceSamples.agreement());
    put(target, "receipt", "delivered", EvidenceSamples.receipt());
    put(target, "epoch", "first", EvidenceSamples.epoch());
    put(target, "signed", "delivered", EvidenceSamples.signedReceipt());
  }

  private void carried() throws IOException {
    String target = "carry/CarryFuzzTest";
    var sealer = CarrySamples.sealer();
    Bytes head = sealer.seal(CarryRecord.Type.HEAD, CarrySamples.HEAD.encode());
    put(target, "head", "alice", CarrySamples.HEAD.encode());
    put(target, "end", "two", new CarryEnd(2, 1, 272).encode());
    put(target, "key", "bob", CarrySamples.KEY.encode());
    put(target, "start", "alice", Bytes.concat(sealer.start(), head.slice(2, head.length())));
    Bytes body = Bytes.ascii("a frame");
    Bytes frame = Bytes.concat(Bytes.of(2), Bytes.u32(body.length()), body);
    put(target, "record", "frame", Bytes.concat(frame, Bytes.zero(256 - frame.length())));
  }

  private void put(String target, String method, String name, Bytes content) throws IOException {
    Path folder = resources.resolve("dev/pli/core").resolve(target + "Inputs").resolve(method);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), content.toArray());
  }
}
