package dev.pli.core.rules;

import static dev.pli.core.identity.IdentityRule.S106_CARD_OTHER;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S301_HEADER;

import dev.pli.core.Effect;
import dev.pli.core.Self;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.frame.Finish;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.HandshakePayload;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Limits;
import dev.pli.core.identity.LinkMark;
import dev.pli.core.identity.Versions;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Binding;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Header;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The handshake on a new link, up to FINISH and CONFIRM: which purpose, which key, and whether the
/// other side is who it must be. docs/spec/session.md §7.
///
/// Every failure ends the link without a reason. Node thread only.
final class Handshaking {
  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Pairing pairing;
  private final LinkMemory memory;
  private final Standing standing;
  private final Doorkeeper doorkeeper;
  private final RandomGenerator random;

  Handshaking(
      Book book,
      Links links,
      Steps steps,
      Pairing pairing,
      LinkMemory memory,
      Standing standing,
      Doorkeeper doorkeeper,
      RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.pairing = pairing;
    this.memory = memory;
    this.standing = standing;
    this.doorkeeper = doorkeeper;
    this.random = random;
  }

  /// The outer initiator speaks first, if it knows what to say.
  void initiate(Link link, Instant now) throws RejectedException {
    Optional<Link.Opening> opening = pairing.opening(link.peer, now);
    if (opening.isEmpty()) {
      links.close(link);
      return;
    }
    Header header = opening.get().invitation().map(Header::pair).orElseGet(Header::link);
    Handshake.AwaitingReply handshake =
        Handshake.initiate(header, binding(link), book.self().identity().dh(), random);
    opening.get().contact().ifPresent(contact -> links.name(link, contact));
    link.stage = new Link.AwaitingReply(handshake, opening.get());
    transmit(link, handshake.message());
  }

  /// Message 1: judged by its header before any expensive work.
  void hear(Link link, Bytes frame, Instant now) throws RejectedException {
    Header header = Header.parse(frame);
    require(header.purpose() != Purpose.REKEY, S301_HEADER);
    Link.Opening opening =
        header.purpose() == Purpose.PAIR
            ? pairing.invited(header.invitationId(), now)
            : pairing.linked(link.peer);
    doorkeeper.admit(link.peer, header.purpose(), now);
    Handshake.Heard heard =
        Handshake.hear(frame, binding(link), book.self().identity().dh(), random);
    var reply =
        new HandshakePayload.Reply(introduction(opening, header.purpose()), opening.isLost());
    Handshake.Answered answered = heard.answer(reply.encode(header.purpose()));
    opening.contact().ifPresent(contact -> links.name(link, contact));
    link.stage = new Link.AwaitingProof(answered, opening);
    transmit(link, answered.message());
  }

  /// Message 2: the responder shows who it is; message 3 answers once everything is stored.
  void prove(Link link, Link.AwaitingReply stage, Bytes frame, Instant now)
      throws RejectedException {
    if (stage.opening().isPairing() && !isStillInvited(link, stage.opening())) {
      links.close(link);
      return;
    }
    Purpose purpose = purpose(stage.opening());
    Handshake.Replied replied = stage.handshake().read(frame);
    HandshakePayload.Reply reply = HandshakePayload.parseReply(replied.payload(), purpose, now);
    Contact contact = known(stage.opening());
    Introduction introduction = reply.introduction();
    require(introduction.fingerprint().equals(contact.current().fingerprint()), S106_CARD_OTHER);
    Optional<Card> card = introduction.card().or(contact.current()::card);
    PeerDevice device =
        pairing.judge(
            link,
            card.orElseThrow(() -> new RejectedException(S106_CARD_OTHER)),
            Optional.of(contact.current()),
            introduction,
            replied.remoteStatic(),
            now);
    reply.requirePsk();
    Link.Opening opening = pairing.renumbered(stage.opening(), contact, device);
    link.ownMark = purpose == Purpose.LINK ? memory.toShow(contact.id(), device) : LinkMark.NONE;
    var proof =
        new HandshakePayload.Proof(
            introduction(opening, purpose), contact.current().fingerprint(), link.ownMark);
    Handshake.Proved proved = replied.prove(opening.psk(), proof.encode(purpose));
    pairing.storeAsGuest(contact, introduction, device, proved.session(), opening, now);
    if (purpose == Purpose.LINK) {
      memory.pendingAsInitiator(
          contact.id(), device, link.ownMark.counter(), proved.session().lastHash());
    }
    link.peerIncarnation = introduction.incarnation();
    link.stage = new Link.AwaitingFinish(proved.session(), opening, device);
    transmit(link, proved.message());
  }

  /// Message 3: the initiator is proven; FINISH leaves once everything is stored.
  void accept(Link link, Link.AwaitingProof stage, Bytes frame, Instant now)
      throws RejectedException {
    Purpose purpose = purpose(stage.opening());
    Handshake.Proof read = stage.handshake().read(frame, stage.opening().psk());
    switch (read) {
      case Handshake.Proof.WrongPsk(var remoteStatic) -> {
        pairing.countWrongPsk(stage.opening(), remoteStatic, now);
        links.abort(link);
      }
      case Handshake.Proof.Proven proven -> {
        HandshakePayload.Proof proof = HandshakePayload.parseProof(proven.payload(), purpose, now);
        proof.requireTo(book.self().fingerprint());
        Pairing.Admitted admitted =
            pairing.storeAsHost(link, stage.opening(), proof.introduction(), proven, now);
        finish(link, stage.opening(), admitted, proven, proof, now);
      }
    }
  }

  private void finish(
      Link link,
      Link.Opening opening,
      Pairing.Admitted admitted,
      Handshake.Proof.Proven proven,
      HandshakePayload.Proof proof,
      Instant now) {
    ContactId contact = admitted.contact();
    link.peerMark = proof.mark();
    if (!opening.isPairing()) {
      link.isSuspect = memory.compare(contact, admitted.device(), proof.mark(), now);
      link.ownMark = memory.toShow(contact, admitted.device());
    }
    memory.pendingAsResponder(
        contact, admitted.device(), proof.mark(), link.ownMark, proven.session().lastHash());
    links.name(link, contact);
    link.peerIncarnation = proof.introduction().incarnation();
    var body =
        new Finish(
            proof.introduction().fingerprint(),
            link.ownMark,
            standing.sync(contact, admitted.device()));
    Session.Sealed sealed = proven.session().seal(RecordType.FINISH, body.encode());
    link.stage = new Link.AwaitingConfirm(sealed.next(), opening, admitted.device());
    transmit(link, sealed.record());
  }

  /// Whether a guest may prove himself here: no other link has paired them meanwhile, nor is about
  /// to. Of two keys that both made, each side could keep another one.
  private boolean isStillInvited(Link link, Link.Opening opening) {
    Optional<Contact> host = opening.contact().flatMap(book::contact);
    return host.flatMap(contact -> contact.current().held())
            .filter(held -> opening.invitation().equals(Optional.of(held.id())))
            .isPresent()
        && links.all().stream()
            .filter(other -> other != link && opening.contact().equals(known(other)))
            .noneMatch(other -> other.stage instanceof Link.AwaitingFinish);
  }

  private static Optional<ContactId> known(Link link) {
    return Optional.ofNullable(link.contact);
  }

  private Contact known(Link.Opening opening) {
    return opening.contact().flatMap(book::contact).orElseThrow();
  }

  private static Purpose purpose(Link.Opening opening) {
    return opening.invitation().isPresent() ? Purpose.PAIR : Purpose.LINK;
  }

  private Introduction introduction(Link.Opening opening, Purpose purpose) {
    Self self = book.self();
    return new Introduction(
        purpose == Purpose.PAIR ? Optional.of(self.identity().card()) : Optional.empty(),
        self.fingerprint(),
        self.certificate(),
        self.devices(),
        Versions.SUPPORTED,
        Limits.HIGHEST,
        opening.incarnation());
  }

  private Binding binding(Link link) {
    Bytes own = book.self().peer().multihash();
    Bytes remote = link.peer.multihash();
    return switch (link.role) {
      case INITIATOR -> Binding.libp2p(link.handshakeHash, own, remote);
      case RESPONDER -> Binding.libp2p(link.handshakeHash, remote, own);
    };
  }

  private void transmit(Link link, Bytes frame) {
    steps.then(new Effect.Transmit(link.id, frame));
  }
}
