package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Event;
import dev.pli.core.Self;
import dev.pli.core.contact.Contact;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Finish;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Limits;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.identity.Versions;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Binding;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Header;
import dev.pli.crypto.session.Psk;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// A correspondent with all its keys that keeps no rule: it speaks the session by hand, so it can
/// say what no [dev.pli.core.rules.Messenger] would.
final class HostileContact {
  static final long INCARNATION = 0x0102030405060708L;

  final Self self;
  final Contact victim;
  private final Besieged besieged;
  LinkId link;
  Session session;

  /// What FINISH said that is held of its own, and in which incarnation the other side speaks.
  Sync shown = Sync.EMPTY;

  long victimsIncarnation;
  private long incarnation = INCARNATION;
  private long seq;
  private Secret psk;

  /// It has the keys of `own`, whose contact `besieged` is.
  HostileContact(Besieged own, Besieged besieged) {
    this(own.book().self(), own.contact(), besieged);
  }

  /// It is somebody whom `besieged` does not know, and knows it as `victim`.
  HostileContact(Self self, Contact victim, Besieged besieged) {
    this.self = self;
    this.victim = victim;
    this.besieged = besieged;
  }

  /// One opened record.
  record Heard(RecordType type, Bytes body) {}

  Introduction introduction(Optional<Card> card, long incarnation) {
    return new Introduction(
        card,
        self.fingerprint(),
        self.certificate(),
        self.devices(),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        incarnation);
  }

  private Binding binding() {
    return Binding.libp2p(
        Besieged.HASH, self.peer().multihash(), besieged.book().self().peer().multihash());
  }

  /// Dials and says its first message.
  Handshake.AwaitingReply begins(Header header) throws RejectedException {
    link = besieged.dialledBy(self.peer());
    Handshake.AwaitingReply begun = initiates(header);
    besieged.hears(link, begun.message());
    return begun;
  }

  /// Its first message, said to nobody yet.
  Handshake.AwaitingReply initiates(Header header) throws RejectedException {
    return Handshake.initiate(header, binding(), self.identity().dh(), besieged.random);
  }

  /// The second message, to whom `besieged` has dialled on this link.
  Bytes answers(LinkId dialled) throws RejectedException {
    link = dialled;
    Binding binding =
        Binding.libp2p(
            Besieged.HASH, besieged.book().self().peer().multihash(), self.peer().multihash());
    Bytes first = besieged.said(link).removeFirst();
    var reply = new HandshakePayload.Reply(introduction(Optional.empty(), INCARNATION), false);
    return Handshake.hear(first, binding, self.identity().dh(), besieged.random)
        .answer(reply.encode(Purpose.LINK))
        .message();
  }

  /// The second message, read.
  Handshake.Replied replied(Handshake.AwaitingReply begun) throws RejectedException {
    return begun.read(besieged.said(link).removeFirst());
  }

  /// Third message, FINISH, CONFIRM: a session that stands.
  HostileContact links() throws RejectedException {
    return links(this::held);
  }

  /// What it holds in truth.
  private Sync held(long ofIncarnation) {
    long mark = besieged.store.acknowledged(besieged.contact().id(), self.deviceId());
    return new Sync(List.of(new Sync.Mark(ofIncarnation, mark)), 0, Bytes.zero(32));
  }

  /// The same, speaking in another incarnation.
  HostileContact linksIn(long next) throws RejectedException {
    incarnation = next;
    seq = 0;
    return links();
  }

  /// The same, claiming in CONFIRM to hold so much.
  HostileContact links(LongFunction<Sync> claimed) throws RejectedException {
    Handshake.AwaitingReply begun = begins(Header.link());
    besieged.hears(link, proves(replied(begun)));
    Heard first = heard().getFirst();
    assertEquals(RecordType.FINISH, first.type());
    shown = Finish.parse(first.body(), Purpose.LINK).sync();
    says(RecordType.CONFIRM, claimed.apply(victimsIncarnation).encode());
    return this;
  }

  /// The third message; the session begins with it.
  Bytes proves(Handshake.Replied replied) throws RejectedException {
    victimsIncarnation =
        HandshakePayload.parseReply(replied.payload(), Purpose.LINK, besieged.now)
            .introduction()
            .incarnation();
    psk = victim.current().pairPsks().getLast();
    var proof =
        new HandshakePayload.Proof(
            introduction(Optional.empty(), incarnation),
            victim.current().fingerprint(),
            LinkMark.NONE);
    Handshake.Proved proved = replied.prove(psk, proof.encode(Purpose.LINK));
    session = proved.session();
    return proved.message();
  }

  /// Third message of a pairing.
  void pairs(Handshake.Replied replied, Secret invitation) throws RejectedException {
    var proof =
        new HandshakePayload.Proof(
            introduction(Optional.of(self.identity().card()), INCARNATION),
            besieged.book().self().fingerprint(),
            LinkMark.NONE);
    Handshake.Proved proved =
        replied.prove(Psk.ofInvitation(invitation), proof.encode(Purpose.PAIR));
    besieged.hears(link, proved.message());
  }

  void says(RecordType type, Bytes body) {
    besieged.hears(link, record(type, body));
  }

  private Bytes record(RecordType type, Bytes body) {
    Session.Sealed sealed = session.seal(type, body);
    session = sealed.next();
    return sealed.record();
  }

  /// The next envelope on its way.
  Event brings(Frame frame) {
    Bytes body = FrameCodec.encode(envelope(frame));
    return new Event.FrameReceived(link, record(RecordType.ENVELOPE, body));
  }

  /// What has come since, opened.
  List<Heard> heard() throws RejectedException {
    var heard = new ArrayList<Heard>();
    List<Bytes> frames = besieged.said(link);
    while (!frames.isEmpty()) {
      Session.Opened opened = session.open(frames.removeFirst());
      session = opened.next();
      heard.add(new Heard(opened.type(), opened.body()));
    }
    return heard;
  }

  List<Bytes> heard(RecordType type) throws RejectedException {
    return heard().stream().filter(record -> record.type() == type).map(Heard::body).toList();
  }

  /// The frames of the envelopes that have come since.
  List<Frame> frames() throws RejectedException {
    var frames = new ArrayList<Frame>();
    for (Bytes body : heard(RecordType.ENVELOPE)) {
      frames.add(FrameCodec.parse(body).frame());
    }
    return frames;
  }

  /// Acknowledges what has come since, and returns its frames.
  List<Frame> acknowledges() throws RejectedException {
    var frames = new ArrayList<Frame>();
    for (Bytes body : heard(RecordType.ENVELOPE)) {
      Envelope envelope = FrameCodec.parse(body);
      frames.add(envelope.frame());
      var ack = new Ack(envelope.device(), envelope.incarnation(), envelope.seq());
      says(RecordType.ACK, ack.encode());
    }
    return frames;
  }

  /// The next envelope as it should be.
  Envelope envelope(Frame frame) {
    return new Envelope(self.deviceId(), incarnation, ++seq, besieged.now, frame);
  }

  void sends(Frame frame) {
    sends(envelope(frame));
  }

  void sends(Envelope envelope) {
    says(RecordType.ENVELOPE, FrameCodec.encode(envelope));
  }

  /// The key of a rekey of the running session.
  Secret rekeyPsk() {
    return Psk.ofRekey(psk, session);
  }

  Binding rekeyBinding() {
    return Binding.rekey(
        session, self.peer().multihash(), besieged.book().self().peer().multihash());
  }
}
