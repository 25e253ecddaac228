package dev.pli.core.node;

import dev.pli.core.Settings;
import dev.pli.core.rules.Messenger;
import dev.pli.crypto.primitive.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether mDNS may speak on the network this machine is on: only where a person said so, and
/// networks are remembered under pseudonyms.
final class LanChoice {
  private LanChoice() {}

  static boolean isOn(Messenger rules, Transport transport) {
    return here(rules, transport)
        .filter(rules.book().settings().lanNetworks()::contains)
        .isPresent();
  }

  /// The settings with the network of now added or taken out; unchanged where none is recognised.
  static Settings choose(Messenger rules, Transport transport, boolean isOn) {
    Settings before = rules.book().settings();
    Optional<Bytes> network = here(rules, transport);
    if (network.isEmpty()) {
      return before;
    }
    List<Bytes> networks = new ArrayList<>(before.lanNetworks());
    networks.remove(network.get());
    if (isOn) {
      networks.add(network.get());
    }
    return before.with(networks);
  }

  private static Optional<Bytes> here(Messenger rules, Transport transport) {
    return transport.network().map(rules::pseudonym);
  }
}
