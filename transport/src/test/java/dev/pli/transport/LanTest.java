package dev.pli.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Event;
import dev.pli.crypto.primitive.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two hosts, and a js one, that find each other by multicast on this machine's own network.
@Timeout(60)
class LanTest {
  private static final String ANY = "/ip4/0.0.0.0/tcp/0";

  @Test
  void whoIsKnownIsFoundAndDialled() throws Exception {
    try (var alice = new TestNode(ANY);
        var bob = new TestNode(ANY)) {
      alice.admits(bob.peer());
      bob.admits(alice.peer());
      bob.host.lan(true);
      alice.host.lan(true);
      var found = alice.hears(Event.PeerFound.class);
      assertEquals(bob.peer(), found.peer());
      assertTrue(bob.host.addresses().containsAll(found.addresses()));
      alice.host.dial(bob.peer(), found.addresses());
      while (!(alice.events.take() instanceof Event.LinkOpened)) {
        // It may be found once more meanwhile.
      }
    }
  }

  @Test
  void jsFindsUsAndWeFindJs() throws Exception {
    try (var js = new JsPeer("mdns");
        var java = new TestNode(ANY)) {
      java.admits(js.peer());
      java.host.lan(true);
      assertEquals(js.peer(), java.hears(Event.PeerFound.class).peer());
      String seen = "";
      while (seen.isEmpty()) {
        seen = js.ask("seen", "peer", java.peer()).get("addresses");
      }
      assertTrue(seen.contains("/tcp/" + port(java)), seen);
    }
  }

  private static int port(TestNode node) {
    Bytes port = node.host.addresses().getFirst().components().get(1).value();
    return port.at(0) << 8 | port.at(1);
  }

  /// Off until somebody turns it on: a host that is known and silent is not found.
  @Test
  void whoIsSilentIsNotFound() throws Exception {
    try (var alice = new TestNode(ANY);
        var bob = new TestNode(ANY);
        var carol = new TestNode(ANY)) {
      alice.admits(bob.peer(), carol.peer());
      alice.host.lan(true);
      carol.host.lan(true);
      assertEquals(carol.peer(), alice.hears(Event.PeerFound.class).peer());
      assertEquals(List.of(), List.copyOf(alice.events));
      assertEquals(List.of(), List.copyOf(bob.events));
    }
  }
}
