package dev.pli.core.store;

import dev.pli.core.Change;
import java.util.List;

/// What a new vault begins with: two ways in, the cost of guessing the first, and the first facts.
///
/// `initial` holds at least who the vault is, its settings and its pseudonym key.
public record Founding(
    SlotSecret.Passphrase passphrase,
    SlotSecret.Recovery recovery,
    KdfCost cost,
    List<Change> initial) {
  public Founding {
    initial = List.copyOf(initial);
  }
}
