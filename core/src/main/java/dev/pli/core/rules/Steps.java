package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Step;
import java.util.ArrayList;
import java.util.List;

/// The step that is being written: each change moves the book at once, so that what is decided next
/// sees it, and both leave together.
///
/// Who rejects an input does it before the first change. Node thread only.
final class Steps {
  private final Book book;
  private List<Change> changes = new ArrayList<>();
  private List<Effect> effects = new ArrayList<>();

  Steps(Book book) {
    this.book = book;
  }

  void save(Change change) {
    book.apply(change);
    changes.add(change);
  }

  void then(Effect effect) {
    effects.add(effect);
  }

  /// The finished step; the next one begins.
  Step take() {
    var step = new Step(changes, effects);
    changes = new ArrayList<>();
    effects = new ArrayList<>();
    return step;
  }
}
