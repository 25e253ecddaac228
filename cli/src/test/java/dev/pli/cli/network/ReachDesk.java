package dev.pli.cli.network;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.BlobStream;
import dev.pli.core.node.Transport;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.Host;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/// A process at one desk with the product's libp2p host, and no messenger above.
///
/// ```
///  listen ADDRESS -> listening PEER     admit PEER -> admitted     dial PEER ADDRESS
///  confirmed -> confirmed ADDRESS …     unasked: opened · closed · failed
/// ```
public final class ReachDesk implements Transport.Listener {
  private ReachDesk() {}

  public static void main(String[] arguments) throws Exception {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var random = new SecureRandom();
    try (var host = new Host(Ed25519.KeyPair.generate(random), random)) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        obey(host, line.split(" "));
      }
    }
  }

  private static void obey(Host host, String[] words) throws Exception {
    switch (words[0]) {
      case "listen" -> {
        host.start(List.of(Multiaddr.parse(words[1])), new ReachDesk());
        System.out.println("listening " + host.peer());
      }
      case "admit" -> {
        host.admit(new Transport.Gate(Set.of(PeerId.parse(words[1])), false));
        System.out.println("admitted");
      }
      case "dial" -> host.dial(PeerId.parse(words[1]), List.of(Multiaddr.parse(words[2])));
      default -> {
        var line = new StringBuilder("confirmed");
        host.confirmed().forEach(address -> line.append(' ').append(address));
        System.out.println(line);
      }
    }
  }

  @Override
  public void happened(Event event) {
    switch (event) {
      case Event.LinkOpened _ -> System.out.println("opened");
      case Event.LinkClosed _ -> System.out.println("closed");
      case Event.DialFailed _ -> System.out.println("failed");
      default -> {}
    }
  }

  @Override
  public void blobOpened(LinkId link, BlobStream stream) {
    stream.close();
  }
}
