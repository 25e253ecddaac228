package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.frame.Envelope;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A session that the [Liar] has with one victim: everything about it is as it must be, but what is
/// said in it.
final class Confidence {
  private final World world;
  private final Lies lies;
  private final Inhabitant victim;
  private final Event.LinkOpened opened;
  private final long incarnation;
  private Handshake.@Nullable AwaitingReply handshake;
  private @Nullable Session session;
  private Stage stage = Stage.AWAITING_REPLY;

  /// The number of the last envelope that was said in its place.
  long said;

  /// The last number that came from the victim, and in which incarnation.
  long heard;

  long victimsIncarnation;

  enum Stage {
    AWAITING_REPLY,
    AWAITING_FINISH,
    RUNNING
  }

  /// One thing to say.
  record Said(RecordType type, Bytes body) {}

  record Heard(RecordType type, Bytes body) {}

  Confidence(World world, Lies lies, Inhabitant victim, Event.LinkOpened opened) {
    this.world = world;
    this.lies = lies;
    this.victim = victim;
    this.opened = opened;
    this.incarnation = world.random.nextLong();
  }

  Inhabitant victim() {
    return victim;
  }

  long incarnation() {
    return incarnation;
  }

  Stage stage() {
    return stage;
  }

  Bytes hello() {
    Binding binding =
        Binding.libp2p(
            opened.handshakeHash(), Cast.MALLORY.peer().multihash(), victim.peer().multihash());
    try {
      Handshake.AwaitingReply begun =
          Handshake.initiate(Header.link(), binding, Cast.MALLORY.identity().dh(), world.random);
      handshake = begun;
      return begun.message();
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  Bytes prove(Bytes frame) throws RejectedException {
    Handshake.Replied replied = Objects.requireNonNull(handshake).read(frame);
    var reply = HandshakePayload.parseReply(replied.payload(), Purpose.LINK, world.now());
    Contact contact = lies.contact(victim);
    var introduction =
        new Introduction(
            java.util.Optional.empty(),
            Cast.MALLORY.fingerprint(),
            Cast.MALLORY.certificate(),
            Cast.MALLORY.devices(),
            Versions.SUPPORTED,
            Limits.HIGHEST,
            incarnation);
    victimsIncarnation = reply.introduction().incarnation();
    var mark = new LinkMark(world.random.nextInt(9), world.bytes(32));
    var proof = new HandshakePayload.Proof(introduction, contact.current().fingerprint(), mark);
    Handshake.Proved proved =
        replied.prove(contact.current().pairPsks().getLast(), proof.encode(Purpose.LINK));
    session = proved.session();
    stage = Stage.AWAITING_FINISH;
    return proved.message();
  }

  Bytes confirm(Bytes frame) throws RejectedException {
    open(frame);
    stage = Stage.RUNNING;
    return seal(new Said(RecordType.CONFIRM, lies.sync(this)));
  }

  Heard open(Bytes frame) throws RejectedException {
    Session.Opened record = Objects.requireNonNull(session).open(frame);
    session = record.next();
    return new Heard(record.type(), record.body());
  }

  Bytes seal(Said said) {
    Session.Sealed record = Objects.requireNonNull(session).seal(said.type(), said.body());
    session = record.next();
    return record.record();
  }

  void heard(Envelope envelope) {
    heard = envelope.seq();
  }
}
