package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.link.AcceptLimits;
import dev.pli.transport.noise.ChannelIdentity;
import dev.pli.transport.noise.ChannelRule;
import dev.pli.transport.noise.SecureChannel;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// TCP: sockets that listen, and connections to peers. [#connect] from any thread.
public final class TcpEdge {
  private static final int BACKLOG = 128;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Below the first a link is asked for more, above the second it keeps what it has.
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(256 << 10, 512 << 10);

  private final Loop loop;
  private final Owner owner;
  private final ChannelIdentity identity;
  private final RandomGenerator random;
  private final AcceptLimits limits;
  private final List<io.netty.channel.Channel> listening = new ArrayList<>();

  /// In the order in which they came. Event loop only.
  private final Map<Upgrading, LinkHandler> waiting = new LinkedHashMap<>();

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
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop.eventLoop())
            .channelFactory(() -> socket(address))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
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
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /// An IPv4 socket hears IPv4 alone; Java's IPv6 sockets hear both when they are bound to any.
  private static NioServerSocketChannel socket(InetSocketAddress address) {
    var family =
        address.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    return new NioServerSocketChannel(SelectorProvider.provider(), family);
  }

  /// Accepts no more.
  public void deafen() {
    listening.forEach(io.netty.channel.Channel::close);
    listening.clear();
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

  /// Dials `peer` at a numeric address.
  public Attempt connect(InetSocketAddress address, PeerId peer, Result result) {
    var handler =
        new LinkHandler(
            Role.INITIATOR,
            loop,
            owner,
            () -> SecureChannel.initiate(identity, peer, random),
            new LinkHandler.Outcome() {
              @Override
              public void opened(TcpLink link) {
                result.opened(link);
              }

              @Override
              public void failed(String reason) {
                result.failed(reason);
              }
            });
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.ALLOCATOR, loop.allocator())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
            .handler(handler)
            .connect(address);
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        result.failed("unreachable");
      }
    });
    return () -> connecting.channel().close();
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
      var upgrading = new Upgrading(channel, place);
      var handler =
          new LinkHandler(
              Role.RESPONDER, loop, owner, () -> SecureChannel.answer(identity, random), upgrading);
      waiting.put(upgrading, handler);
      channel.pipeline().addLast(handler);
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

    Upgrading(SocketChannel channel, Bytes place) {
      this.channel = channel;
      this.place = place;
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
        owner.accepted(link);
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
