package dev.pli.transport.noise;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.noise.ChannelRule.T301_MESSAGE_A;
import static dev.pli.transport.noise.ChannelRule.T302_MESSAGE_LENGTH;
import static dev.pli.transport.noise.ChannelRule.T307_REFLECTION;
import static dev.pli.transport.noise.ChannelRule.T308_OTHER_PEER;
import static dev.pli.transport.noise.ChannelRule.T309_OWN_PEER;
import static dev.pli.transport.noise.ChannelRule.T310_MUXER;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.HandshakeState;
import dev.pli.crypto.noise.Pattern;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.noise.Split;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// libp2p's Noise XX handshake: proves both host keys, and agrees on Yamux if both sides list it.
///
/// ```
///  frame     u16 len ‖ len bytes
///  A  I->R   e                                     32 bytes, payload empty
///  B  R->I   e(32)  s(32+16)  payload(n+16)        216 bytes when n = 120
///  C  I->R   s(32+16)  payload(n+16)               184 bytes when n = 120
///
///  initiator  AwaitingProof -> Established         responder  AwaitingHello -> AwaitingProof -> Established
/// ```
///
/// Holds at most one message of 4 KiB. Not thread-safe; after it has thrown, drop it and the link
/// without a word. Source: libp2p/specs `noise`; docs/spec/transport.md §4. Rules T301 to T310.
public final class SecureChannel {
  public static final String YAMUX = ChannelIdentity.YAMUX;

  private static final int LENGTH_BYTES = 2;
  private static final int MESSAGE_A_BYTES = 32;
  private static final int MIN_B_BYTES = 96;
  private static final int MIN_C_BYTES = 64;

  /// Chosen by us: room for a host key of any type and a dozen muxers.
  private static final int MAX_MESSAGE_BYTES = 4_096;

  private final Role role;
  private final ChannelIdentity local;
  private final Optional<PeerId> expected;
  private final HandshakeState handshake;
  private ByteBuffer pending = ByteBuffer.allocate(LENGTH_BYTES);
  private boolean hasLength;
  private Awaits awaits;

  /// The next message to come.
  private enum Awaits {
    A,
    B,
    C,
    NOTHING
  }

  /// Bytes to send, and the channel once it stands.
  public record Progress(Bytes output, Optional<Established> established) {}

  /// A proven peer and the keys to talk with it.
  ///
  /// @param hasMuxer Yamux is agreed already
  public record Established(
      Role role,
      PeerId peer,
      Bytes handshakeHash,
      Secret initiatorToResponder,
      Secret responderToInitiator,
      boolean hasMuxer) {
    public FrameSealer sealer() {
      return new FrameSealer(role == Role.INITIATOR ? initiatorToResponder : responderToInitiator);
    }

    public FrameOpener opener(FramePool pool) {
      var key = role == Role.INITIATOR ? responderToInitiator : initiatorToResponder;
      return new FrameOpener(key, pool);
    }
  }

  private SecureChannel(
      Role role, ChannelIdentity local, Optional<PeerId> expected, RandomGenerator random) {
    this.role = role;
    this.local = local;
    this.expected = expected;
    this.handshake = new HandshakeState(Pattern.XX, role, Bytes.EMPTY, local.staticKey(), random);
    this.awaits = role == Role.INITIATOR ? Awaits.B : Awaits.A;
  }

  /// The side that dialled `expected`.
  public static SecureChannel initiate(
      ChannelIdentity local, PeerId expected, RandomGenerator random) {
    return new SecureChannel(Role.INITIATOR, local, Optional.of(expected), random);
  }

  /// The side that was dialled, by it does not know whom.
  public static SecureChannel answer(ChannelIdentity local, RandomGenerator random) {
    return new SecureChannel(Role.RESPONDER, local, Optional.empty(), random);
  }

  /// Message A, of the initiator.
  public Bytes opening() throws RejectedException {
    return framed(handshake.write(Bytes.EMPTY));
  }

  /// Takes from `input` what the handshake needs, at most one message; the rest is the channel's.
  public Progress feed(ByteBuffer input) throws RejectedException {
    move(input);
    if (!hasLength && !pending.hasRemaining()) {
      int length = pending.getShort(0) & 0xffff;
      requireLength(length);
      pending = ByteBuffer.allocate(length);
      hasLength = true;
      move(input);
    }
    if (!hasLength || pending.hasRemaining()) {
      return new Progress(Bytes.EMPTY, Optional.empty());
    }
    Bytes message = Bytes.copyOf(pending.flip());
    pending = ByteBuffer.allocate(LENGTH_BYTES);
    hasLength = false;
    return handle(message);
  }

  private void move(ByteBuffer input) {
    int length = Math.min(pending.remaining(), input.remaining());
    pending.put(input.slice(input.position(), length));
    input.position(input.position() + length);
  }

  private void requireLength(int length) throws RejectedException {
    switch (awaits) {
      case A -> require(length == MESSAGE_A_BYTES, T301_MESSAGE_A);
      case B -> require(length >= MIN_B_BYTES, T302_MESSAGE_LENGTH);
      case C -> require(length >= MIN_C_BYTES, T302_MESSAGE_LENGTH);
      case NOTHING -> throw new IllegalStateException("it is over");
    }
    require(length <= MAX_MESSAGE_BYTES, T302_MESSAGE_LENGTH);
  }

  private Progress handle(Bytes message) throws RejectedException {
    Bytes payload = handshake.read(message);
    if (awaits == Awaits.A) {
      awaits = Awaits.C;
      return new Progress(framed(handshake.write(local.payload())), Optional.empty());
    }
    NoisePayload remote = NoisePayload.parse(payload);
    PeerId peer = prove(remote);
    boolean hasMuxer = agreesOnMuxer(remote.muxers());
    Bytes output = awaits == Awaits.B ? framed(handshake.write(local.payload())) : Bytes.EMPTY;
    awaits = Awaits.NOTHING;
    return new Progress(output, Optional.of(established(peer, hasMuxer)));
  }

  private PeerId prove(NoisePayload remote) throws RejectedException {
    Bytes staticKey = handshake.remoteStatic().orElseThrow();
    require(!staticKey.equals(local.staticKey().publicKey()), T307_REFLECTION);
    require(!handshake.remoteEphemeral().equals(handshake.localEphemeral()), T307_REFLECTION);
    PeerId peer = remote.verify(staticKey);
    require(expected.isEmpty() || peer.equals(expected.get()), T308_OTHER_PEER);
    require(!peer.equals(local.peer()), T309_OWN_PEER);
    return peer;
  }

  private static boolean agreesOnMuxer(List<String> muxers) throws RejectedException {
    require(muxers.isEmpty() || muxers.contains(YAMUX), T310_MUXER);
    return !muxers.isEmpty();
  }

  private Established established(PeerId peer, boolean hasMuxer) {
    Split keys = handshake.split();
    return new Established(
        role,
        peer,
        keys.hash(),
        keys.initiatorToResponder(),
        keys.responderToInitiator(),
        hasMuxer);
  }

  private static Bytes framed(Bytes message) {
    return Bytes.concat(Bytes.of(message.length() >> 8, message.length()), message);
  }

  /// For a handshake that is given up.
  public void wipe() {
    handshake.wipe();
  }
}
