package dev.pli.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One TCP connection that is being made, from a given port if that can be had. Tells what comes of
/// it once, on the loop.
final class TcpDial implements TcpEdge.Attempt {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Loop loop;
  private final InetSocketAddress remote;
  private final Function<LinkHandler.Outcome, LinkHandler> handlers;
  private final TcpEdge.Result result;
  private volatile io.netty.channel.@Nullable Channel channel;
  private volatile boolean isCancelled;

  TcpDial(
      Loop loop,
      InetSocketAddress remote,
      Function<LinkHandler.Outcome, LinkHandler> handlers,
      TcpEdge.Result result) {
    this.loop = loop;
    this.remote = remote;
    this.handlers = handlers;
    this.result = result;
  }

  /// From there if that can be had, else from a port that the system chooses.
  void start(Optional<InetSocketAddress> from) {
    begin(from, from.isPresent());
  }

  /// From there or not at all.
  void startOnce(Optional<InetSocketAddress> from) {
    begin(from, false);
  }

  private void begin(Optional<InetSocketAddress> from, boolean mayMove) {
    var attempt = new Try(mayMove);
    var bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .channelFactory(() -> Ports.dialler(remote, from.isPresent()))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.ALLOCATOR, loop.allocator())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, TcpEdge.WATER_MARKS)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
            .handler(handlers.apply(attempt));
    ChannelFuture connecting =
        from.isPresent() ? bootstrap.connect(remote, from.get()) : bootstrap.connect(remote);
    channel = connecting.channel();
    if (isCancelled) {
      connecting.channel().close();
    }
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        attempt.unreachable(done.cause());
      }
    });
  }

  @Override
  public void cancel() {
    isCancelled = true;
    io.netty.channel.Channel current = channel;
    if (current != null) {
      current.close();
    }
  }

  /// One attempt of at most two. Event loop only.
  private final class Try implements LinkHandler.Outcome {
    private final boolean mayMove;
    private boolean isOver;

    Try(boolean mayMove) {
      this.mayMove = mayMove;
    }

    void unreachable(Throwable cause) {
      if (!isOver && mayMove && !isCancelled && Ports.isTaken(cause)) {
        isOver = true;
        begin(Optional.empty(), false);
      } else {
        failed("unreachable");
      }
    }

    @Override
    public void opened(TcpLink link) {
      isOver = true;
      channel = null; // The link's from now on.
      result.opened(link);
    }

    @Override
    public void failed(String reason) {
      if (!isOver) {
        isOver = true;
        result.failed(reason);
      }
    }
  }
}
