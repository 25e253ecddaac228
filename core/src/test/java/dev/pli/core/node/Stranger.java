package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.core.Self;
import dev.pli.core.address.PeerId;
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
import dev.pli.crypto.session.Purpose;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody whom nobody knows, on a link that a gate let through: says something, and must hear
/// nothing. Who knows the id of an open invitation hears one message, which holds no secret of the
/// inviter's; who guesses the invitation's secret as well hears no second.
final class Stranger implements World.Endpoint {
  private final World world;
  private final PeerId peer;

  /// The id of an invitation that is open at the other end, where this one has seen it.
  private final Optional<Bytes> invitation;

  private Handshake.@Nullable AwaitingReply handshake;
  private int heard;

  Stranger(World world, Optional<Bytes> invitation) {
    this.world = world;
    this.peer = PeerId.of(world.bytes(32));
    this.invitation = invitation;
  }

  @Override
  public PeerId peer() {
    return peer;
  }

  @Override
  public boolean admits(PeerId dialler) {
    return false;
  }

  @Override
  public void opened(World.Wire wire, Event.LinkOpened opened) {

    wire.send(
        this,
        invitation.isPresent() ? hello(invitation, opened.handshakeHash(), opened) : word(opened));
    if (world.random.nextBoolean()) {
      wire.send(this, word(opened));
    }
  }

  private Bytes word(Event.LinkOpened opened) {
    return switch (world.random.nextInt(4)) {
      case 0 -> world.bytes(1 + world.random.nextInt(20_000));
      case 1 -> hello(Optional.empty(), opened.handshakeHash(), opened);
      case 2 -> hello(Optional.of(world.bytes(Header.INVITATION_ID_BYTES)), peerHash(), opened);
      default -> world.overheard().orElseGet(() -> world.bytes(100));
    };
  }

  private Bytes peerHash() {
    return world.bytes(32);
  }

  /// A good first message of an identity that nobody knows.
  private Bytes hello(Optional<Bytes> id, Bytes hash, Event.LinkOpened opened) {
    Binding binding = Binding.libp2p(hash, peer.multihash(), opened.peer().multihash());
    Header header = id.map(Header::pair).orElseGet(Header::link);
    try {
      Handshake.AwaitingReply begun =
          Handshake.initiate(header, binding, Cast.NOBODY.identity().dh(), world.random);
      handshake = begun;
      return begun.message();
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void received(World.Wire wire, Bytes frame) {
    heard++;
    assertTrue(heard <= (invitation.isPresent() ? 1 : 0), "a stranger was answered");
    try {
      Handshake.AwaitingReply begun = handshake;
      if (begun != null) {
        wire.send(this, guess(begun.read(frame)));
      }
    } catch (RejectedException bent) {
      // Somebody on the way has bent the answer.
    }
  }

  /// A third message under a guessed key.
  private Bytes guess(Handshake.Replied replied) throws RejectedException {
    Self self = Cast.NOBODY;
    var introduction =
        new Introduction(
            Optional.of(self.identity().card()),
            self.fingerprint(),
            self.certificate(),
            self.devices(),
            Versions.SUPPORTED,
            Limits.HIGHEST,
            world.random.nextLong());
    var reply = HandshakePayload.parseReply(replied.payload(), Purpose.PAIR, world.now());
    var proof =
        new HandshakePayload.Proof(introduction, reply.introduction().fingerprint(), LinkMark.NONE);
    Secret guess = Secret.random(32, world.random);
    return replied.prove(guess, proof.encode(Purpose.PAIR)).message();
  }

  @Override
  public void streamed(World.Wire wire, Bytes stream, boolean isWhole) {
    throw new AssertionError("a stranger was sent a blob");
  }

  @Override
  public void closed(World.Wire wire) {}
}
