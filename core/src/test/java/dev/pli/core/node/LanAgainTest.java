package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where a person has said that mDNS may speak it speaks again after every change of address, and
/// on a network that nobody has spoken of it does not.
@Timeout(60)
class LanAgainTest {
  private static final Bytes OFFICE = Bytes.ascii("the gateway of the office");
  private static final Bytes INN = Bytes.ascii("the gateway of an inn");

  private final Network network = new Network();

  /// A network that tells what it is asked about mDNS.
  private static final class Network extends NoLinks {
    private final List<Boolean> lan = new ArrayList<>();
    private Bytes gateway = OFFICE;
    private @Nullable Listener listener;

    @Override
    public void start(List<Multiaddr> listen, Listener hears) {
      listener = hears;
    }

    @Override
    public void lan(boolean on) {
      lan.add(on);
    }

    @Override
    public Optional<Bytes> network() {
      return Optional.of(gateway);
    }

    private void moves(Bytes to) throws InterruptedException {
      gateway = to;
      java.util.Objects.requireNonNull(listener).happened(new Event.AddressesChanged(List.of()));
    }
  }

  @Test
  void speaksAgainWhereItMay() throws Exception {
    var node =
        new Node(
            MemoryStore.of(Cast.founded(Cast.ALICE)), network, new SystemClock(), new Random(1));
    try (node) {
      node.start(List.of());
      node.tell(
          new Event.SettingsChosen(node.look(rules -> LanChoice.choose(rules, network, true))));
      network.moves(OFFICE);
      network.moves(INN);
      network.moves(OFFICE);
      assertEquals(List.of(true, false, true), network.lan);
    }
  }
}
