package dev.pli.transport;

import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Looks again and again whether this machine is elsewhere now: at once where the system says so,
/// every 2 seconds while somebody waits for a contact, every 10 seconds else. Thread-safe; what is
/// found is told on a thread of its own, which may wait. docs/spec/transport.md §14.
final class NetworkWatch implements AutoCloseable {
  // Fixed by the specification.
  private static final long CLOSELY_SECONDS = 2;
  private static final long ELSE_SECONDS = 10;

  private final BiConsumer<Whereabouts.Finding, OwnNetworks> hearer;
  private final Semaphore occasions = new Semaphore(0);
  private final Runnable signal = occasions::release;
  private final Thread thread;
  private volatile boolean closely;

  private NetworkWatch(BiConsumer<Whereabouts.Finding, OwnNetworks> hearer, OwnNetworks first) {
    this.hearer = hearer;
    this.thread = Thread.ofVirtual().name("networks").unstarted(() -> run(first));
  }

  static NetworkWatch start(
      OwnNetworks first, BiConsumer<Whereabouts.Finding, OwnNetworks> hearer) {
    var watch = new NetworkWatch(hearer, first);
    RouteMessages.hear(watch.signal);
    watch.thread.start();
    return watch;
  }

  void lookOut(boolean wanted) {
    closely = wanted;
    occasions.release();
  }

  private void run(OwnNetworks first) {
    var whereabouts =
        new Whereabouts(first, Networks.fingerprint(first), Instant.now(), System.nanoTime());
    try {
      while (true) {
        boolean isHurried =
            occasions.tryAcquire(closely ? CLOSELY_SECONDS : ELSE_SECONDS, TimeUnit.SECONDS);
        if (isHurried) {
          occasions.drainPermits(); // One look answers all that came before it.
        }
        look(whereabouts);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Whereabouts whereabouts) {
    OwnNetworks seen = Networks.look();
    Optional<Bytes> gateway = Networks.fingerprint(seen);
    Whereabouts.Finding finding = whereabouts.look(seen, gateway, Instant.now(), System.nanoTime());
    if (finding != Whereabouts.Finding.SAME) {
      hearer.accept(finding, seen);
    }
  }

  @Override
  public void close() {
    RouteMessages.forget(signal);
    thread.interrupt();
  }
}
