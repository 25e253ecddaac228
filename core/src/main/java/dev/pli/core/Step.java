package dev.pli.core;

import java.util.List;

/// What follows from an event: first save the changes, all or none; only then do the effects.
public record Step(List<Change> changes, List<Effect> effects) {
  public Step {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }
}
