package dev.pli.transport.local;

import dev.pli.core.identity.Language;
import dev.pli.core.office.Office;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/// The vault's node as its local socket shows it: JSON-RPC 2.0 in front of an [Office], for the
/// processes of the same user. docs/spec/local.md.
///
/// Open it only while holding the lock of the vault: whatever lies at its path is then stale and is
/// removed. One virtual thread accepts, and each client has its own. Thread-safe.
public final class LocalServer implements AutoCloseable {
  /// A window, a terminal or two and the scripts of a practice; the next one waits for a seat, and
  /// is turned away if none gets free.
  static final int MAX_CLIENTS = 64;

  /// Clients that wait to be accepted: behind them the kernel refuses, and a virtual thread that
  /// connects does not wait.
  private static final int MAX_WAITING = 256;

  /// How long a client may leave a line unread before it is cut, which then comes back with its
  /// cursor; and how long one waits for a seat.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path path;
  private final ServerSocketChannel listener;
  private final UserPrincipal owner;
  private final Desk desk;
  private final Set<Caller> callers = ConcurrentHashMap.newKeySet();
  private final Semaphore seats = new Semaphore(MAX_CLIENTS);

  /// What every client is served from: the office, the language of those that name none, how long
  /// one may block a line or wait for a seat, and what to do once `stop` has been answered.
  record Desk(Office office, Language language, Duration patience, Runnable stopped) {}

  /// Listens at once. `stopped` runs after a client has asked to stop and has its answer, or once
  /// the socket lets nobody in any more.
  public static LocalServer open(
      SocketPlace place, Office office, Language language, Runnable stopped) throws IOException {
    return open(place, new Desk(office, language, PATIENCE, stopped));
  }

  static LocalServer open(SocketPlace place, Desk desk) throws IOException {
    Path path = place.prepare();
    Files.deleteIfExists(path);
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(path), MAX_WAITING);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    var server = new LocalServer(path, listener, place.owner(), desk);
    Thread.ofVirtual().name("local server").start(server::accept);
    return server;
  }

  private LocalServer(Path path, ServerSocketChannel listener, UserPrincipal owner, Desk desk) {
    this.path = path;
    this.listener = listener;
    this.owner = owner;
    this.desk = desk;
  }

  public Path path() {
    return path;
  }

  private void accept() {
    var entrance = new Entrance(listener::accept, Entrance.FIRST_PAUSE);
    try {
      while (true) {
        admit(entrance.next());
      }
    } catch (ClosedChannelException _) { // The server was closed.
    } catch (InterruptedException _) { // Nobody does; then nobody more is served.
      Thread.currentThread().interrupt();
    } catch (IOException e) { // Nobody can lock or stop this node any more: it ends.
      System.getLogger(LocalServer.class.getName())
          .log(System.Logger.Level.ERROR, "the local socket ended: " + e.getClass().getName());
      desk.stopped().run();
    }
  }

  private void admit(SocketChannel channel) throws InterruptedException {
    boolean isSeated = seats.tryAcquire(desk.patience().toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (isSeated && isOwner(channel)) {
        var caller = new Caller(channel, desk, this::leave);
        callers.add(caller);
        isSeated = false; // The caller's now.
        caller.start();
        if (!listener.isOpen()) { // Closed meanwhile: whoever cut the others did not see this one.
          caller.cut();
        }
      } else {
        channel.close();
      }
    } catch (IOException _) { // The client went while it was looked at: nobody to tell.
    } finally {
      if (isSeated) {
        seats.release();
      }
    }
  }

  private void leave(Caller caller) {
    if (callers.remove(caller)) { // It may end twice, and had one seat.
      seats.release();
    }
  }

  /// The folder is closed to others already; the kernel is asked as well, where it can answer.
  private boolean isOwner(SocketChannel channel) throws IOException {
    return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
        || channel
            .getOption(ExtendedSocketOptions.SO_PEERCRED)
            .user()
            .getName()
            .equals(owner.getName());
  }

  /// Cuts every client, then removes the socket.
  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
    callers.forEach(Caller::cut);
  }
}
