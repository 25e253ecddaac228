package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Step;
import dev.pli.core.rules.Book;
import dev.pli.core.rules.Messenger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The rules of one vault over its disk, turn by turn as [Node] takes them, on the caller's thread:
/// every step's changes in one commit, and only then what they lead to.
public final class Turns {
  private final MemoryStore store;
  private final Messenger messenger;

  /// Hears of each step that is on disk.
  private Consumer<Step> witness = _ -> {};

  /// Reads the book.
  public Turns(MemoryStore store, RandomGenerator random) {
    this.store = store;
    var book = new Book();
    store.recall(book::apply);
    this.messenger = new Messenger(book, store, random);
  }

  public Turns watchedBy(Consumer<Step> next) {
    witness = next;
    return this;
  }

  public Messenger messenger() {
    return messenger;
  }

  public MemoryStore store() {
    return store;
  }

  /// The first step of a process.
  public List<Effect> start(Instant now) throws IOException {
    return save(List.of(messenger.start(now)));
  }

  /// One batch. What the effects go on with is the next batch, and comes before anything else.
  public List<Effect> decide(List<Event> events, Instant now) throws IOException {
    var steps = new ArrayList<Step>();
    for (Event event : events) {
      steps.add(messenger.handle(event, now));
    }
    steps.add(messenger.handle(new Event.InboxDrained(), now));
    return save(steps);
  }

  private List<Effect> save(List<Step> steps) throws IOException {
    List<Change> changes = steps.stream().flatMap(step -> step.changes().stream()).toList();
    if (!changes.isEmpty()) {
      store.commit(changes);
    }
    steps.forEach(witness);
    return steps.stream().flatMap(step -> step.effects().stream()).toList();
  }

  /// Batches until none goes on by itself: all that follows from these events.
  public List<Effect> all(List<Event> events, Instant now) throws IOException {
    var effects = new ArrayList<Effect>();
    List<Event> next = events;
    while (!next.isEmpty()) {
      List<Effect> done = decide(next, now);
      effects.addAll(done);
      next = continued(done);
    }
    return effects;
  }

  static List<Event> continued(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> effect instanceof Effect.Continue)
        .map(effect -> ((Effect.Continue) effect).event())
        .toList();
  }
}
