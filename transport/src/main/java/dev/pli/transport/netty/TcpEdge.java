package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.link.AcceptLimits;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.ChannelRule;
import dev.pli.transport.noise.SecureChannel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// TCP: sockets that listen, and connections to peers. [#connect] from any thread.
public final class TcpEdge {
  private static final int BACKLOG = 128;

  /// Below the first a link is asked for more, above the second it keeps what it has.
  static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(256 << 10, 512 << 10);

  private final Loop loop;
  private final Owner owner;
  private final ChannelIdentity identity;
  private final RandomGenerator random;
  private final AcceptLimits limits;
  private final Ports ports = new Ports();
  private final List<io.netty.channel.Channel> listening = new ArrayList<>();

  /// In the order in which they came. Event loop only.
  private final Map<Upgrading, LinkHandler> waiting = new LinkedHashMap<>();

  /// Those of whom a first packet may come through a hole. Event loop only.
  private final List<TcpPunch> punches = new ArrayList<>();

  public TcpEdge(
      Loop loop,
      Owner owner,
      ChannelIdentity identity,
      RandomGenerator random,
      AcceptLimits limits) {
    this.loop = loop;
    this.owner = owner;
    this.identity = identity;
    this.random = random;
    this.limits = limits;
  }

  /// Binds, and waits for it: not on the loop. Returns the address with its real port.
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    Ports.requireFree(address);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop.eventLoop())
            .channelFactory(() -> Ports.listener(address))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, loop.allocator())
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .childHandler(new Accepting())
            .bind(address)
            .awaitUninterruptibly();
    if (bound.cause() instanceof BindException taken) {
      throw taken;
    }
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage());
    }
    listening.add(bound.channel());
    var own = (InetSocketAddress) bound.channel().localAddress();
    ports.add(own);
    return own;
  }

  /// Accepts no more.
  public void deafen() {
    listening.forEach(io.netty.channel.Channel::close);
    listening.clear();
    ports.clear();
  }

  /// A connection that is being made; it can be given up.
  public interface Attempt {
    void cancel();
  }

  /// What comes of an attempt, exactly once unless it was given up. On the loop.
  public interface Result {
    void opened(TcpLink link);

    void failed(String reason);
  }

  /// Which port a dial leaves from.
  public enum From {
    /// One that the system chooses.
    ANY_PORT,
    /// One that this node listens on, so that the other side sees where it might be dialled. If
    /// that port has a connection to there already, one that the system chooses.
    LISTENING_PORT
  }

  /// Dials `peer` at a numeric address.
  public Attempt connect(InetSocketAddress address, PeerId peer, From from, Result result) {
    var dial = new TcpDial(loop, address, outcome -> initiating(peer, outcome), result);
    dial.start(from == From.LISTENING_PORT ? ports.towards(address) : Optional.empty());
    return dial;
  }

  /// What comes from these hosts is `peer`'s half of a punch, on which this side speaks first.
  /// Event loop only, [Attempt#cancel] too.
  public Attempt expect(List<InetSocketAddress> addresses, PeerId peer, Result result) {
    var punch = new TcpPunch(addresses, peer, Role.INITIATOR, result, this::forgetPunch);
    punches.add(punch);
    return punch;
  }

  /// Dials `peer` at these addresses from a listening port, while he does the same: on what comes
  /// up, whoever's first packet got through, this side has `role`. `result` may be told of several
  /// links and of several failures. Event loop only, [Attempt#cancel] too.
  public Attempt punch(List<InetSocketAddress> addresses, PeerId peer, Role role, Result result) {
    var punch = new TcpPunch(addresses, peer, role, result, this::forgetPunch);
    punches.add(punch);
    for (InetSocketAddress address : addresses) {
      Optional<InetSocketAddress> from = ports.towards(address);
      punch.dial(
          loop,
          address,
          from,
          outcome -> role == Role.INITIATOR ? initiating(peer, outcome) : answering(peer, outcome));
    }
    return punch;
  }

  private void forgetPunch(TcpPunch punch) {
    punches.remove(punch);
  }

  private LinkHandler initiating(PeerId peer, LinkHandler.Outcome outcome) {
    return new LinkHandler(
        Role.INITIATOR, loop, owner, () -> SecureChannel.initiate(identity, peer, random), outcome);
  }

  private LinkHandler answering(PeerId expected, LinkHandler.Outcome outcome) {
    return new LinkHandler(
        Role.RESPONDER,
        loop,
        owner,
        () -> SecureChannel.answer(identity, random),
        outcome,
        Optional.of(expected));
  }

  /// Gives each accepted connection its handler, or closes it before any work is done.
  private final class Accepting extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      InetSocketAddress remote = channel.remoteAddress();
      if (remote == null) {
        channel.close(); // Gone already.
        return;
      }
      Bytes place = AcceptLimits.place(Bytes.copyOf(remote.getAddress().getAddress()));
      if (limits.isFull()) {
        closeOldestSilent();
      }
      if (limits.accept(place, loop.nanos()).isPresent()) {
        channel.config().setSoLinger(0); // No state is kept for it, here or in the kernel.
        channel.close();
        return;
      }
      Optional<TcpPunch> punch = punchBy(remote.getAddress());
      Consumer<TcpLink> then = owner::accepted;
      if (punch.isPresent()) {
        then = punch.get().result()::opened;
      }
      var upgrading = new Upgrading(channel, place, then);
      LinkHandler handler =
          punch.isPresent()
              ? initiating(punch.get().peer(), upgrading)
              : new LinkHandler(
                  Role.RESPONDER,
                  loop,
                  owner,
                  () -> SecureChannel.answer(identity, random),
                  upgrading);
      waiting.put(upgrading, handler);
      channel.pipeline().addLast(handler);
    }

    private Optional<TcpPunch> punchBy(InetAddress host) {
      return punches.stream().filter(punch -> punch.expects(host)).findFirst();
    }

    /// Makes room: who has said nothing yet is likelier to be nobody than who comes now.
    private void closeOldestSilent() {
      waiting.entrySet().stream()
          .filter(entry -> !entry.getValue().hasRead())
          .map(Map.Entry::getKey)
          .findFirst()
          .ifPresent(Upgrading::giveUp);
    }
  }

  /// An accepted connection that has not proven itself.
  private final class Upgrading implements LinkHandler.Outcome {
    private final SocketChannel channel;
    private final Bytes place;
    private final Consumer<TcpLink> then;

    Upgrading(SocketChannel channel, Bytes place, Consumer<TcpLink> then) {
      this.channel = channel;
      this.place = place;
      this.then = then;
    }

    /// Frees its place at once; the closing itself takes its turn.
    void giveUp() {
      failed(ChannelRule.T316_ACCEPT_LIMIT.name());
      channel.close();
    }

    @Override
    public void opened(TcpLink link) {
      if (waiting.remove(this) != null) {
        limits.proven(place);
        then.accept(link);
      }
    }

    @Override
    public void failed(String reason) {
      if (waiting.remove(this) != null) {
        limits.ended(place);
      }
    }
  }
}
