package dev.pli.core.node;

import dev.pli.core.address.Component;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The texts of the addresses where a node is to listen: `/ip4/…/tcp/…` or `/ip6/…/tcp/…`.
final class ListenAddresses {
  private static final List<String> ANY = List.of("/ip4/0.0.0.0/tcp/0", "/ip6/::/tcp/0");
  private static final Set<String> IP = Set.of("ip4", "ip6");

  private ListenAddresses() {}

  /// `usage` with the first text that cannot be listened at; only what can be is kept.
  static Optional<Problem> unfit(List<String> texts) {
    return texts.stream()
        .filter(text -> !isFit(text))
        .findFirst()
        .map(text -> Problem.of(ErrorCode.USAGE, text));
  }

  private static boolean isFit(String text) {
    try {
      List<Component> parts = Multiaddr.parse(text).components();
      return parts.size() == 2
          && IP.contains(parts.getFirst().protocol().text())
          && parts.getLast().protocol().text().equals("tcp");
    } catch (RejectedException e) {
      return false;
    }
  }

  /// What is not [#unfit], parsed; every address of this machine when there is none.
  static List<Multiaddr> of(List<String> texts) throws IOException {
    var addresses = new ArrayList<Multiaddr>();
    for (String text : texts.isEmpty() ? ANY : texts) {
      try {
        addresses.add(Multiaddr.parse(text));
      } catch (RejectedException e) {
        throw new IOException("an address that was fit before", e);
      }
    }
    return addresses;
  }
}
