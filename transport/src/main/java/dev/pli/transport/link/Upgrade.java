package dev.pli.transport.link;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.noise.ChannelRule.T310_MUXER;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.noise.FrameSealer;
import dev.pli.transport.noise.SecureChannel;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.wire.FramePool;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A fresh connection becoming a link: multistream, Noise, and Yamux where Noise has not agreed on
/// it.
///
/// ```
///  SelectingNoise -> Shaking -> [SelectingMuxer] -> done: a Channel
/// ```
///
/// Not thread-safe; after it has thrown, drop it and the connection without a word. docs/spec/
/// transport.md §3, §4.
public final class Upgrade {
  private static final String NOISE = "/noise";

  private final Role role;
  private final SecureChannel secure;
  private final Admission admission;
  private final FramePool pool;
  private Stage stage;

  /// What may be said once a peer is proven: nothing, if it throws.
  public interface Admission {
    void check(PeerId peer) throws RejectedException;
  }

  private sealed interface Stage {
    record SelectingNoise(Negotiation negotiation) implements Stage {}

    record Shaking() implements Stage {}

    record SelectingMuxer(Negotiation negotiation, Channel channel) implements Stage {}

    record Done() implements Stage {}
  }

  /// Bytes to send, and the channel once it stands.
  public record Progress(Bytes output, Optional<Channel> channel) {}

  public Upgrade(Role role, SecureChannel secure, Admission admission, FramePool pool) {
    this.role = role;
    this.secure = secure;
    this.admission = admission;
    this.pool = pool;
    this.stage =
        new Stage.SelectingNoise(
            role == Role.INITIATOR
                ? Negotiation.propose(NOISE)
                : Negotiation.answer(NOISE::equals));
  }

  /// The initiator's first flight: header, proposal and message A, before anything was read.
  public Bytes opening() throws RejectedException {
    return Bytes.concat(Negotiation.opening(NOISE), secure.opening());
  }

  /// Takes from `input` what the upgrade needs; once the channel stands, the rest is the link's.
  public Progress feed(ByteBuffer input) throws RejectedException {
    Bytes output = Bytes.EMPTY;
    Optional<Channel> channel = Optional.empty();
    while (input.hasRemaining() && channel.isEmpty()) {
      Progress step =
          switch (stage) {
            case Stage.SelectingNoise(var negotiation) -> selectNoise(negotiation, input);
            case Stage.Shaking() -> shake(input);
            case Stage.SelectingMuxer(var negotiation, var proven) ->
                selectMuxer(negotiation, proven, input);
            case Stage.Done() -> throw new IllegalStateException("it is over");
          };
      output = Bytes.concat(output, step.output());
      channel = step.channel();
    }
    return new Progress(output, channel);
  }

  private Progress selectNoise(Negotiation negotiation, ByteBuffer input) throws RejectedException {
    var progress = negotiation.feed(input);
    switch (progress.outcome()) {
      case Negotiation.Outcome.Waiting() -> {}
      case Negotiation.Outcome.Refused() -> throw new RejectedException(T310_MUXER);
      case Negotiation.Outcome.Agreed _ -> stage = new Stage.Shaking();
    }
    return new Progress(progress.answer(), Optional.empty());
  }

  private Progress shake(ByteBuffer input) throws RejectedException {
    SecureChannel.Progress progress = secure.feed(input);
    if (progress.established().isEmpty()) {
      return new Progress(progress.output(), Optional.empty());
    }
    var proven = progress.established().get();
    admission.check(proven.peer());
    var channel =
        new Channel(
            role, proven.peer(), proven.handshakeHash(), proven.sealer(), proven.opener(pool));
    if (proven.hasMuxer()) {
      return done(progress.output(), channel);
    }
    boolean initiates = role == Role.INITIATOR;
    stage =
        new Stage.SelectingMuxer(
            initiates
                ? Negotiation.propose(SecureChannel.YAMUX)
                : Negotiation.answer(SecureChannel.YAMUX::equals),
            channel);
    Bytes first = initiates ? Negotiation.opening(SecureChannel.YAMUX) : Bytes.EMPTY;
    return new Progress(Bytes.concat(progress.output(), sealed(channel, first)), Optional.empty());
  }

  private Progress selectMuxer(Negotiation negotiation, Channel channel, ByteBuffer input)
      throws RejectedException {
    Optional<Frame> frame = channel.opener().next(input);
    if (frame.isEmpty()) {
      return new Progress(Bytes.EMPTY, Optional.empty());
    }
    ByteBuffer lines = frame.get().buffer();
    var progress = negotiation.feed(lines);
    Bytes rest = Bytes.copyOf(lines);
    frame.get().release();
    Bytes output = sealed(channel, progress.answer());
    return switch (progress.outcome()) {
      case Negotiation.Outcome.Waiting() -> new Progress(output, Optional.empty());
      case Negotiation.Outcome.Refused() -> throw new RejectedException(T310_MUXER);
      case Negotiation.Outcome.Agreed _ -> done(output, channel.startingWith(rest));
    };
  }

  private Progress done(Bytes output, Channel channel) throws RejectedException {
    require(!(stage instanceof Stage.Done), T310_MUXER);
    stage = new Stage.Done();
    return new Progress(output, Optional.of(channel));
  }

  /// For a connection that is given up.
  public void wipe() {
    secure.wipe();
    if (stage instanceof Stage.SelectingMuxer(_, var channel)) {
      channel.wipe();
    }
  }

  private static Bytes sealed(Channel channel, Bytes plaintext) throws RejectedException {
    if (plaintext.isEmpty()) {
      return Bytes.EMPTY;
    }
    var out = ByteBuffer.allocate(plaintext.length() + FrameSealer.OVERHEAD_BYTES);
    channel.sealer().seal(ByteBuffer.wrap(plaintext.toArray()), out);
    return Bytes.copyOf(out.flip());
  }
}
