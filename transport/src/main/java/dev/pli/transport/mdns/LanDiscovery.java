package dev.pli.transport.mdns;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Says on the local network that this device is there, and hears who else is, until it is closed.
///
/// One virtual thread a socket reads, one asks: at the start and every 10 seconds for a minute,
/// then every minute.
public final class LanDiscovery implements AutoCloseable {
  // Chosen by us.
  private static final Duration EARLY = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final int EARLY_QUESTIONS = 6;

  /// One answer serves all who ask at the same time.
  private static final long ANSWER_NANOS = 1_000_000_000L;

  private final LanTable table;
  private final Surroundings surroundings;
  private final List<LanSocket> sockets = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong answered = new AtomicLong(System.nanoTime() - ANSWER_NANOS);

  /// What the discovery needs to know, and whom it tells.
  ///
  /// @param addresses own ones, of any sort
  /// @param isOnLink whether an IP address lies in an own prefix
  /// @param isKnown which peers may be found
  /// @param found who was found, and where; may wait
  public record Surroundings(
      Supplier<List<Multiaddr>> addresses,
      Predicate<Bytes> isOnLink,
      Predicate<PeerId> isKnown,
      BiConsumer<PeerId, List<Multiaddr>> found) {}

  private LanDiscovery(PeerId own, RandomGenerator random, Surroundings surroundings) {
    this.table = new LanTable(own, random, surroundings.isKnown());
    this.surroundings = surroundings;
  }

  /// Begins to speak and listen, on each IP version that this machine has.
  public static LanDiscovery start(PeerId own, RandomGenerator random, Surroundings surroundings)
      throws IOException {
    var discovery = new LanDiscovery(own, random, surroundings);
    discovery.sockets.add(LanSocket.open4());
    try {
      discovery.sockets.add(LanSocket.open6());
    } catch (IOException | UnsupportedOperationException e) {
      // A machine without IPv6 is found by IPv4.
    }
    discovery.sockets.forEach(socket -> discovery.run("lan-reader", () -> discovery.read(socket)));
    discovery.run("lan-asker", discovery::ask);
    return discovery;
  }

  private void run(String name, Runnable task) {
    threads.add(Thread.ofVirtual().name(name).start(task));
  }

  private void read(LanSocket socket) {
    var packet = ByteBuffer.allocate(MdnsMessage.MAX_BYTES + 1);
    while (true) {
      try {
        var sender = socket.receive(packet.clear());
        Bytes source = Bytes.copyOf(sender.getAddress().getAddress());
        hear(Bytes.copyOf(packet.flip()), source);
      } catch (RejectedException e) {
        // Dropped: everybody on the network may send anything.
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void hear(Bytes packet, Bytes source) throws RejectedException {
    LanTable.Heard heard;
    synchronized (table) {
      heard = table.hear(packet, source, surroundings.isOnLink(), System.nanoTime());
    }
    switch (heard) {
      case LanTable.Heard.Asked() -> answer();
      case LanTable.Heard.News(var found) ->
          surroundings.found().accept(found.peer(), found.addresses());
      case LanTable.Heard.Nothing() -> {}
    }
  }

  private void answer() {
    long now = System.nanoTime();
    long last = answered.get();
    if (now - last >= ANSWER_NANOS && answered.compareAndSet(last, now)) {
      send(table.announcement(ownHere(), false));
    }
  }

  /// Own addresses that somebody on this network can use.
  private List<Multiaddr> ownHere() {
    return surroundings.addresses().get().stream()
        .filter(address -> !isLoopback(address.components().getFirst().value()))
        .toList();
  }

  private static boolean isLoopback(Bytes ip) {
    return ip.at(0) == 127 || ip.length() == 16 && ip.slice(0, 15).isZero();
  }

  private void ask() {
    try {
      for (int i = 0; true; i++) {
        send(table.question());
        Thread.sleep(i < EARLY_QUESTIONS ? EARLY : LATER);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void send(Bytes packet) {
    sockets.forEach(socket -> socket.send(packet));
  }

  /// Says goodbye and falls silent.
  @Override
  public void close() {
    send(table.announcement(ownHere(), true));
    threads.forEach(Thread::interrupt);
    for (LanSocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is silent all the same.
      }
    }
  }
}
