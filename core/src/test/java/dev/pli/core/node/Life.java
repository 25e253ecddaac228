package dev.pli.core.node;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Step;
import dev.pli.core.rules.Messenger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One process of an [Inhabitant], from its start to its death: the rules, taken turn by turn as
/// [Node] takes them, its inbox and its alarm. What it had begun is void once it has ended.
final class Life {
  private final World world;
  private final Inhabitant owner;
  private final Consumer<Step> witness;
  private final Deque<Event> inbox = new ArrayDeque<>();
  private @Nullable Turns turns;
  private @Nullable Instant alarm;
  private boolean isTurnDue;
  private int lastWake;
  private boolean isOver;

  /// Effects that it still performs before it dies; negative: it does not die of it.
  private int effectsLeft = -1;

  Life(World world, Inhabitant owner, Consumer<Step> witness) {
    this.world = world;
    this.owner = owner;
    this.witness = witness;
  }

  boolean isOver() {
    return isOver;
  }

  void end() {
    isOver = true;
  }

  void dieAfter(int effects) {
    effectsLeft = effects;
  }

  Messenger rules() {
    if (turns == null) {
      throw new IllegalStateException(owner + " has read no book");
    }
    return turns.messenger();
  }

  /// Reads the book and goes on with what was half done.
  void begin() {
    Turns read = new Turns(owner.store(), world.random).watchedBy(witness);
    turns = read;
    List<Event> next = doing(() -> read.start(owner.clock()));
    goOn(next);
    tell(new Event.AddressesChanged(List.of(owner.address())));
  }

  void tell(Event event) {
    if (!isOver) {
      inbox.add(event);
      if (!isTurnDue) {
        isTurnDue = true;
        living(Duration.ofMillis(world.random.nextInt(4)), this::turn);
      }
    }
  }

  /// Work of this process, void once it has ended.
  void living(Duration delay, Runnable work) {
    world.after(
        delay,
        () -> {
          if (!isOver) {
            work.run();
          }
        });
  }

  private void turn() {
    isTurnDue = false;
    var events = new ArrayList<Event>();
    while (!inbox.isEmpty() && events.size() < Node.BATCH_EVENTS) {
      events.add(inbox.remove());
    }
    if (alarm != null && !owner.clock().isBefore(alarm)) {
      alarm = null;
      events.add(new Event.AlarmRang());
    }
    goOn(events);
    if (!isOver && !inbox.isEmpty() && !isTurnDue) {
      isTurnDue = true;
      living(Duration.ZERO, this::turn);
    }
    sleep();
  }

  private void goOn(List<Event> events) {
    List<Event> next = events;
    while (!next.isEmpty() && !isOver && turns != null) {
      List<Event> batch = next;
      Turns running = turns;
      next = doing(() -> running.decide(batch, owner.clock()));
    }
  }

  /// As long as the clock said when it was set, by a clock that nobody sets.
  private void sleep() {
    if (!isOver && alarm != null) {
      int wake = ++lastWake;
      long millis = Math.max(0, Duration.between(owner.clock(), alarm).toMillis() + 1);
      living(
          Duration.ofMillis(millis),
          () -> {
            if (wake == lastWake && !isTurnDue) {
              turn();
            }
          });
    }
  }

  private interface Deciding {
    List<Effect> decide() throws IOException;
  }

  /// Decides, and does what follows; what it goes on with.
  private List<Event> doing(Deciding work) {
    List<Effect> effects;
    try {
      effects = work.decide();
    } catch (MemoryStore.Death death) {
      owner.crash();
      return List.of();
    } catch (IOException full) {
      startAgain();
      return List.of();
    }
    for (Effect effect : effects) {
      if (effectsLeft == 0) {
        owner.crash();
      }
      if (isOver) {
        return List.of();
      }
      effectsLeft--;
      perform(effect);
    }
    return Turns.continued(effects);
  }

  /// The disk did not take it: every link goes, and the book is read again.
  private void startAgain() {
    owner.forsake();
    Turns again = new Turns(owner.store(), world.random).watchedBy(witness);
    try {
      List<Effect> effects = again.start(owner.clock());
      turns = again;
      effects.forEach(this::perform);
      goOn(Turns.continued(effects));
      tell(new Event.AddressesChanged(List.of(owner.address())));
    } catch (IOException stillFull) {
      owner.crash(); // The node ends; somebody starts it again later.
    } catch (MemoryStore.Death death) {
      owner.crash();
    }
  }

  private void perform(Effect effect) {
    if (effect instanceof Effect.SetAlarm(var at)) {
      alarm = at;
      sleep();
    } else {
      owner.perform(effect);
    }
  }
}
