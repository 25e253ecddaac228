package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.crypto.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says whether the content of a pli is what its offer promised. It remembers the blobs that were
/// opened while they arrived and were what their manifests say; that saves a reading and proves
/// nothing: what is forgotten is read again. Thread-safe; its calls may wait for the disk.
final class ContentCheck {
  /// Plis remembered; the eldest is forgotten, as all are with the process.
  private static final int MAX_PLIS = 256;

  private final Store store;

  /// Guarded by this.
  private final Map<PliKey, Set<Integer>> sound = new LinkedHashMap<>();

  ContentCheck(Store store) {
    this.store = store;
  }

  /// What opens a part while it arrives, if it comes from its first segment on and the manifest
  /// that names it is here already.
  Optional<Arrival> arrival(PliKey pli, int index, int fromSegment) {
    if (fromSegment > 0) {
      return Optional.empty();
    }
    try {
      Optional<ContentReading> reading = reading(pli);
      return reading.isPresent() ? reading.get().arrival(index) : Optional.empty();
    } catch (IOException | UncheckedIOException | RejectedException e) {
      return Optional.empty(); // Not here yet, or not as it should be: the check will say.
    }
  }

  /// A blob has come whole.
  void arrived(PliKey pli, int index, Optional<Arrival> arrival) {
    if (arrival.isPresent() && arrival.get().isSound()) {
      remember(pli, index);
    }
  }

  private synchronized void remember(PliKey pli, int index) {
    sound.computeIfAbsent(pli, _ -> new HashSet<>()).add(index);
    if (sound.size() > MAX_PLIS) {
      sound.remove(sound.keySet().iterator().next());
    }
  }

  private synchronized Set<Integer> taken(PliKey pli) {
    Set<Integer> known = sound.remove(pli);
    return known == null ? Set.of() : Set.copyOf(known);
  }

  /// Opens what was not found sound on arrival, once all of it is here.
  Event.Check check(PliKey pli) {
    Set<Integer> known = taken(pli);
    try {
      Optional<ContentReading> reading = reading(pli);
      return reading.isPresent()
          ? new Event.Check.Sound(reading.get().check(known))
          : new Event.Check.Unreadable();
    } catch (RejectedException e) {
      return new Event.Check.Unsound(e.rule());
    } catch (IOException | UncheckedIOException e) {
      return new Event.Check.Unreadable();
    }
  }

  private Optional<ContentReading> reading(PliKey key) throws RejectedException {
    Optional<Pli> pli = store.pli(key);
    return pli.isPresent()
        ? Optional.of(new ContentReading(store.blobs(), pli.get(), store.blobs(key)))
        : Optional.empty();
  }
}
