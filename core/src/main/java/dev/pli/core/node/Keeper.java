package dev.pli.core.node;

import static java.util.Objects.requireNonNull;

import dev.pli.core.Event;
import dev.pli.core.Settings;
import dev.pli.core.Version;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Office;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Progress;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.primitive.Argon2;
import dev.pli.crypto.primitive.Ed25519;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps one vault in one of four states, and answers for it.
///
/// ```
///  locked --passphrase--> open --idle--> closed --passphrase--> open
///    ^                      |              |                             stopped: no keeper
///    +-- lock, sleep, 12 h -+--------------+
/// ```
///
/// Open answers everything; closed goes on receiving and delivering, and shows nothing; locked
/// holds no key and serves no peer. A request of a person is an act and starts the clocks again;
/// traffic is not. Thread-safe.
public final class Keeper implements Office {
  /// Makes the network for a host key; nothing is bound before it is started.
  @FunctionalInterface
  public interface Network {
    Transport open(Ed25519.KeyPair hostKey);
  }

  /// The clocks are looked at this often at least; an act may have moved them meanwhile.
  private static final Duration LONGEST_REST = Duration.ofSeconds(20);

  /// A heap that traffic has made larger than this is given back, where it can be, at the next
  /// look: the collector alone would let it grow to its limit first.
  private static final long GROWN_HEAP_BYTES = 96L << 20;

  /// The wall clock goes this much further than the running time: the machine has slept, where the
  /// running time stands still then. More than a clock is corrected by at once.
  static final Duration LONGEST_STEP = Duration.ofMinutes(1);

  private final Door door;
  private final Network network;
  private final Clock clock;
  private final RandomGenerator random;
  private final String socket;
  private final Object turn = new Object(); // Held only while the state changes.
  private @Nullable Opened opened; // Under `turn`.
  private boolean isClosed; // Under `turn`.
  private final Followers followers;
  private volatile boolean ended;
  private volatile long lastAct;
  private Instant lastWall; // Under `turn`: the two clocks as they were looked at last.
  private long lastNanos; // Under `turn`.

  /// A vault that is not locked.
  private record Opened(Store store, Node node, NodeOffice office, Instant since) {}

  /// Locked at first. `socket` is where other programs reach this one, empty when they cannot.
  public Keeper(Door door, Network network, Clock clock, RandomGenerator random, String socket) {
    this.door = door;
    this.network = network;
    this.clock = clock;
    this.followers = new Followers(clock);
    this.random = random;
    this.socket = socket;
    this.lastAct = clock.nanos();
    this.lastWall = clock.now();
    this.lastNanos = clock.nanos();
    Thread.ofVirtual().name("pli-idle").start(this::watchIdle);
  }

  @Override
  public Answer ask(Request request, Consumer<Progress> progress) {
    look();
    try {
      return switch (request) {
        case Request.Start start -> start(start);
        case Request.Status _ -> status();
        case Request.Lock _ -> lock();
        case Request.Stop _ -> stop();
        case Request.Id _,
            Request.Invite _,
            Request.Invitations _,
            Request.CancelInvitation _,
            Request.Accept _,
            Request.Contacts _,
            Request.ShowContact _,
            Request.RenameContact _,
            Request.SetContact _,
            Request.AcknowledgeDevice _,
            Request.RemoveContact _,
            Request.Verify _,
            Request.Send _,
            Request.Forward _,
            Request.CancelPli _,
            Request.Inbox _,
            Request.Read _,
            Request.Save _,
            Request.Receipt _,
            Request.CarryExport _,
            Request.CarryImport _,
            Request.Doctor _,
            Request.Journal _ ->
            answer(request, progress);
      };
    } catch (Node.EndedException e) {
      return ended();
    } catch (UncheckedIOException e) {
      return failed(e.getCause());
    } catch (IOException e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.failed(ErrorCode.IO_ERROR);
    }
  }

  /// What a person hears of it: a code and at most the name of a file, never an exception's text.
  private static Answer failed(@Nullable IOException failure) {
    return switch (failure) {
      case OpeningException e -> new Answer.Failed(e.problem());
      case UnsoundException _ -> Answer.failed(ErrorCode.VAULT_DAMAGED);
      case NoSpaceException _ -> Answer.failed(ErrorCode.NO_SPACE);
      case FileAlreadyExistsException e -> about(ErrorCode.FILE_EXISTS, e);
      case NoSuchFileException e -> about(ErrorCode.FILE_NOT_FOUND, e);
      case FileSystemException e -> about(ErrorCode.IO_ERROR, e);
      case IOException _ -> Answer.failed(ErrorCode.IO_ERROR);
      case null ->
          Answer.failed(ErrorCode.IO_ERROR); // It always has a cause; its type does not say so.
    };
  }

  private static Answer about(ErrorCode code, FileSystemException failure) {
    String file = failure.getFile();
    return file == null ? Answer.failed(code) : Answer.failed(code, file);
  }

  private Answer answer(Request request, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Optional<Opened> now = open();
    if (now.isEmpty()) {
      return Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
    }
    acted();
    Answer answer = now.get().office().ask(request, progress);
    acted();
    return answer;
  }

  /// What a request hears whose node has ended meanwhile: by a person's word, or by itself.
  private Answer ended() {
    synchronized (turn) {
      boolean isByItself = opened != null && !opened.node().isRunning();
      look();
      return Answer.failed(isByItself ? ErrorCode.IO_ERROR : ErrorCode.PASSPHRASE_REQUIRED);
    }
  }

  private void acted() {
    lastAct = clock.nanos();
  }

  /// The vault if a person may use it now.
  private Optional<Opened> open() {
    synchronized (turn) {
      return isClosed ? Optional.empty() : Optional.ofNullable(opened);
    }
  }

  private Optional<Opened> unlocked() {
    synchronized (turn) {
      return Optional.ofNullable(opened);
    }
  }

  private Answer start(Request.Start request) throws IOException {
    Optional<Problem> unfit = ListenAddresses.unfit(request.listen());
    if (unfit.isPresent()) {
      return new Answer.Failed(unfit.get());
    }
    synchronized (turn) {
      boolean started = opened == null;
      if (opened == null) {
        if (request.credentials().isEmpty()) {
          return Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
        }
        Optional<Problem> failed = unlock(request);
        if (failed.isPresent()) {
          return new Answer.Failed(failed.get());
        }
      } else if (request.credentials().isPresent()) {
        door.reopen(opened.store(), request.credentials().get());
        if (isClosed) {
          journal("opened", opened);
        }
        isClosed = false;
        choose(request, opened);
      } else if (isClosed) {
        return Answer.failed(ErrorCode.PASSPHRASE_REQUIRED);
      } else {
        choose(request, opened);
      }
      acted();
      return new Answer.Done(started(started, requireNonNull(opened)));
    }
  }

  /// Opens the vault and the network; a listener that cannot be bound leaves it locked.
  private Optional<Problem> unlock(Request.Start request) throws IOException {
    Store store = door.open(request.credentials().orElseThrow());
    Node node = null;
    try {
      // The book is read twice: once for the host key that the network needs.
      var first = new dev.pli.core.rules.Book();
      store.recall(first::apply);
      Settings settings =
          first.settings().with(request.listen(), request.idle(), request.lockAfter());
      Optional<Problem> unfit = ListenAddresses.unfit(settings.listen());
      if (unfit.isPresent()) {
        store.close();
        return unfit;
      }
      Transport transport = network.open(first.self().device().hostKey());
      node = new Node(store, transport, clock, random);
      listen(node, settings, !request.listen().isEmpty());
      Opened next =
          new Opened(store, node, new NodeOffice(node, door.vault(), clock, random), clock.now());
      opened = next;
      isClosed = false;
      node.tell(new Event.SettingsChosen(settings.at(port(transport))));
      journal("unlocked", next);
      lan(request, next);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      if (node != null) {
        node.close();
      }
      store.close();
      if (e instanceof java.net.BindException) {
        return Optional.of(
            Problem.of(ErrorCode.ADDRESS_IN_USE, String.join(" ", request.listen())));
      }
      throw e;
    }
  }

  /// What a person named must be free; the port of last time is only wished for.
  private static void listen(Node node, Settings settings, boolean isNamed) throws IOException {
    List<Multiaddr> wanted = ListenAddresses.of(settings.listen());
    try {
      node.start(wanted.stream().map(address -> address.atPort(settings.port())).toList());
    } catch (java.net.BindException taken) {
      boolean isFree = wanted.stream().allMatch(address -> address.port().orElse(0) == 0);
      if (isNamed && !isFree) {
        throw taken;
      }
      node.start(isFree ? wanted : ListenAddresses.of(List.of()));
    }
  }

  private static int port(Transport transport) {
    return transport.addresses().stream()
        .flatMap(address -> address.port().stream().boxed())
        .findFirst()
        .orElse(0);
  }

  private void choose(Request.Start request, Opened now) {
    Settings before = now.node().look(rules -> rules.book().settings());
    now.node()
        .tell(
            new Event.SettingsChosen(
                before.with(request.listen(), request.idle(), request.lockAfter())));
    lan(request, now);
  }

  private static void lan(Request.Start request, Opened now) {
    Transport transport = now.node().transport();
    if (request.lan().isPresent()) {
      boolean wanted = request.lan().get();
      Settings next = now.node().look(rules -> LanChoice.choose(rules, transport, wanted));
      now.node().tell(new Event.SettingsChosen(next));
    }
    now.node().speakOnTheLan();
  }

  private static void journal(String kind, Opened now) {
    now.node().tell(new Event.Acted(kind, Optional.empty(), ""));
  }

  private Result.Started started(boolean isNew, Opened now) {
    Door.History history = door.history();
    return new Result.Started(
        "open",
        isNew,
        ProcessHandle.current().pid(),
        socket,
        listening(now),
        now.node().look(rules -> rules.book().self().peer().text()),
        now.since(),
        history.lastUnlock(),
        history.failures());
  }

  private static List<String> listening(Opened now) {
    return now.node().transport().addresses().stream().map(Multiaddr::toString).toList();
  }

  private Answer status() {
    Optional<Opened> now = unlocked();
    boolean isOpen = open().isPresent();
    String state = now.isEmpty() ? "locked" : isOpen ? "open" : "closed";
    return new Answer.Done(
        new Result.Status(
            state,
            door.vault(),
            Version.TEXT,
            Optional.of(ProcessHandle.current().pid()),
            now.map(Opened::since),
            now.map(Keeper::listening).orElse(List.of()),
            now.map(
                open -> open.node().look(rules -> LanChoice.isOn(rules, open.node().transport()))),
            isOpen ? now.map(this::openStatus) : Optional.empty()));
  }

  private Result.OpenStatus openStatus(Opened now) {
    Door.History history = door.history();
    int unread = now.store().unread();
    return now.node()
        .look(rules ->
            new Result.OpenStatus(
                rules.book().self().fingerprint().text(),
                rules.views().contacts().size(),
                rules.views().queued(),
                unread,
                history.lastUnlock(),
                history.failures().size(),
                Optional.empty()));
  }

  private Answer lock() throws IOException {
    synchronized (turn) {
      lockNow("locked");
      return new Answer.Done(new Result.Locked("locked"));
    }
  }

  private Answer stop() throws IOException, InterruptedException {
    synchronized (turn) {
      ended = true;
      lockNow("stopped");
    }
    followers.awaitEnd();
    return new Answer.Done(new Result.Stopped("stopped", true));
  }

  /// Ends every link, moves what was committed into the database, wipes every key.
  private void lockNow(String why) throws IOException {
    Opened now = opened;
    if (now != null) {
      try {
        journal(why, now);
        now.node().look(_ -> true); // The entry is saved.
      } catch (Node.EndedException e) {
        log(System.Logger.Level.WARNING, "the node had ended before");
      } finally {
        drop(now);
      }
    }
  }

  /// Whatever fails, nothing is served from here on and no key stays.
  private void drop(Opened now) throws IOException {
    opened = null;
    isClosed = false;
    now.node().bulletin().wake();
    try {
      now.node().close();
    } finally {
      now.store().close();
    }
  }

  private static void log(System.Logger.Level level, String what) {
    System.getLogger("pli").log(level, what);
  }

  /// Closes after some minutes without an act, locks after some hours.
  private void watchIdle() {
    try {
      while (!ended) {
        Thread.sleep(look());
        giveBack();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void giveBack() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() > GROWN_HEAP_BYTES) {
      Argon2.giveBack();
    }
  }

  /// Does what is due, and says when to look again. A vault that cannot be looked after is locked.
  Duration look() {
    synchronized (turn) {
      boolean hasSlept = hasSlept();
      Opened now = opened;
      if (now == null) {
        return LONGEST_REST;
      }
      try {
        if (hasSlept) {
          lockNow("locked_after_sleep");
          return LONGEST_REST;
        }
        return look(now);
      } catch (IOException | RuntimeException e) {
        if (!Thread.currentThread().isInterrupted()) { // Else it is the caller that goes.
          log(System.Logger.Level.ERROR, "locked: " + e.getClass().getSimpleName());
          dropAnyway();
        }
        return LONGEST_REST;
      }
    }
  }

  private boolean hasSlept() {
    Instant wall = clock.now();
    long nanos = clock.nanos();
    Duration step = Duration.between(lastWall, wall).minusNanos(nanos - lastNanos);
    lastWall = wall;
    lastNanos = nanos;
    return step.compareTo(LONGEST_STEP) > 0;
  }

  private void dropAnyway() {
    Opened now = opened;
    if (now != null) {
      try {
        drop(now);
      } catch (IOException | RuntimeException e) {
        log(System.Logger.Level.ERROR, "not locked cleanly: " + e.getClass().getSimpleName());
      }
    }
  }

  private Duration look(Opened now) throws IOException {
    Settings settings = now.node().look(rules -> rules.book().settings());
    long idle = clock.nanos() - lastAct;
    if (idle >= settings.lockAfter().toNanos()) {
      lockNow("locked_after_rest");
    } else if (!isClosed && idle >= settings.idle().toNanos()) {
      journal("closed", now);
      isClosed = true;
      now.node().bulletin().wake();
      now.store().closeToReaders();
    }
    Duration next = isClosed ? settings.lockAfter() : settings.idle();
    Duration left = next.minusNanos(idle);
    return left.compareTo(LONGEST_REST) < 0 ? left.plusMillis(1).abs() : LONGEST_REST;
  }

  @Override
  public void follow(long cursor, NoticeListener listener) {
    open()
        .ifPresent(now ->
            followers.follow(
                now.node(), cursor, listener, () -> isOpen(now) ? "open" : state(now)));
  }

  /// Of a follower that began with `now`: a vault that was opened again since was locked between.
  private String state(Opened now) {
    synchronized (turn) {
      return ended ? "stopped" : now.equals(opened) && isClosed ? "closed" : "locked";
    }
  }

  private boolean isOpen(Opened now) {
    return !ended && open().filter(now::equals).isPresent();
  }

  /// Locks, and lets other programs open the vault.
  @Override
  public void close() {
    synchronized (turn) {
      ended = true;
      try (door) {
        lockNow("stopped");
      } catch (IOException e) {
        log(System.Logger.Level.ERROR, "the vault did not close cleanly");
      }
    }
    try {
      followers.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
