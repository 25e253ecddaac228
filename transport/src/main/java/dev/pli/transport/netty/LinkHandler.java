package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.dcutr.Punch;
import dev.pli.transport.link.Channel;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.Upgrade;
import dev.pli.transport.noise.ChannelRule;
import dev.pli.transport.noise.SecureChannel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands a connection's bytes to its [Upgrade] and then to its link, and their answers on. Event
/// loop only; decides nothing.
final class LinkHandler extends ChannelInboundHandlerAdapter {
  private final Role role;
  private final Loop loop;
  private final Owner owner;
  private final Upgrade upgrade;
  private final Outcome outcome;
  private final Optional<PeerId> expected;
  private boolean hasRead;
  private @Nullable PeerClass peerClass;
  private @Nullable TcpLink link;
  private boolean isOver;

  /// How the upgrade of one connection ends: with exactly one of the two.
  interface Outcome {
    void opened(TcpLink link);

    void failed(String reason);
  }

  /// What an upgrade may take. Chosen by us; slower ones are attacks.
  record Deadlines(Duration firstByte, Duration whole) {
    static final Deadlines INBOUND = new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(10));
    static final Deadlines OUTBOUND = new Deadlines(Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  LinkHandler(Role role, Loop loop, Owner owner, SecureChannelSource source, Outcome outcome) {
    this(role, loop, owner, source, outcome, Optional.empty());
  }

  /// `expected`: the only one who may be there, for who dials and yet does not speak first.
  LinkHandler(
      Role role,
      Loop loop,
      Owner owner,
      SecureChannelSource source,
      Outcome outcome,
      Optional<PeerId> expected) {
    this.expected = expected;
    this.role = role;
    this.loop = loop;
    this.owner = owner;
    this.upgrade = new Upgrade(role, source.create(), this::admit, loop.pool());
    this.outcome = outcome;
  }

  /// Makes the handshake of one connection.
  interface SecureChannelSource {
    SecureChannel create();
  }

  private void admit(PeerId peer) throws RejectedException {
    if (expected.isPresent()) {
      Punch.requirePeer(expected.get(), peer);
    }
    peerClass = owner.admit(peer).orElse(null);
    RejectedException.require(peerClass != null, ChannelRule.T315_STRANGER);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var deadlines = role == Role.INITIATOR ? Deadlines.OUTBOUND : Deadlines.INBOUND;
    loop.schedule(() -> expire(context, !hasRead), deadlines.firstByte());
    loop.schedule(() -> expire(context, true), deadlines.whole());
    if (role == Role.INITIATOR) {
      try {
        write(context, upgrade.opening());
        context.flush();
      } catch (RejectedException e) {
        fail(context, e.rule().name());
      }
    }
  }

  private void expire(ChannelHandlerContext context, boolean isLate) {
    if (isLate && link == null) {
      fail(context, ChannelRule.T314_DEADLINE.name());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    hasRead = true;
    try {
      loop.moved(bytes.readableBytes());
      feed(context, bytes.nioBuffer());
    } finally {
      bytes.release();
    }
  }

  private void feed(ChannelHandlerContext context, ByteBuffer input) {
    if (isOver) {
      return;
    }
    try {
      if (link == null) {
        upgrade(context, input);
      }
      if (link != null && input.hasRemaining()) {
        link.feed(input);
      }
    } catch (RejectedException e) {
      if (link == null) {
        fail(context, e.rule().name());
      } else {
        link.reject(e.rule());
      }
    }
  }

  private void upgrade(ChannelHandlerContext context, ByteBuffer input) throws RejectedException {
    Upgrade.Progress progress = upgrade.feed(input);
    write(context, progress.output());
    if (progress.channel().isPresent()) {
      start(context, progress.channel().get());
    }
  }

  private void start(ChannelHandlerContext context, Channel channel) throws RejectedException {
    PeerClass admitted = peerClass;
    if (admitted == null) {
      throw new IllegalStateException("the upgrade asks first");
    }
    var started = new TcpLink(context.channel(), loop, owner, channel, admitted);
    link = started;
    outcome.opened(started);
    started.begin();
  }

  private static void write(ChannelHandlerContext context, Bytes bytes) {
    if (!bytes.isEmpty()) {
      ByteBuf out = context.alloc().directBuffer(bytes.length());
      context.write(out.writeBytes(bytes.buffer()), context.voidPromise());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (link == null) {
      context.flush();
    } else {
      link.flush();
      context.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (link != null) {
      link.flush();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, "closed");
  }

  /// Comes for a connection too that was gone before it was active.
  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    end(context, "closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      end(context, "closed"); // Reset by the peer, or the network is gone.
      return;
    }
    end(context, "internal"); // Our fault: this link ends, and the thread's top is told.
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
  }

  private void end(ChannelHandlerContext context, String reason) {
    if (link == null) {
      fail(context, reason);
    } else {
      link.shut(reason);
    }
  }

  /// Whether the peer has said anything yet.
  boolean hasRead() {
    return hasRead;
  }

  /// Closes the connection without a word: before the peer is proven nothing is said.
  private void fail(ChannelHandlerContext context, String reason) {
    if (!isOver) {
      isOver = true;
      upgrade.wipe();
      context.close();
      outcome.failed(reason);
    }
  }
}
