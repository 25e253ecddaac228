package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Step;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.rules.Book;
import dev.pli.core.rules.Messenger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs the rules of one open vault on one thread: takes what has happened, saves what follows, and
/// only then does it.
///
/// ```
///  inbox -> up to 64 events -> Messenger -> changes, one commit ==== disk ==== effects
///    ^                                                                  |
///    +-------------- links, pumps, alarm, people  <---------------------+
/// ```
///
/// Its methods are thread-safe and may be called by any thread but its own.
public final class Node implements AutoCloseable {
  /// Events that wait at most; who brings one waits while it is full.
  static final int INBOX_EVENTS = 1_024;

  /// Events one commit takes at most.
  static final int BATCH_EVENTS = 64;

  /// Steps in a row that a disk which is not full may refuse; then the node ends.
  static final int MAX_REFUSED_STEPS = 8;

  /// Between a refused step and what the node does of its own accord: a full disk stays so for a
  /// while, and reading the book again is not free.
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long CLOSING_MILLIS = 10_000;

  /// How often who waits for room looks whether the node still runs.
  private static final long LOOK_MILLIS = 200;

  /// The node has ended, on purpose or not: nothing it knew can be asked any more.
  static final class EndedException extends RuntimeException {}

  private final Store store;
  private final Transport transport;
  private final Clock clock;
  private final RandomGenerator random;
  private final Bulletin bulletin = new Bulletin();
  private final FilePump pump;
  private final TransferProgress progress;
  private final Thread thread;
  private final BlockingQueue<Item> inbox = new ArrayBlockingQueue<>(INBOX_EVENTS);
  private final Map<Ticket, CompletableFuture<Answer>> tickets = new ConcurrentHashMap<>();
  private final AtomicLong lastTicket = new AtomicLong();

  /// Node thread only.
  private Messenger messenger;

  private @Nullable Instant alarm;

  /// Steps that the disk has refused since it took one. Node thread only.
  private int refusedSteps;

  /// The rules were read and have not begun. Node thread only.
  private boolean isToBegin = true;

  /// Until then nothing is tried that nobody asked for. Node thread only.
  private long restUntil;

  private volatile boolean running = true;

  /// What the inbox holds: an event, or a look at the rules.
  private sealed interface Item {}

  private record Happened(Event event) implements Item {}

  private record Look<T>(Function<Messenger, T> at, CompletableFuture<T> seen) implements Item {
    void take(Messenger messenger) {
      try {
        seen.complete(at.apply(messenger));
      } catch (RuntimeException e) {
        seen.completeExceptionally(e);
      }
    }
  }

  /// Reads the book; nothing runs before [#start].
  public Node(Store store, Transport transport, Clock clock, RandomGenerator random)
      throws IOException {
    this.store = store;
    this.transport = transport;
    this.clock = clock;
    this.random = random;
    this.restUntil = clock.nanos();
    this.progress = new TransferProgress(clock, this::progressed);
    this.pump = new FilePump(store, transport, this::put, progress);
    this.messenger = recalled();
    this.thread = Thread.ofPlatform().name("pli-node").daemon().unstarted(this::run);
  }

  private Messenger recalled() throws IOException {
    var book = new Book();
    store.recall(book::apply);
    return new Messenger(book, store, random);
  }

  /// The rules as they were read, for who starts this node.
  Messenger messenger() {
    return messenger;
  }

  /// Opens the network, then goes on with what the last process left half done.
  void start(List<Multiaddr> listen) throws IOException {
    transport.admit(new Transport.Gate(Set.of(), false));
    transport.start(listen, new Ears());
    thread.start();
  }

  /// The network speaks into the inbox.
  private final class Ears implements Transport.Listener {
    @Override
    public void happened(Event event) throws InterruptedException {
      put(event);
      if (event instanceof Event.AddressesChanged) {
        speakOnTheLan();
      }
    }

    @Override
    public void blobOpened(LinkId link, BlobStream stream) {
      pump.opened(link, stream);
    }
  }

  /// mDNS speaks where a person said so; on another network nobody has. The caller may wait.
  void speakOnTheLan() {
    try {
      transport.lan(look(rules -> LanChoice.isOn(rules, transport)));
    } catch (EndedException e) {
      transport.lan(false);
    }
  }

  private void put(Event event) throws InterruptedException {
    put(new Happened(event));
  }

  /// Waits while the inbox is full; what comes to a node that has ended is dropped.
  private void put(Item item) throws InterruptedException {
    while (!inbox.offer(item, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!running) {
        return;
      }
    }
    if (!running) {
      dropAll();
    }
  }

  /// Brings an event; waits while the inbox is full.
  void tell(Event event) {
    try {
      put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Brings an event that is answered.
  Answer ask(Function<Ticket, Event> question) {
    var ticket = new Ticket(lastTicket.incrementAndGet());
    var answer = new CompletableFuture<Answer>();
    tickets.put(ticket, answer);
    tell(question.apply(ticket));
    if (!running) {
      answerAll(ErrorCode.IO_ERROR);
    }
    return answer.join();
  }

  /// Looks at the rules on their own thread, between two steps.
  <T> T look(Function<Messenger, T> at) {
    var seen = new CompletableFuture<T>();
    try {
      put(new Look<>(at, seen));
      if (!running) {
        throw new EndedException();
      }
      return seen.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndedException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new EndedException();
    }
  }

  /// False once it has ended, on purpose or by itself.
  boolean isRunning() {
    return running;
  }

  Bulletin bulletin() {
    return bulletin;
  }

  Store store() {
    return store;
  }

  Transport transport() {
    return transport;
  }

  private void run() {
    try {
      begin();
      while (running) {
        turn();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger("pli").log(System.Logger.Level.ERROR, "the vault cannot be written");
    } catch (UncheckedIOException e) {
      System.getLogger("pli").log(System.Logger.Level.ERROR, "the vault cannot be read");
    } finally {
      running = false;
      answerAll(ErrorCode.IO_ERROR);
    }
  }

  private void turn() throws InterruptedException, IOException {
    Item first = next();
    List<Item> batch = new ArrayList<>();
    if (first != null) {
      batch.add(first);
      inbox.drainTo(batch, BATCH_EVENTS - 1);
    }
    boolean isDone = false;
    try {
      if (isToBegin) {
        begin();
      }
      take(batch);
      isDone = true;
    } finally {
      if (!isDone) { // The node has ended: who looks is answered so.
        running = false;
        batch.forEach(Node::drop);
      }
    }
  }

  /// Goes on with what was left half done. Begun or not, who asks is answered.
  private void begin() throws IOException {
    isToBegin = false;
    goOn(perform(List.of(messenger.start(clock.now()))));
    if (!isToBegin) {
      goOn(List.of(new Event.AddressesChanged(transport.addresses())));
    }
  }

  /// A look sees what came before it, saved; and what came with it, so that none parts a commit.
  private void take(List<Item> batch) throws IOException {
    List<Event> events = new ArrayList<>();
    List<Look<?>> looks = new ArrayList<>();
    for (Item item : batch) {
      switch (item) {
        case Happened(var event) -> events.add(event);
        case Look<?> look -> looks.add(look);
      }
    }
    if (alarm != null && !clock.now().isBefore(alarm) && restUntil - clock.nanos() <= 0) {
      alarm = null;
      events.add(new Event.AlarmRang());
    }
    goOn(events);
    looks.forEach(look -> look.take(messenger));
  }

  private void goOn(List<Event> events) throws IOException {
    List<Event> next = events;
    while (!next.isEmpty()) {
      next = decide(next);
    }
  }

  private @Nullable Item next() throws InterruptedException {
    if (alarm == null && !isToBegin) {
      return inbox.take();
    }
    long untilAlarm = alarm == null ? 0 : Duration.between(clock.now(), alarm).toMillis() + 1;
    long untilRested = TimeUnit.NANOSECONDS.toMillis(restUntil - clock.nanos()) + 1;
    long millis = Math.max(0, Math.max(untilAlarm, untilRested));
    return inbox.poll(millis, TimeUnit.MILLISECONDS);
  }

  /// One batch: every step's changes in one commit, then every step's effects. What a step goes on
  /// with comes next.
  private List<Event> decide(List<Event> events) throws IOException {
    List<Step> steps = new ArrayList<>();
    Instant now = clock.now();
    for (Event event : events) {
      steps.add(messenger.handle(event, now));
    }
    steps.add(messenger.handle(new Event.InboxDrained(), now));
    return perform(steps);
  }

  private List<Event> perform(List<Step> steps) throws IOException {
    List<Change> changes = steps.stream().flatMap(step -> step.changes().stream()).toList();
    List<Effect> effects = steps.stream().flatMap(step -> step.effects().stream()).toList();
    if (!changes.isEmpty()) {
      try {
        store.commit(changes);
        refusedSteps = 0;
      } catch (IOException e) {
        startAgain(effects, e);
        return List.of();
      }
    }
    List<Event> next = new ArrayList<>();
    effects.forEach(effect -> perform(effect).ifPresent(next::add));
    return next;
  }

  /// The disk did not take a step: the book is ahead of it, so it is read again and every link
  /// begins anew, with the next that comes or after a rest. A full disk is waited out. What cannot
  /// be read either ends the node, and so does a disk that goes on refusing: nothing that it did
  /// not take was sent, so nothing is lost.
  private void startAgain(List<Effect> effects, IOException cause) throws IOException {
    boolean isFull = cause instanceof NoSpaceException;
    ErrorCode code = isFull ? ErrorCode.NO_SPACE : ErrorCode.IO_ERROR;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Reply(var ticket, _)) {
        answer(ticket, Answer.failed(code));
      }
    }
    refusedSteps += isFull ? 0 : 1;
    if (!running || refusedSteps >= MAX_REFUSED_STEPS) {
      throw cause;
    }
    transport.admit(new Transport.Gate(Set.of(), false));
    transport.lookOut(false);
    messenger = recalled();
    alarm = null;
    isToBegin = true;
    restUntil = clock.nanos() + REST_NANOS;
  }

  private Optional<Event> perform(Effect effect) {
    switch (effect) {
      case Effect.Transmit(var link, var frame) -> transport.transmit(link, frame);
      case Effect.CloseLink(var link) -> transport.close(link);
      case Effect.AbortLink(var link) -> transport.abort(link);
      case Effect.Dial(var peer, var addresses) -> transport.dial(peer, addresses);
      case Effect.AskAddresses(var link) -> transport.askAddresses(link);
      case Effect.LookOut(var closely) -> transport.lookOut(closely);
      case Effect.Announce(var seq, var own) -> transport.announce(seq, own);
      case Effect.Admit(var contacts, var guests) ->
          transport.admit(new Transport.Gate(contacts, guests));
      case Effect.Push push -> pump.push(push);
      case Effect.Pull pull -> pump.pull(pull);
      case Effect.StopPull stopped -> pump.stopPull(stopped);
      case Effect.CheckContent(var pli) -> pump.check(pli);
      case Effect.BlobNamed(var pli, var index) -> pump.named(pli, index);
      case Effect.EraseBlobs erased -> pump.erase(erased);
      case Effect.Reply(var ticket, var answer) -> answer(ticket, answer);
      case Effect.Publish(var notice) -> publish(notice);
      case Effect.SetAlarm(var at) -> alarm = at;
      case Effect.Continue(var event) -> {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private void answer(Ticket ticket, Answer answer) {
    CompletableFuture<Answer> waiting = tickets.remove(ticket);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  private void answerAll(ErrorCode code) {
    tickets.keySet().forEach(ticket -> answer(ticket, Answer.failed(code)));
    dropAll();
  }

  private void dropAll() {
    for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
      drop(item);
    }
  }

  private static void drop(Item item) {
    if (item instanceof Look<?>(_, var seen)) {
      seen.completeExceptionally(new EndedException());
    }
  }

  private void publish(Notice notice) {
    bulletin.put(notice);
  }

  /// Told by a pump, on its own thread, which does not wait: what finds no room is told with the
  /// next bytes.
  private void progressed(PliKey pli, long bytes) {
    Instant now = clock.now();
    var told = new CompletableFuture<Boolean>();
    boolean isTaken =
        inbox.offer(
            new Look<>(
                rules -> {
                  rules.views().moving(pli, now, bytes).ifPresent(this::publish);
                  return true;
                },
                told));
    if (isTaken && !running) {
      dropAll();
    }
  }

  /// Ends every link and pump, and the thread; the store is its opener's to close.
  @Override
  public void close() {
    running = false;
    try {
      transport.close();
    } finally {
      pump.close();
      end();
    }
  }

  private void end() {
    thread.interrupt();
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
