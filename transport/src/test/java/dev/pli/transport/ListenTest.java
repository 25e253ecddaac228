package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.BlobStream;
import dev.pli.core.node.Transport;
import dev.pli.crypto.primitive.Ed25519;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Where a host listens: one port for both families, free again afterwards, taken by nobody else.
class ListenTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final class Deaf implements Transport.Listener {
    @Override
    public void happened(Event event) {}

    @Override
    public void blobOpened(LinkId link, BlobStream stream) {}
  }

  @Test
  void anyAddressOfBothFamiliesIsOnePort() throws Exception {
    try (var host = host()) {
      host.start(any(0), new Deaf());
      assertEquals(1, ports(host).size());
    }
  }

  @Test
  void thePortOfLastTimeIsTakenAgain() throws Exception {
    int port;
    try (var host = host()) {
      host.start(any(0), new Deaf());
      port = ports(host).iterator().next();
    }
    try (var host = host()) {
      host.start(any(port), new Deaf());
      assertEquals(Set.of(port), ports(host));
    }
  }

  @Test
  void aPortThatIsTakenIsABindExceptionAndNothingStaysBound() throws Exception {
    try (var first = host();
        var second = host()) {
      first.start(any(0), new Deaf());
      int port = ports(first).iterator().next();
      assertThrows(BindException.class, () -> second.start(any(port), new Deaf()));
      second.start(any(0), new Deaf());
      assertEquals(1, ports(second).size());
    }
  }

  private static Host host() {
    return new Host(Ed25519.KeyPair.generate(RANDOM), RANDOM);
  }

  private static List<Multiaddr> any(int port) throws Exception {
    return List.of(
        Multiaddr.parse("/ip4/0.0.0.0/tcp/" + port), Multiaddr.parse("/ip6/::/tcp/" + port));
  }

  private static Set<Integer> ports(Host host) {
    return host.addresses().stream()
        .flatMap(address -> address.port().stream().boxed())
        .collect(Collectors.toSet());
  }
}
