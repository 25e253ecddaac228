package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.Text;
import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What an interface sees of plis: the row, and the names and sizes that only the sealed manifest
/// holds.
final class PliViews {
  private final Node node;

  PliViews(Node node) {
    this.node = node;
  }

  View.Pli pli(Pli pli) {
    List<View.Enclosure> enclosures = enclosures(pli);
    boolean hasReceipt =
        pli.state() == PliState.DELIVERED
            && node.store().statements(pli.key()).stream()
                .anyMatch(kept -> kept.kind() == Change.Kept.Kind.PEER_RECEIPT);
    return node.look(rules -> rules.views().pli(pli, enclosures, hasReceipt));
  }

  List<View.Pli> plis(List<Pli> plis) {
    return plis.stream().map(this::pli).toList();
  }

  private List<View.Enclosure> enclosures(Pli pli) {
    if (pli.isErased() || pli.content().parts() == 1) {
      return List.of(); // Nothing of it is kept, or the words are all.
    }
    try {
      return list(
          new ContentReading(node.store().blobs(), pli, node.store().blobs(pli.key())).manifest());
    } catch (IOException | RejectedException damaged) {
      return List.of(); // « pièce manquante »: `vault check` names it.
    }
  }

  private static List<View.Enclosure> list(Manifest manifest) {
    var enclosures = new ArrayList<View.Enclosure>();
    for (int part = Text.PART + 1; part < manifest.parts().size(); part++) {
      PartEntry entry = manifest.parts().get(part);
      enclosures.add(
          new View.Enclosure(part, entry.name(), entry.size(), entry.type(), entry.sha256().hex()));
    }
    return enclosures;
  }
}
