package dev.pli.transport;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.Protocol;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.TcpEdge;
import dev.pli.transport.netty.TcpLink;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds a way to a peer: resolves names, drops addresses that must not be dialled, and races the
/// others. The first that proves the peer wins; the rest are closed.
///
/// Event loop only, but for [#candidates], which may wait for a resolver and so has a virtual
/// thread.
final class Dialler {
  // Chosen by us.
  private static final int MAX_ADDRESSES = 16;

  /// Attempts to all peers together.
  private static final int MAX_RUNNING = 16;

  private static final int MAX_REMEMBERED = 1_024;
  private static final Duration RETRY = Duration.ofMillis(250);

  private final Loop loop;
  private final TcpEdge edge;
  private final Map<PeerId, Dial> dials = new HashMap<>();
  private final Map<PeerId, InetSocketAddress> lastGood = new LinkedHashMap<>();
  private int running;

  Dialler(Loop loop, TcpEdge edge) {
    this.loop = loop;
    this.edge = edge;
  }

  /// What comes of a dial, exactly once. On the loop.
  interface Result {
    void opened(TcpLink link);

    void failed(String reason);
  }

  /// Addresses as sockets have them, in the two steps of a [Race].
  record Candidates(List<InetSocketAddress> local, List<InetSocketAddress> direct) {}

  /// What may be dialled of `addresses`, for `peer`, from these networks. Waits for names.
  static Candidates candidates(
      PeerId peer,
      List<Multiaddr> addresses,
      OwnNetworks networks,
      Function<String, List<Bytes>> names) {
    Set<InetSocketAddress> local = new LinkedHashSet<>();
    Set<InetSocketAddress> direct = new LinkedHashSet<>();
    for (Multiaddr address : addresses.stream().limit(MAX_ADDRESSES).toList()) {
      try {
        Dialled dialled = address.dialled();
        if (dialled.target().filter(target -> !target.equals(peer)).isPresent()) {
          continue; // T110: somebody else's.
        }
        if (dialled.carrier() != Dialled.Carrier.TCP || dialled.relay().isPresent()) {
          continue; // No carrier of ours yet.
        }
        for (Bytes ip : hosts(dialled.host(), names)) {
          place(ip, dialled, networks, local, direct);
        }
      } catch (RejectedException _) { // This address is dropped; the others stand.
      }
    }
    return new Candidates(List.copyOf(local), alternating(direct));
  }

  private static List<Bytes> hosts(Dialled.Host host, Function<String, List<Bytes>> names) {
    return switch (host) {
      case Dialled.Host.Ip(var ip, _, _) -> List.of(ip);
      case Dialled.Host.Name(var name, var family) ->
          names.apply(name).stream()
              .filter(ip -> isOf(family, ip))
              .filter(Dialler::isGiven)
              .toList();
    };
  }

  private static boolean isOf(Protocol family, Bytes ip) {
    return family == Protocol.DNS || (family == Protocol.DNS4) == (ip.length() == 4);
  }

  /// T114: what a name may stand for. A person who means the loopback or the link types it.
  private static boolean isGiven(Bytes ip) {
    try {
      AddressSort sort = AddressSort.of(ip);
      return sort == AddressSort.PUBLIC || sort == AddressSort.PRIVATE;
    } catch (RejectedException e) {
      return false;
    }
  }

  private static void place(
      Bytes ip,
      Dialled dialled,
      OwnNetworks networks,
      Set<InetSocketAddress> local,
      Set<InetSocketAddress> direct)
      throws RejectedException {
    Optional<InetAddress> host = inet(ip, dialled.host());
    if (host.isEmpty()) {
      return;
    }
    var socket = new InetSocketAddress(host.get(), dialled.port());
    switch (AddressSort.of(ip)) {
      case LOOPBACK, LINK_LOCAL -> local.add(socket);
      case PRIVATE -> {
        if (networks.hold(ip)) {
          local.add(socket); // T113: elsewhere it is some stranger's machine.
        }
      }
      case PUBLIC -> (networks.hold(ip) ? local : direct).add(socket);
    }
  }

  /// Empty for a link-local address on an interface that this machine has not.
  private static Optional<InetAddress> inet(Bytes ip, Dialled.Host host) {
    try {
      InetAddress plain = InetAddress.getByAddress(ip.toArray());
      if (host instanceof Dialled.Host.Ip(_, _, var zone) && zone.isPresent()) {
        // A numeric address: nobody is asked.
        return Optional.of(InetAddress.getByName(plain.getHostAddress() + "%" + zone.get()));
      }
      return Optional.of(plain);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /// Version 6 and 4 in turn, as RFC 8305 has it.
  private static List<InetSocketAddress> alternating(Set<InetSocketAddress> addresses) {
    var four = new ArrayList<InetSocketAddress>();
    var six = new ArrayList<InetSocketAddress>();
    addresses.forEach(a -> (a.getAddress() instanceof Inet4Address ? four : six).add(a));
    var mixed = new ArrayList<InetSocketAddress>();
    for (int i = 0; i < Math.max(four.size(), six.size()); i++) {
      six.stream().skip(i).findFirst().ifPresent(mixed::add);
      four.stream().skip(i).findFirst().ifPresent(mixed::add);
    }
    return mixed;
  }

  boolean isDialling(PeerId peer) {
    return dials.containsKey(peer);
  }

  void dial(PeerId peer, Candidates candidates, Result result) {
    var dial = new Dial(peer, ordered(peer, candidates), result);
    dials.put(peer, dial);
    loop.schedule(() -> dial.end("timeout"), Race.WHOLE);
    dial.advance();
  }

  /// The address that worked last goes first in its step.
  private Candidates ordered(PeerId peer, Candidates candidates) {
    InetSocketAddress good = lastGood.get(peer);
    if (good == null) {
      return candidates;
    }
    Comparator<InetSocketAddress> first = Comparator.comparingInt(a -> a.equals(good) ? 0 : 1);
    return new Candidates(
        candidates.local().stream().sorted(first).toList(),
        candidates.direct().stream().sorted(first).toList());
  }

  /// Gives all dials up, without a word.
  void close() {
    List.copyOf(dials.values()).forEach(Dial::abandon);
  }

  private void remember(PeerId peer, InetSocketAddress address) {
    lastGood.remove(peer);
    lastGood.put(peer, address);
    if (lastGood.size() > MAX_REMEMBERED) {
      lastGood.remove(lastGood.keySet().iterator().next());
    }
  }

  /// One dial under way.
  private final class Dial {
    private final PeerId peer;
    private final Race<InetSocketAddress> race;
    private final Result result;
    private final Map<InetSocketAddress, TcpEdge.Attempt> attempts = new HashMap<>();
    private String lastReason = "no_address";
    private boolean isOver;

    Dial(PeerId peer, Candidates candidates, Result result) {
      this.peer = peer;
      this.race = new Race<>(candidates.local(), candidates.direct(), loop.nanos());
      this.result = result;
    }

    void advance() {
      if (isOver) {
        return;
      }
      while (running < MAX_RUNNING) {
        var address = race.next(loop.nanos());
        if (address.isEmpty()) {
          break;
        }
        begin(address.get());
      }
      if (race.isLost()) {
        end(lastReason);
      } else {
        Duration pause = race.pause(loop.nanos());
        loop.schedule(this::advance, pause.isZero() ? RETRY : pause);
      }
    }

    private void begin(InetSocketAddress address) {
      running++;
      attempts.put(
          address, edge.connect(address, peer, TcpEdge.From.ANY_PORT, new Trying(address)));
    }

    void end(String reason) {
      if (!isOver) {
        abandon();
        result.failed(reason);
      }
    }

    void abandon() {
      isOver = true;
      dials.remove(peer);
      List.copyOf(attempts.values()).forEach(TcpEdge.Attempt::cancel);
    }

    /// One attempt of this dial.
    private final class Trying implements TcpEdge.Result {
      private final InetSocketAddress address;
      private boolean isDone;

      Trying(InetSocketAddress address) {
        this.address = address;
      }

      @Override
      public void opened(TcpLink link) {
        done();
        if (isOver) {
          link.close("lost_race");
          return;
        }
        remember(peer, address);
        abandon();
        result.opened(link);
      }

      @Override
      public void failed(String reason) {
        if (!done()) {
          return;
        }
        lastReason = reason;
        race.failed(address);
        advance();
      }

      private boolean done() {
        boolean isFirst = !isDone;
        running -= isFirst ? 1 : 0;
        isDone = true;
        attempts.remove(address);
        return isFirst;
      }
    }
  }
}
