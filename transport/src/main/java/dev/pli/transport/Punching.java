package dev.pli.transport;

import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.dcutr.Punch;
import dev.pli.transport.dcutr.PunchLimits;
import dev.pli.transport.dcutr.PunchOutput;
import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.TcpEdge;
import dev.pli.transport.netty.TcpLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The punches of a node: does on sockets and streams what each [Punch] says, and tells it what
/// came of it. Decides nothing. Event loop only. docs/spec/transport.md §9.
public final class Punching {
  private final Loop loop;
  private final TcpEdge edge;
  private final RandomGenerator random;
  private final Ends ends;
  private final PunchLimits limits = new PunchLimits();
  private final Map<RelayedLink, Running> running = new HashMap<>();

  /// A relayed link and its one stream of `/libp2p/dcutr`.
  public interface RelayedLink {
    PeerId peer();

    /// Of this side on the relayed link.
    Role role();

    /// [Punching#streamOpened] or [Punching#streamEnded] tells.
    void openStream();

    void send(Bytes message);

    void finishStream();

    void resetStream();
  }

  /// Who hears how punches end. On the loop.
  public interface Ends {
    /// To be dialled as anybody is; [Punching#upgradeFailed] tells if that fails.
    void dial(RelayedLink link, List<Multiaddr> addresses);

    /// A direct link that came through a hole.
    void punched(RelayedLink relayed, TcpLink direct);

    /// The relayed link stays what there is.
    void gaveUp(RelayedLink relayed);
  }

  public Punching(Loop loop, TcpEdge edge, RandomGenerator random, Ends ends) {
    this.loop = loop;
    this.edge = edge;
    this.random = random;
    this.ends = ends;
  }

  /// The side that was dialled begins: `own` is where this device may be dialled, `remote` what the
  /// other says of itself. Nothing happens if it is too soon, or too many are punched.
  public void begin(RelayedLink link, List<Multiaddr> own, List<Multiaddr> remote) {
    try {
      Running one = start(link, own);
      one.carryOut(one.punch.start(remote, loop.nanos()));
    } catch (RejectedException e) {
      // T806: the relayed link carries as well as it did.
    }
  }

  private Running start(RelayedLink link, List<Multiaddr> own) throws RejectedException {
    limits.begin(link.peer(), link.role(), loop.nanos());
    var one = new Running(link, new Punch(link.role(), link.peer(), own, random));
    running.put(link, one);
    return one;
  }

  /// The stream that was asked for stands, or the other side has opened one.
  public void streamOpened(RelayedLink link, List<Multiaddr> own) {
    Running one = running.get(link);
    try {
      if (one == null) {
        Punch.requireInPlace(true, link.role());
        one = start(link, own);
      }
      one.carryOut(one.punch.streamOpened(loop.nanos()));
    } catch (RejectedException e) {
      link.resetStream();
    }
  }

  public void received(RelayedLink link, ByteBuffer bytes) {
    Running one = running.get(link);
    if (one != null) {
      one.attempt(() -> one.punch.feed(bytes, loop.nanos()));
    }
  }

  public void streamEnded(RelayedLink link) {
    Running one = running.get(link);
    if (one != null) {
      one.carryOut(one.punch.streamEnded(loop.nanos()));
    }
  }

  /// What [Ends#dial] began came to nothing.
  public void upgradeFailed(RelayedLink link) {
    Running one = running.get(link);
    if (one != null) {
      one.carryOut(one.punch.upgradeFailed(loop.nanos()));
    }
  }

  /// A direct link to this peer is up, whoever dialled it. True if it came while both dialled: then
  /// it has come through a hole.
  public boolean linked(PeerId peer) {
    for (Running one : List.copyOf(running.values())) {
      if (one.link.peer().equals(peer)) {
        boolean isDialling = one.dials.isPresent();
        one.attempt(() -> one.punch.linked(peer));
        return isDialling;
      }
    }
    return false;
  }

  /// The relayed link is gone; a round in which both dial goes on to its end.
  public void relayClosed(RelayedLink link) {
    Running one = running.get(link);
    if (one != null) {
      one.carryOut(one.punch.streamEnded(loop.nanos()));
    }
  }

  /// This machine is elsewhere now.
  public void networkChanged() {
    limits.forget();
  }

  /// Gives all up, without a word.
  public void close() {
    running.values().forEach(Running::stopDialling);
    running.clear();
  }

  private static List<InetSocketAddress> tcpSockets(List<Multiaddr> addresses) {
    return addresses.stream().flatMap(address -> tcpSocket(address).stream()).toList();
  }

  private static Optional<InetSocketAddress> tcpSocket(Multiaddr address) {
    try {
      Dialled dialled = address.dialled();
      if (dialled.carrier() == Dialled.Carrier.TCP
          && dialled.host() instanceof Dialled.Host.Ip(var ip, _, _)) {
        return Optional.of(
            new InetSocketAddress(InetAddress.getByAddress(ip.toArray()), dialled.port()));
      }
    } catch (RejectedException | UnknownHostException e) {
      // Not one that is dialled here.
    }
    return Optional.empty();
  }

  /// What a step of a machine throws resets the stream of its round.
  private interface MachineStep {
    List<PunchOutput> take() throws RejectedException;
  }

  /// One punch, its dials and its alarm.
  private final class Running {
    private final RelayedLink link;
    private final Punch punch;
    private Optional<TcpEdge.Attempt> dials = Optional.empty();
    private long alarmNanos = Long.MAX_VALUE;

    Running(RelayedLink link, Punch punch) {
      this.link = link;
      this.punch = punch;
    }

    void attempt(MachineStep step) {
      try {
        carryOut(step.take());
      } catch (RejectedException e) {
        link.resetStream();
        carryOut(punch.streamEnded(loop.nanos()));
      }
    }

    void carryOut(List<PunchOutput> outputs) {
      for (PunchOutput output : outputs) {
        switch (output) {
          case PunchOutput.DialPublic(var addresses) -> ends.dial(link, addresses);
          case PunchOutput.OpenStream() -> link.openStream();
          case PunchOutput.Send(var message) -> link.send(message);
          case PunchOutput.FinishStream() -> link.finishStream();
          case PunchOutput.Expect(var addresses) -> expect(addresses);
          case PunchOutput.Dial(var addresses) -> dial(addresses);
          case PunchOutput.Probe _ -> {} // No QUIC to be dialled on.
          case PunchOutput.StopDialling() -> stopDialling();
          case PunchOutput.GaveUp() -> ends.gaveUp(link);
        }
      }
      if (punch.isOver()) {
        limits.end(link.peer(), punch.isPunched(), loop.nanos());
        running.remove(link);
      } else {
        setAlarm();
      }
    }

    private void expect(List<Multiaddr> addresses) {
      dials = Optional.of(edge.expect(tcpSockets(addresses), link.peer(), new Came()));
    }

    private void dial(List<Multiaddr> addresses) {
      stopDialling();
      dials = Optional.of(edge.punch(tcpSockets(addresses), link.peer(), link.role(), new Came()));
    }

    private void stopDialling() {
      dials.ifPresent(TcpEdge.Attempt::cancel);
      dials = Optional.empty();
    }

    private void setAlarm() {
      long due = punch.alarmNanos();
      if (due != alarmNanos && due != Long.MAX_VALUE) {
        Duration rest = Duration.ofNanos(Math.max(0, due - loop.nanos()));
        loop.schedule(() -> ring(due), rest);
      }
      alarmNanos = due;
    }

    /// One that an earlier event has overtaken does nothing.
    private void ring(long due) {
      if (due == alarmNanos && running.get(link) == this) {
        alarmNanos = Long.MAX_VALUE;
        attempt(() -> punch.tick(loop.nanos()));
      }
    }

    /// What comes of the dials of all rounds: the first link wins.
    private final class Came implements TcpEdge.Result {
      @Override
      public void opened(TcpLink direct) {
        if (running.get(link) == Running.this) {
          attempt(() -> punch.linked(direct.peer()));
          ends.punched(link, direct);
        } else if (link.role() == Role.INITIATOR) {
          direct.close("lost_race");
        } else {
          ends.punched(link, direct); // The other side chooses, or both might choose differently.
        }
      }

      @Override
      public void failed(String reason) {
        // The other’s packets may still come.
      }
    }
  }
}
