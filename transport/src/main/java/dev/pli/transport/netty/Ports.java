package dev.pli.transport.netty;

import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The TCP ports that this node listens on, shared with what it dials from them: a NAT then shows
/// one port for both, and the other side’s packets find the hole that ours have made.
///
/// Where the system has no SO_REUSEPORT (Windows), SO_REUSEADDR alone stands for it.
final class Ports {
  private static final io.netty.channel.ChannelOption<Boolean> REUSE_PORT =
      NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

  private final List<InetSocketAddress> listening = new ArrayList<>(); // Guarded by itself.

  /// A socket that listens, not yet bound. An IPv4 socket hears IPv4 alone; Java's IPv6 sockets
  /// hear both when they are bound to any.
  static NioServerSocketChannel listener(InetSocketAddress address) {
    var channel = new NioServerSocketChannel(SelectorProvider.provider(), family(address));
    channel.config().setReuseAddress(true);
    try (var any = ServerSocketChannel.open()) {
      if (any.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.config().setOption(REUSE_PORT, true);
      }
    } catch (IOException e) {
      // Without it holes are not punched over TCP; all else works.
    }
    return channel;
  }

  /// A socket to dial `remote` with, that may share a port with one that listens.
  static NioSocketChannel dialler(InetSocketAddress remote, boolean isSharing) {
    if (!isSharing) {
      return new NioSocketChannel();
    }
    var channel = new NioSocketChannel(SelectorProvider.provider(), family(remote));
    channel.config().setReuseAddress(true);
    try (var any = SocketChannel.open()) {
      if (any.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.config().setOption(REUSE_PORT, true);
      }
    } catch (IOException e) {
      // Then the bind fails, and the port is left to the system.
    }
    return channel;
  }

  private static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /// SO_REUSEPORT would let a second node of the same user listen on this port and take half of
  /// what comes: whether anybody listens there is asked without it.
  static void requireFree(InetSocketAddress address) throws IOException {
    if (address.getPort() == 0) {
      return;
    }
    var family =
        address.getAddress() instanceof Inet4Address
            ? StandardProtocolFamily.INET
            : StandardProtocolFamily.INET6;
    try (var probe = ServerSocketChannel.open(family)) {
      probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      probe.bind(address);
    }
  }

  void add(InetSocketAddress bound) {
    synchronized (listening) {
      listening.add(bound);
    }
  }

  void clear() {
    synchronized (listening) {
      listening.clear();
    }
  }

  /// Where to dial `remote` from, so that it sees a port that listens. Empty if none is of its
  /// kind.
  Optional<InetSocketAddress> towards(InetSocketAddress remote) {
    boolean isIp4 = remote.getAddress() instanceof Inet4Address;
    synchronized (listening) {
      return listening.stream()
          .filter(own -> hears(own, isIp4))
          .filter(own ->
              own.getAddress().isAnyLocalAddress()
                  || own.getAddress().isLoopbackAddress()
                      == remote.getAddress().isLoopbackAddress())
          .map(own ->
              own.getAddress().isAnyLocalAddress() && isIp4
                  ? new InetSocketAddress("0.0.0.0", own.getPort())
                  : own)
          .findFirst();
    }
  }

  private static boolean hears(InetSocketAddress own, boolean isIp4) {
    boolean isOwnIp4 = own.getAddress() instanceof Inet4Address;
    return isOwnIp4 == isIp4 || !isOwnIp4 && own.getAddress().isAnyLocalAddress();
  }

  /// Whether a dial failed for its own port: the pair of addresses is in use, or was a moment ago.
  static boolean isTaken(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
