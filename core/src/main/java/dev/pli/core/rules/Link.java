package dev.pli.core.rules;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Route;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.LinkMark;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Session;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection to a proven host key, and how far its session has come. Dies with the connection.
///
/// ```
/// outer initiator   AwaitingReply -> AwaitingFinish -> Running
/// outer responder   Silent -> AwaitingProof -> AwaitingConfirm -> Running
/// ```
///
/// Node thread only.
final class Link {
  final LinkId id;
  final PeerId peer;
  final Role role;
  final Bytes handshakeHash;
  final Route route;
  final Optional<Multiaddr> address;
  final Instant opened;

  Stage stage;

  /// Whom this link speaks with; set once the handshake names them.
  @Nullable ContactId contact;

  /// The incarnation that the peer announced; set with the session.
  long peerIncarnation;

  /// What both sides showed of their last link; compared and committed once this one stands.
  LinkMark ownMark = LinkMark.NONE;

  LinkMark peerMark = LinkMark.NONE;

  /// When the session stood, and the hash of its handshake.
  Instant verified = Instant.MIN;

  Bytes lastHash = Bytes.EMPTY;

  /// The other side remembers another last link: a person was told.
  boolean isSuspect;

  /// Another link to the same contact lived beside this one.
  boolean hasCrossed;

  /// The number of the last envelope put on this link.
  long sent;

  /// An ack is owed: something came since the last one.
  boolean ackDue;

  /// The key that this connection's first handshake used or made; a rekey builds on it.
  @Nullable Secret pairPsk;

  /// When the running epoch began, and bytes of blobs moved since, both ways.
  Instant epochBegan;

  long blobBytes;

  Rekeying.@Nullable Attempt rekey;

  /// Tags of blob streams asked for on this link and not ended.
  final Set<Bytes> pulls = new HashSet<>();

  Link(
      LinkId id,
      PeerId peer,
      Role role,
      Bytes handshakeHash,
      Route route,
      Optional<Multiaddr> address,
      Instant opened) {
    this.id = id;
    this.peer = peer;
    this.role = role;
    this.handshakeHash = handshakeHash;
    this.route = route;
    this.address = address;
    this.opened = opened;
    this.epochBegan = opened;
    this.stage = new Silent();
  }

  /// What the link waits for.
  sealed interface Stage {}

  /// Nothing said yet: the outer responder waits for the first message.
  record Silent() implements Stage {}

  /// Message 1 is out. `offered` is what this side will say of itself in message 3.
  record AwaitingReply(Handshake.AwaitingReply handshake, Opening opening) implements Stage {}

  /// Message 3 is out; the contact is stored.
  record AwaitingFinish(Session session, Opening opening, PeerDevice device) implements Stage {}

  /// Message 2 is out.
  record AwaitingProof(Handshake.Answered handshake, Opening opening) implements Stage {}

  /// FINISH is out; the contact is stored.
  record AwaitingConfirm(Session session, Opening opening, PeerDevice device) implements Stage {}

  /// Both sides are proven.
  record Running(Session session, DeviceId device) implements Stage {}

  /// Closing was asked for; nothing more is taken from it.
  record Closed() implements Stage {}

  /// What a handshake is for, on this side: with whom, under which key, in which incarnation.
  /// `contact` is absent for an inviter, who learns it in message 3; `invitation` is its id in a
  /// pairing. `isLost`: this side has no key for the pairing any more, and says so.
  record Opening(
      Optional<ContactId> contact,
      Optional<Bytes> invitation,
      Secret psk,
      long incarnation,
      boolean isLost) {
    boolean isPairing() {
      return invitation.isPresent();
    }

    /// The same with another incarnation.
    Opening numbered(long next) {
      return new Opening(contact, invitation, psk, next, isLost);
    }
  }

  Optional<Running> running() {
    return stage instanceof Running running ? Optional.of(running) : Optional.empty();
  }

  /// The device at the other end of a running session.
  Optional<DeviceKey> device() {
    return Optional.ofNullable(contact)
        .flatMap(known -> running().map(running -> new DeviceKey(known, running.device())));
  }
}
