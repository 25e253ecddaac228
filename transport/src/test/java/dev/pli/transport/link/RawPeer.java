package dev.pli.transport.link;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.FrameSealer;
import dev.pli.transport.noise.SecureChannel;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A proven peer that speaks Yamux by hand with a [Link] under test, byte for byte.
final class RawPeer {
  static final long SECOND = 1_000_000_000L;

  final Link link;
  final PeerId linkPeer;
  final PeerId peer;
  final Identify identify;
  private final SecureChannel.Established local;
  private final FrameSealer sealer;
  private final dev.pli.transport.noise.FrameOpener opener;
  long now;

  /// The link's side has this role and takes its peer for one of this class.
  RawPeer(Role linkRole, PeerClass peerClass) throws RejectedException {
    var random = new Random(1);
    var one = ChannelIdentity.create(Ed25519.KeyPair.generate(random), random);
    var two = ChannelIdentity.create(Ed25519.KeyPair.generate(random), random);
    linkPeer = one.peer();
    peer = two.peer();
    boolean isInitiator = linkRole == Role.INITIATOR;
    var initiator =
        SecureChannel.initiate(isInitiator ? one : two, isInitiator ? peer : linkPeer, random);
    var responder = SecureChannel.answer(isInitiator ? two : one, random);
    Bytes b = responder.feed(initiator.opening().buffer()).output();
    var proven = initiator.feed(b.buffer());
    var atInitiator = proven.established().orElseThrow();
    var atResponder = responder.feed(proven.output().buffer()).established().orElseThrow();
    local = isInitiator ? atResponder : atInitiator;
    sealer = local.sealer();
    opener = local.opener(new FramePool());
    var its = isInitiator ? atInitiator : atResponder;
    var channel =
        new Channel(
            linkRole, its.peer(), its.handshakeHash(), its.sealer(), its.opener(new FramePool()));
    identify = new Identify(linkPeer, List.of(), List.of("/a"), Optional.empty(), Optional.empty());
    link = new Link(channel, peerClass, identify, now);
  }

  /// Sends Yamux frames, in one Noise message.
  List<LinkOutput> send(Bytes frames) throws RejectedException {
    var out = ByteBuffer.allocate(frames.length() + FrameSealer.OVERHEAD_BYTES);
    sealer.seal(ByteBuffer.wrap(frames.toArray()), out);
    return link.feed(out.flip(), now);
  }

  List<LinkOutput> send(String hex) throws RejectedException {
    return send(Bytes.hex(hex));
  }

  /// Opens a stream for a protocol, with these bytes right behind the proposal.
  List<LinkOutput> open(int stream, String protocol, String hex) throws RejectedException {
    Bytes data = Bytes.concat(Negotiation.opening(protocol), Bytes.hex(hex));
    return send(Bytes.concat(frame(1, 1, stream, 0), frame(0, 0, stream, data.length()), data));
  }

  List<LinkOutput> open(int stream, String protocol) throws RejectedException {
    return open(stream, protocol, "");
  }

  List<LinkOutput> data(int stream, Bytes bytes) throws RejectedException {
    return send(Bytes.concat(frame(0, 0, stream, bytes.length()), bytes));
  }

  List<LinkOutput> finish(int stream) throws RejectedException {
    return send(frame(1, 4, stream, 0));
  }

  static Bytes frame(int type, int flags, int stream, int length) {
    return Bytes.concat(Bytes.of(0, type, 0, flags), Bytes.u32(stream), Bytes.u32(length));
  }

  /// All Yamux bytes that the link has sent since the last call.
  Bytes received() throws RejectedException {
    Bytes all = Bytes.EMPTY;
    while (link.hasOutput()) {
      var out = ByteBuffer.allocate(8 * Link.MAX_FRAME_BYTES);
      link.fill(out);
      out.flip();
      for (Optional<Frame> frame = opener.next(out); frame.isPresent(); frame = opener.next(out)) {
        all = Bytes.concat(all, Bytes.copyOf(frame.get().buffer()));
        frame.get().release();
      }
    }
    return all;
  }

  /// Whether the link has reset this stream since the last call.
  boolean sawReset(int stream) throws RejectedException {
    String sent = received().hex();
    return sent.contains("00010008" + Bytes.u32(stream).hex())
        || sent.contains("0001000a" + Bytes.u32(stream).hex());
  }
}
