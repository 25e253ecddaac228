package dev.pli.transport;

import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// What the operating system says of the networks that this machine is on. Calls wait for it.
final class Networks {
  private static final int RESOLVE_SECONDS = 5;
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final Path NEIGHBOURS = Path.of("/proc/net/arp");
  private static final String DEFAULT_ROUTE = "00000000";

  private Networks() {}

  static OwnNetworks look() {
    var prefixes = new ArrayList<OwnNetworks.Prefix>();
    try {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        if (network.isUp()) {
          network.getInterfaceAddresses().forEach(address -> prefixes.add(prefix(address)));
        }
      }
    } catch (SocketException e) {
      return new OwnNetworks(List.of()); // No network, as far as this program can see.
    }
    return new OwnNetworks(prefixes);
  }

  private static OwnNetworks.Prefix prefix(InterfaceAddress address) {
    Bytes ip = Bytes.copyOf(address.getAddress().getAddress());
    return new OwnNetworks.Prefix(ip, address.getNetworkPrefixLength());
  }

  /// The addresses behind a name, or none.
  static List<Bytes> resolve(String name) {
    try {
      return CompletableFuture.supplyAsync(() -> ask(name), task -> Thread.startVirtualThread(task))
          .orTimeout(RESOLVE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      return List.of(); // Too slow.
    }
  }

  private static List<Bytes> ask(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name))
          .map(address -> Bytes.copyOf(address.getAddress()))
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /// The hardware address of the default gateway and the prefix towards it: Linux only.
  static Optional<Bytes> fingerprint(OwnNetworks networks) {
    try {
      Optional<String> gateway = gateway(Files.readAllLines(ROUTES));
      if (gateway.isEmpty()) {
        return Optional.empty();
      }
      Bytes ip = address(gateway.get());
      return hardware(Files.readAllLines(NEIGHBOURS), ip)
          .map(mac -> Bytes.concat(Bytes.ascii(mac), prefixOf(ip, networks)));
    } catch (IOException e) {
      return Optional.empty(); // Another system, or none of its business to tell.
    }
  }

  private static Optional<String> gateway(List<String> routes) {
    return routes.stream()
        .map(line -> line.split("\\s+"))
        .filter(fields -> fields.length > 2 && fields[1].equals(DEFAULT_ROUTE))
        .map(fields -> fields[2])
        .findFirst();
  }

  /// Eight hex digits, lowest byte first.
  private static Bytes address(String digits) {
    int value = Integer.reverseBytes(Integer.parseUnsignedInt(digits, 16));
    return Bytes.u32(value);
  }

  private static Optional<String> hardware(List<String> neighbours, Bytes ip) {
    String text = ip.at(0) + "." + ip.at(1) + "." + ip.at(2) + "." + ip.at(3);
    return neighbours.stream()
        .map(line -> line.split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[0].equals(text))
        .map(fields -> fields[3])
        .findFirst();
  }

  private static Bytes prefixOf(Bytes ip, OwnNetworks networks) {
    return networks.prefixes().stream()
        .filter(prefix -> prefix.holds(ip))
        .map(prefix -> Bytes.concat(Bytes.of(prefix.bits()), ip.slice(0, prefix.bits() / 8)))
        .findFirst()
        .orElse(Bytes.EMPTY);
  }
}
