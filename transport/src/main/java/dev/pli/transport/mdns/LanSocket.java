package dev.pli.transport.mdns;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/// The multicast group of one IP version, on every interface that has it. Reading waits.
final class LanSocket implements AutoCloseable {
  private static final int PORT = 5353;

  /// Packets that came through a router have less. RFC 6762 §11.
  private static final int HOPS = 255;

  private final DatagramChannel channel;
  private final InetSocketAddress group;
  private final List<NetworkInterface> interfaces;

  private LanSocket(DatagramChannel channel, InetSocketAddress group, List<NetworkInterface> on) {
    this.channel = channel;
    this.group = group;
    this.interfaces = on;
  }

  static LanSocket open4() throws IOException {
    return open(StandardProtocolFamily.INET, "224.0.0.251");
  }

  static LanSocket open6() throws IOException {
    return open(StandardProtocolFamily.INET6, "ff02::fb");
  }

  private static LanSocket open(ProtocolFamily family, String address) throws IOException {
    InetAddress group = InetAddress.getByName(address); // A literal: nobody is asked.
    var channel = DatagramChannel.open(family);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
      channel.bind(new InetSocketAddress(PORT));
      List<NetworkInterface> on = interfaces(group instanceof Inet4Address);
      for (NetworkInterface network : on) {
        channel.join(group, network);
      }
      return new LanSocket(channel, new InetSocketAddress(group, PORT), on);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static List<NetworkInterface> interfaces(boolean isVersion4) throws SocketException {
    var usable = new ArrayList<NetworkInterface>();
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      boolean hasVersion =
          network.inetAddresses().anyMatch(a -> a instanceof Inet4Address == isVersion4);
      if (network.isUp() && network.supportsMulticast() && !network.isLoopback() && hasVersion) {
        usable.add(network);
      }
    }
    return usable;
  }

  /// Sends to the group, on each interface. Any thread.
  synchronized void send(Bytes packet) {
    for (NetworkInterface network : interfaces) {
      try {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        channel.send(packet.buffer(), group);
      } catch (IOException e) {
        // An interface that went away: the next look at the networks finds it gone.
      }
    }
  }

  /// Waits for a packet; returns its sender.
  InetSocketAddress receive(ByteBuffer packet) throws IOException {
    return (InetSocketAddress) channel.receive(packet);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
