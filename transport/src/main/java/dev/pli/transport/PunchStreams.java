package dev.pli.transport;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.netty.Dialogue;
import dev.pli.transport.netty.TcpLink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The streams of `/libp2p/dcutr` on one relayed link, one a round, as a [Punching] uses them.
/// Event loop only.
public final class PunchStreams implements Punching.RelayedLink {
  private final TcpLink link;
  private final Punching punching;
  private final Supplier<List<Multiaddr>> own;

  /// The last one that was opened or asked for: what still comes of earlier ones is not looked at.
  private Optional<Round> round = Optional.empty();

  /// `own`: where this device may be dialled, as far as is known by then.
  public PunchStreams(TcpLink link, Punching punching, Supplier<List<Multiaddr>> own) {
    this.link = link;
    this.punching = punching;
    this.own = own;
  }

  /// The side that was dialled begins; `remote` is what the other says of itself.
  public void begin(List<Multiaddr> remote) {
    punching.begin(this, own.get(), remote);
  }

  /// The other side has opened a stream.
  public Dialogue answer() {
    return new Round();
  }

  /// The relayed link is gone.
  public void closed() {
    round = Optional.empty();
    punching.relayClosed(this);
  }

  @Override
  public PeerId peer() {
    return link.peer();
  }

  @Override
  public Role role() {
    return link.role();
  }

  @Override
  public void openStream() {
    var next = new Round();
    round = Optional.of(next);
    link.converse(StreamProtocol.DCUTR, next);
  }

  @Override
  public void send(Bytes message) {
    round.flatMap(current -> current.speaker).ifPresent(voice -> voice.say(message));
  }

  @Override
  public void finishStream() {
    round.flatMap(current -> current.speaker).ifPresent(Dialogue.Speaker::finish);
  }

  @Override
  public void resetStream() {
    Optional<Round> ended = round;
    round = Optional.empty(); // Who resets it knows that it is gone.
    ended.flatMap(current -> current.speaker).ifPresent(Dialogue.Speaker::reset);
  }

  /// One stream.
  private final class Round implements Dialogue {
    private Optional<Speaker> speaker = Optional.empty();

    private boolean isCurrent() {
      return round.filter(current -> current == this).isPresent();
    }

    @Override
    public void opened(Speaker voice) {
      speaker = Optional.of(voice);
      if (link.role() == Role.INITIATOR || isCurrent()) {
        round = Optional.of(this);
        punching.streamOpened(PunchStreams.this, own.get());
      } else {
        voice.reset(); // T801: this side opens them.
      }
    }

    @Override
    public void received(ByteBuffer bytes) {
      if (isCurrent()) {
        punching.received(PunchStreams.this, bytes);
      }
    }

    @Override
    public void ended() {
      if (isCurrent()) {
        punching.streamEnded(PunchStreams.this);
      }
    }

    @Override
    public void aborted() {
      ended();
    }
  }
}
