package dev.pli.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.cli.network.Internet.Box;
import dev.pli.cli.network.Internet.Nat;
import dev.pli.cli.process.Machine;
import dev.pli.cli.process.Mortal;
import dev.pli.cli.process.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The way each delivery took, as both correspondents are told it.
@Tag("network")
@Timeout(300)
class PathTest {
  private static final int PORT = 4001;

  @TempDir Path folder;

  @Test
  void twoDesksOfOnePracticeMeetOnTheirOwnNetwork() throws Exception {
    try (Internet internet = Internet.build()) {
      Box practice = internet.practice("practice", Nat.CONE);
      Place anna = practice.desk("anna").place();
      Place bert = practice.desk("bert").place();
      assertEquals("lan", path(anna, bert, List.of()));
    }
  }

  @Test
  void twoPublicMachinesMeetDirectlyOverARouter() throws Exception {
    try (Internet internet = Internet.build()) {
      Place anna = internet.practice("one", Nat.ROUTED).desk("anna").place();
      Place bert = internet.practice("other", Nat.ROUTED).desk("bert").place();
      assertEquals("direct", path(anna, bert, List.of()));
    }
  }

  @Test
  void aPracticeWithAnOpenPortIsReachedDirectlyFromBehindANat() throws Exception {
    try (Internet internet = Internet.build()) {
      Box one = internet.practice("one", Nat.CONE);
      Internet.Desk desk = one.desk("anna");
      one.forward(PORT, desk);
      Place bert = internet.practice("other", Nat.CONE).desk("bert").place();
      String open = "/ip4/" + one.address() + "/tcp/" + PORT;
      assertEquals("direct", path(desk.place(PORT), bert, List.of(open)));
    }
  }

  /// What `read` at the recipient and `receipt` at the sender both call the way.
  private String path(Place one, Place other, List<String> addresses) throws Exception {
    try (Mortal anna = Mortal.found(folder, "anna", one);
        Mortal bert = Mortal.found(folder, "bert", other)) {
      Mortal.pair(anna, bert, addresses);
      var traffic = new Traffic(anna, bert, "Bert", folder);
      String id = traffic.send("bonjour");
      traffic.awaitDelivered(id);
      String sent = said("anna", one, "receipt", id);
      String read = said("bert", other, "read", id);
      String path = sent.replaceAll("(?s).*\"path\":\"([a-z_]*)\".*", "$1");
      assertTrue(read.contains("\"path\":\"" + path + "\""), read);
      return path;
    }
  }

  /// What a command says in JSON, at the vault of that name.
  private String said(String name, Place place, String... command) throws IOException {
    var machine = new Machine(folder, name, "not asked for", place);
    Machine.Run run = machine.run(command[0], command[1], "--json");
    assertEquals(0, run.exit(), run.out() + run.err());
    return run.out();
  }
}
