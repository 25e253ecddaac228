package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.Route;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Several vaults and the network between them in one thread: time, chance and every failure come
/// from a seed, so a run that went wrong goes wrong again.
///
/// Nothing waits: what will happen is a task on the agenda, and time jumps to the next one.
final class World {
  static final Instant DAWN = Instant.parse("2026-11-22T17:05:00Z");

  /// Tasks at one instant, beyond which time stands still: somebody wakes himself up for nothing.
  private static final int MAX_TASKS_AT_ONCE = 5_000;

  private static final int MAX_OVERHEARD = 32;

  private static final Duration NO_LINK_LONGER = Duration.ofSeconds(60);

  final RandomGenerator random;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final PriorityQueue<Task> agenda = new PriorityQueue<>();
  private Instant now;
  private long lastTask;
  private long lastLink;
  private int tasksAtOnce;

  /// Frames that somebody on the way has kept, newest last.
  private final Deque<Bytes> overheard = new ArrayDeque<>();

  private int trace;

  /// Whether anything may go wrong now.
  private boolean isCalm = true;

  private record Task(Instant at, long number, Runnable work) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /// Whoever has a host key and may have links.
  interface Endpoint {
    PeerId peer();

    /// Whether a link from this peer would come up now.
    boolean admits(PeerId dialler);

    void opened(Wire wire, Event.LinkOpened opened);

    void received(Wire wire, Bytes frame);

    /// A stream for a blob, from its first byte on; it may have been cut.
    void streamed(Wire wire, Bytes stream, boolean isWhole);

    /// For this side the link is gone.
    void closed(Wire wire);
  }

  World(RandomGenerator random, Instant now) {
    this.random = random;
    this.now = now;
  }

  void add(Endpoint endpoint) {
    endpoints.add(endpoint);
  }

  Instant now() {
    return now;
  }

  /// All that was done and sent so far, in one number.
  int trace() {
    return trace;
  }

  private void trace(long what) {
    trace = 31 * trace + Long.hashCode(what);
  }

  boolean isCalm() {
    return isCalm;
  }

  void setCalm(boolean calm) {
    isCalm = calm;
  }

  /// Links that nobody has cut or closed.
  List<Wire> living() {
    return wires.stream().filter(wire -> !wire.isCut).toList();
  }

  void after(Duration delay, Runnable work) {
    agenda.add(new Task(now.plus(delay), ++lastTask, work));
  }

  void at(Instant time, Runnable work) {
    agenda.add(new Task(time.isBefore(now) ? now : time, ++lastTask, work));
  }

  /// Lets this much time pass.
  void run(Duration span) {
    Instant end = now.plus(span);
    while (!agenda.isEmpty() && !agenda.peek().at.isAfter(end)) {
      Task task = agenda.remove();
      tasksAtOnce = task.at.equals(now) ? tasksAtOnce + 1 : 0;
      if (tasksAtOnce > MAX_TASKS_AT_ONCE) {
        throw new AssertionError("time stands still at " + now);
      }
      now = task.at;
      trace(now.toEpochMilli());
      task.work.run();
    }
    now = end;
  }

  /// A moment that the network takes.
  Duration delay() {
    return Duration.ofMillis(1 + random.nextInt(isCalm ? 40 : 400));
  }

  boolean happens(double chance) {
    return !isCalm && random.nextDouble() < chance;
  }

  Bytes bytes(int length) {
    return Secret.random(length, random).reveal();
  }

  // The network.

  /// Tries to reach `peer`; `told` hears whether a link came up.
  void dial(Endpoint from, PeerId peer, Consumer<Boolean> told) {
    Optional<Endpoint> to =
        endpoints.stream().filter(endpoint -> endpoint.peer().equals(peer)).findAny();
    after(
        delay(),
        () -> {
          boolean isUp = to.isPresent() && to.get().admits(from.peer()) && !happens(0.1);
          if (isUp) {
            connect(from, to.get());
            if (happens(0.1)) {
              connect(from, to.get()); // Two routes came up at once.
            }
          }
          told.accept(isUp);
        });
  }

  private void connect(Endpoint from, Endpoint to) {
    Wire wire = wire(from, to, false);
    if (happens(0.02)) {
      after(Duration.ofMillis(random.nextInt(3_000)), wire::cut);
    }
  }

  private Wire wire(Endpoint from, Endpoint to, boolean isSmuggled) {
    var wire = new Wire(this, from, to, ++lastLink, isSmuggled);
    wires.add(wire);
    wire.open();
    return wire;
  }

  /// A link past a gate that failed.
  void smuggle(Endpoint from, Endpoint to) {
    wire(from, to, true);
  }

  /// A frame that went over some link before; empty while there was none.
  Optional<Bytes> overheard() {
    return overheard.stream().skip(random.nextInt(MAX_OVERHEARD)).findFirst();
  }

  private void overhear(Bytes frame) {
    trace(frame.length());
    overheard.add(frame);
    if (overheard.size() > MAX_OVERHEARD) {
      overheard.remove();
    }
  }

  /// One bit of it, or its end, is another.
  Bytes bent(Bytes frame) {
    if (random.nextInt(4) == 0 && frame.length() > 1) {
      return frame.slice(0, 1 + random.nextInt(frame.length() - 1));
    }
    byte[] bytes = frame.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.copyOf(bytes);
  }

  /// How long a side may go on believing in a link that is gone.
  Duration ignorance() {
    return happens(0.3)
        ? Duration.ofMillis(random.nextLong(NO_LINK_LONGER.toMillis()))
        : Duration.ofMillis(random.nextInt(500));
  }

  /// One link: two queues of frames, each in order, and whatever becomes of them.
  static final class Wire {
    final long id;
    final Endpoint initiator;
    final Endpoint responder;
    private final World world;
    private final Bytes handshakeHash;
    private Instant lastToInitiator;
    private Instant lastToResponder;
    private boolean isCut;
    private final boolean isSmuggled;

    private Wire(World world, Endpoint initiator, Endpoint responder, long id, boolean isSmuggled) {
      this.world = world;
      this.initiator = initiator;
      this.responder = responder;
      this.handshakeHash = world.bytes(32);
      this.id = id;
      this.isSmuggled = isSmuggled;
      this.lastToInitiator = world.now;
      this.lastToResponder = world.now;
    }

    boolean isCut() {
      return isCut;
    }

    /// Past the gate, which does not know the dialler.
    boolean isSmuggled() {
      return isSmuggled;
    }

    Endpoint other(Endpoint side) {
      return side == initiator ? responder : initiator;
    }

    private void open() {
      inOrder(initiator, () -> initiator.opened(this, event(Role.INITIATOR)));
      inOrder(responder, () -> responder.opened(this, event(Role.RESPONDER)));
    }

    private Event.LinkOpened event(Role role) {
      boolean isInitiator = role == Role.INITIATOR;
      return new Event.LinkOpened(
          new dev.pli.core.delivery.LinkId(id),
          (isInitiator ? responder : initiator).peer(),
          role,
          handshakeHash,
          Route.LAN,
          isInitiator && responder instanceof Inhabitant known
              ? Optional.of(known.address())
              : Optional.empty());
    }

    /// Happens at `side` behind everything that this wire has brought there before.
    private void inOrder(Endpoint side, Runnable work) {
      Instant at = world.now.plus(world.delay());
      if (side == initiator) {
        at = at.isBefore(lastToInitiator) ? lastToInitiator : at;
        lastToInitiator = at;
      } else {
        at = at.isBefore(lastToResponder) ? lastToResponder : at;
        lastToResponder = at;
      }
      world.at(at, work);
    }

    /// One frame; an attacker on the way may bend it, repeat it, keep it back or drop it.
    void send(Endpoint from, Bytes frame) {
      world.overhear(frame);
      switch (world.happens(0.01) ? world.random.nextInt(4) : -1) {
        case 0 -> deliver(from, world.bent(frame));
        case 1 -> {
          deliver(from, frame);
          deliver(from, frame);
        }
        case 2 -> world.after(world.ignorance(), () -> deliver(from, frame));
        case 3 -> {}
        default -> deliver(from, frame);
      }
    }

    private void deliver(Endpoint from, Bytes frame) {
      Endpoint to = other(from);
      inOrder(
          to,
          () -> {
            if (!isCut) {
              to.received(this, frame);
            }
          });
    }

    /// A stream of its own: it is in no order with the frames.
    void stream(Endpoint from, Bytes bytes) {
      Endpoint to = other(from);
      world.after(
          world.delay(),
          () -> {
            boolean isWhole = !isCut && !world.happens(0.15);
            int length = isWhole ? bytes.length() : world.random.nextInt(bytes.length() + 1);
            to.streamed(this, bytes.slice(0, length), isWhole);
          });
    }

    /// One side closes it: what it sent before still arrives.
    void close(Endpoint by) {
      inOrder(by, () -> by.closed(this));
      inOrder(
          other(by),
          () -> {
            isCut = true;
            other(by).closed(this);
          });
    }

    /// It is gone at once, and its sides find out when they do.
    void cut() {
      if (!isCut) {
        isCut = true;
        world.after(world.ignorance(), () -> initiator.closed(this));
        world.after(world.ignorance(), () -> responder.closed(this));
      }
    }
  }
}
