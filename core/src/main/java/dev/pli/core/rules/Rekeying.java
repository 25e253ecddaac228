package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S404_RECORD_TYPE;
import static dev.pli.crypto.session.SessionRule.S602_EPOCH;
import static dev.pli.crypto.session.SessionRule.S603_SECOND_REKEY;
import static dev.pli.crypto.session.SessionRule.S604_REKEY_IDENTITY;

import dev.pli.core.Self;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.frame.Finish;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Limits;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.identity.Versions;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Binding;
import dev.pli.crypto.session.EpochLimits;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Header;
import dev.pli.crypto.session.Psk;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.RekeyStep;
import dev.pli.crypto.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A fresh handshake inside a running session: after so many records, bytes or minutes the next
/// epoch has keys that nothing of the old one gives. docs/spec/session.md §11.
///
/// ```
/// asking   (M1) -> Asked -> (M2, M3) -> Proved -> (EPOCH read, FINISH; EPOCH, CONFIRM sent) -> done
/// asked    (M1, M2) -> Answered -> (M3; EPOCH, FINISH sent) -> Finishing -> (EPOCH read, CONFIRM) -> done
/// ```
///
/// Node thread only.
final class Rekeying {
  /// A rekey that takes longer is a fault: its records go before all others.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Book book;
  private final Links links;
  private final RandomGenerator random;

  Rekeying(Book book, Links links, RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.random = random;
  }

  /// How far a rekey has come, and since when it runs.
  sealed interface Attempt {
    Instant since();
  }

  record Asked(Handshake.AwaitingReply handshake, Secret psk, Instant since) implements Attempt {}

  record Proved(Instant since) implements Attempt {}

  record Answered(Handshake.Answered handshake, Secret psk, Instant since) implements Attempt {}

  record Finishing(Instant since) implements Attempt {}

  /// Whether nothing of a person may leave on this link until it has new keys.
  static boolean isOverdue(Link link, Instant now) {
    return link.running().isPresent()
        && EpochLimits.stopContent(records(link), link.blobBytes, age(link, now));
  }

  /// Whether the reader may still take a record of this type.
  static void requireInTime(Link link, RecordType type, Instant now) throws RejectedException {
    EpochLimits.requireInTime(type, link.blobBytes, age(link, now));
  }

  private static int records(Link link) {
    Session session = link.running().orElseThrow().session();
    return Math.max(session.sentRecords(), session.receivedRecords());
  }

  private static Duration age(Link link, Instant now) {
    return Duration.between(link.epochBegan, now);
  }

  /// Asks for new keys when it is time. `isTalking`: something of a person waits to be sent.
  void begin(Link link, boolean isTalking, Instant now) throws RejectedException {
    if (link.running().isEmpty() || link.rekey != null) {
      return;
    }
    Duration age = isTalking ? age(link, now) : Duration.ZERO;
    if (EpochLimits.wantRekey(records(link), link.blobBytes, age)) {
      Session session = link.running().get().session();
      Handshake.AwaitingReply handshake =
          Handshake.initiate(
              Header.rekey(session), binding(link, true), book.self().identity().dh(), random);
      link.rekey = new Asked(handshake, psk(link), now);
      links.send(link, RecordType.REKEY, new RekeyStep(1, handshake.message()).encode());
    }
  }

  private static Secret psk(Link link) {
    Session session = link.running().orElseThrow().session();
    return Psk.ofRekey(Objects.requireNonNull(link.pairPsk), session);
  }

  private Binding binding(Link link, boolean isAsking) {
    Bytes own = book.self().peer().multihash();
    Bytes remote = link.peer.multihash();
    Session session = link.running().orElseThrow().session();
    return isAsking ? Binding.rekey(session, own, remote) : Binding.rekey(session, remote, own);
  }

  /// One message of the handshake. What it rejects closes the link.
  void take(Link link, Bytes body, Instant now) throws RejectedException {
    RekeyStep message = RekeyStep.parse(body);
    switch (message.step()) {
      case 1 -> asked(link, message.message(), now);
      case 2 -> replied(link, message.message(), now);
      default -> proved(link, message.message(), now);
    }
  }

  private void asked(Link link, Bytes m1, Instant now) throws RejectedException {
    switch (link.rekey) {
      case Asked _ -> {
        // Both asked: the side with the lower fingerprint goes on.
        if (book.self().fingerprint().compareTo(remote(link)) < 0) {
          return;
        }
      }
      case null -> {}
      case Proved _, Answered _, Finishing _ -> throw new RejectedException(S603_SECOND_REKEY);
    }
    Header.parse(m1).requireFollows(link.running().orElseThrow().session());
    Handshake.Heard heard =
        Handshake.hear(m1, binding(link, false), book.self().identity().dh(), random);
    var reply = new HandshakePayload.Reply(introduction(link), false);
    Handshake.Answered answered = heard.answer(reply.encode(Purpose.REKEY));
    link.rekey = new Answered(answered, psk(link), now);
    links.send(link, RecordType.REKEY, new RekeyStep(2, answered.message()).encode());
  }

  private void replied(Link link, Bytes m2, Instant now) throws RejectedException {
    if (!(link.rekey instanceof Asked(var handshake, var psk, var since))) {
      throw new RejectedException(S404_RECORD_TYPE);
    }
    Handshake.Replied replied = handshake.read(m2);
    HandshakePayload.Reply reply =
        HandshakePayload.parseReply(replied.payload(), Purpose.REKEY, now);
    reply.requirePsk();
    judge(link, reply.introduction(), replied.remoteStatic());
    var proof = new HandshakePayload.Proof(introduction(link), remote(link), LinkMark.NONE);
    Handshake.Proved proved = replied.prove(psk, proof.encode(Purpose.REKEY));
    link.rekey = new Proved(since);
    links.send(link, RecordType.REKEY, new RekeyStep(3, proved.message()).encode());
    links.await(link, proved.session());
  }

  private void proved(Link link, Bytes m3, Instant now) throws RejectedException {
    if (!(link.rekey instanceof Answered(var handshake, var psk, var since))) {
      throw new RejectedException(S404_RECORD_TYPE);
    }
    if (!(handshake.read(m3, psk) instanceof Handshake.Proof.Proven proven)) {
      throw new RejectedException(S604_REKEY_IDENTITY);
    }
    HandshakePayload.Proof proof =
        HandshakePayload.parseProof(proven.payload(), Purpose.REKEY, now);
    proof.requireTo(book.self().fingerprint());
    judge(link, proof.introduction(), proven.remoteStatic());
    link.rekey = new Finishing(since);
    links.await(link, proven.session());
    links.send(link, RecordType.EPOCH, Bytes.EMPTY);
    var finish = new Finish(remote(link), LinkMark.NONE, Sync.EMPTY);
    links.send(link, RecordType.FINISH, finish.encode());
  }

  /// FINISH under the new keys: this side's direction follows.
  void finish(Link link, Bytes body, Instant now) throws RejectedException {
    require(link.rekey instanceof Proved, S602_EPOCH);
    Finish finish = Finish.parse(body, Purpose.REKEY);
    finish.requireInitiator(book.self().fingerprint());
    links.send(link, RecordType.EPOCH, Bytes.EMPTY);
    links.send(link, RecordType.CONFIRM, Sync.EMPTY.encode());
    renewed(link, now);
  }

  void confirm(Link link, Bytes body, Instant now) throws RejectedException {
    require(link.rekey instanceof Finishing, S602_EPOCH);
    Sync.parse(body, Purpose.REKEY);
    renewed(link, now);
  }

  private static void renewed(Link link, Instant now) {
    link.rekey = null;
    link.epochBegan = now;
    link.blobBytes = 0;
  }

  private void judge(Link link, Introduction introduction, Bytes remoteStatic)
      throws RejectedException {
    PeerDevice device = device(link);
    require(
        introduction.certificate().equals(device.certificate())
            && introduction.fingerprint().equals(remote(link))
            && introduction.incarnation() == link.peerIncarnation
            && remoteStatic.equals(device.certificate().dhKey()),
        S604_REKEY_IDENTITY);
  }

  private Introduction introduction(Link link) {
    Self self = book.self();
    DeviceKey key = link.device().orElseThrow();
    return new Introduction(
        Optional.empty(),
        self.fingerprint(),
        self.certificate(),
        self.devices(),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        book.side(key).orElseThrow().incarnation());
  }

  private Contact contact(Link link) {
    return book.contact(link.device().orElseThrow().contact()).orElseThrow();
  }

  private PeerDevice device(Link link) {
    return contact(link).current().device(link.device().orElseThrow().device()).orElseThrow();
  }

  private Fingerprint remote(Link link) {
    return contact(link).current().fingerprint();
  }
}
