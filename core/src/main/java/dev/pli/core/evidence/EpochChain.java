package dev.pli.core.evidence;

import static dev.pli.core.evidence.EvidenceRule.E304_EPOCH_CHAIN;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verified key epochs of one device of a contact, from its first on, without a gap.
public record EpochChain(List<Epoch> epochs) {
  public static final EpochChain EMPTY = new EpochChain(List.of());

  /// Eleven years of weeks: older ones matter only to the statements that name them.
  public static final int MAX_EPOCHS = 600;

  public EpochChain {
    epochs = List.copyOf(epochs);
  }

  /// The chain with `epoch` at its end; the same chain where it holds it already.
  ///
  /// Refuses an epoch that leaves a gap, names another device, or differs from the one in its
  /// place.
  public EpochChain with(Epoch epoch) throws RejectedException {
    if (epoch.number() < size()) {
      require(epochs.get(epoch.number()).equals(epoch), E304_EPOCH_CHAIN);
      return this;
    }
    require(epoch.number() == size() && size() < MAX_EPOCHS, E304_EPOCH_CHAIN);
    if (!epochs.isEmpty()) {
      epoch.requireBehind(epochs.getLast());
    }
    var longer = new ArrayList<>(epochs);
    longer.add(epoch);
    return new EpochChain(longer);
  }

  public int size() {
    return epochs.size();
  }

  /// The epoch that a statement names; it is nearly always the last one.
  public Optional<Epoch> find(Sid sid) {
    return epochs.reversed().stream().filter(epoch -> epoch.sid().equals(sid)).findFirst();
  }
}
