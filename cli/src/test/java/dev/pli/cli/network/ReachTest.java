package dev.pli.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.network.Internet.Nat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A contact is asked whether a public address can be reached, and dials it: docs/spec/transport.md
/// §10. The two have one link, before and after.
@Tag("network")
@Timeout(300)
class ReachTest {
  private static final int PORT = 4001;
  private static final long POLL_MILLIS = 100;

  @Test
  void aPublicAddressIsConfirmedByAContactAndOneBehindAFirewallNever() throws Exception {
    try (Internet internet = Internet.build()) {
      Internet.Desk open = internet.practice("one", Nat.ROUTED).desk("anna");
      Internet.Desk shut = internet.practice("other", Nat.FIREWALL).desk("bert");
      try (var anna = new DeskProcess(open.place(PORT), ReachDesk.class);
          var bert = new DeskProcess(shut.place(PORT), ReachDesk.class)) {
        String annaPeer = listen(anna, open);
        String bertPeer = listen(bert, shut);
        assertEquals("admitted", anna.ask("admit " + bertPeer));
        assertEquals("admitted", bert.ask("admit " + annaPeer));
        String annaAddress = "/ip4/" + open.address() + "/tcp/" + PORT;
        assertEquals("opened", bert.ask("dial " + annaPeer + " " + annaAddress));
        assertEquals("opened", anna.next());
        String expected = "confirmed " + annaAddress;
        long begun = System.nanoTime();
        while (!anna.ask("confirmed").equals(expected)) {
          assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(60));
          assertTrue(!anna.ends(POLL_MILLIS) && !bert.ends(0), "a process ended by itself");
        }
        assertEquals("confirmed", bert.ask("confirmed"));
        assertTrue(anna.said.isEmpty() && bert.said.isEmpty(), "no second link, no link lost");
      }
    }
  }

  private static String listen(DeskProcess desk, Internet.Desk place) throws Exception {
    return desk.ask("listen /ip4/" + place.address() + "/tcp/" + PORT).split(" ")[1];
  }
}
