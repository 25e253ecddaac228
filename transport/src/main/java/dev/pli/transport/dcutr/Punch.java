package dev.pli.transport.dcutr;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.dcutr.PunchRule.T801_OUT_OF_PLACE;
import static dev.pli.transport.dcutr.PunchRule.T802_ORDER;
import static dev.pli.transport.dcutr.PunchRule.T803_LATE;
import static dev.pli.transport.dcutr.PunchRule.T804_SIZE;
import static dev.pli.transport.dcutr.PunchRule.T806_TOO_MANY;
import static dev.pli.transport.dcutr.PunchRule.T807_TOO_SLOW;
import static dev.pli.transport.dcutr.PunchRule.T808_OTHER_PEER;

import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One relayed link on its way to a direct one. Does no I/O: what to do comes out as [PunchOutput].
///
/// ```
///  B, the side that was dialled (RESPONDER on the relayed link)
///    Resting -> [AwaitingUpgrade ->] AwaitingStream -> AwaitingConnect -> AwaitingMoment -> AwaitingLink
///  A, the side that dialled (INITIATOR)
///    Resting ->                      AwaitingStream -> AwaitingConnect -> AwaitingSync   -> AwaitingLink
///  then Punched; or AwaitingStream, three times in all; then GivenUp
///
///  B  CONNECT ->              A    B takes the time
///     <- CONNECT                   from CONNECT to CONNECT: the round trip
///     SYNC ->                      A dials as SYNC comes, B after half a round trip:
///     == both dial at once ==      each packet finds the hole that the other's has made
/// ```
///
/// A round has a stream of its own. On the direct link A is initiator and client, whoever's packet
/// was first. Times are on the caller's monotonic clock, in nanoseconds. Not thread-safe. What
/// throws resets the round's stream and is to be followed by [#streamEnded]. Source: libp2p/specs
/// `relay/DCUtR`; docs/spec/transport.md §9. Rules T801 to T808.
public final class Punch {
  public static final String PROTOCOL = "/libp2p/dcutr";

  // Fixed by the specification.
  private static final int MAX_ROUNDS = 3;

  // Chosen by us.
  private static final long ROUND_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long UPGRADE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long MAX_ROUND_TRIP_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long MAX_SYNC_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int PROBE_BYTES = 64;
  private static final int PROBE_PAUSE_MILLIS = 10;
  private static final int MAX_PROBE_JITTER_MILLIS = 200;

  private final Role role;
  private final PeerId peer;
  private final RandomGenerator random;
  private final List<PunchOutput> outputs = new ArrayList<>();
  private List<Multiaddr> own;
  private int rounds;
  private MessageDecoder decoder = decoder();
  private State state = new State.Resting();

  /// What the punch waits for, or how it ended.
  sealed interface State {
    record Resting() implements State {}

    /// B: for a link over a public address of the peer.
    record AwaitingUpgrade(long deadlineNanos) implements State {}

    /// B: for the stream it asked for. A: for the next round's; none in time is the end.
    record AwaitingStream(long deadlineNanos) implements State {}

    /// B has sent its own at `sentNanos`.
    record AwaitingConnect(long sentNanos, long deadlineNanos) implements State {}

    record AwaitingSync(List<Multiaddr> addresses, long deadlineNanos) implements State {}

    /// B has sent SYNC, which is on its way.
    record AwaitingMoment(List<Multiaddr> addresses, long dueNanos) implements State {}

    /// `probes` were sent, the next is due at `probeNanos`.
    record AwaitingLink(List<Multiaddr> quic, int probes, long probeNanos, long deadlineNanos)
        implements State {}

    record Punched() implements State {}

    record GivenUp() implements State {}
  }

  /// For a relayed link to `peer` on which we have this role. `own`: where we may be dialled.
  public Punch(Role role, PeerId peer, List<Multiaddr> own, RandomGenerator random) {
    this.role = role;
    this.peer = peer;
    this.own = HolePunch.usable(own);
    this.random = random;
  }

  private static MessageDecoder decoder() {
    return new MessageDecoder(HolePunch.MAX_BYTES, T804_SIZE);
  }

  /// Whether the other side of a link may open a stream, where we have this role. Rule T801.
  public static void requireInPlace(boolean isRelayed, Role role) throws RejectedException {
    require(isRelayed && role == Role.INITIATOR, T801_OUT_OF_PLACE);
  }

  /// Whether the peer of a punched link is the one expected. Rule T808.
  public static void requirePeer(PeerId expected, PeerId proven) throws RejectedException {
    require(proven.equals(expected), T808_OTHER_PEER);
  }

  /// B's beginning: `addresses` are what A says of itself.
  public List<PunchOutput> start(List<Multiaddr> addresses, long nowNanos) {
    List<Multiaddr> usable = HolePunch.usable(addresses);
    if (role == Role.INITIATOR || !(state instanceof State.Resting)) {
      throw new IllegalStateException("the side that was dialled begins, once");
    }
    if (usable.isEmpty()) {
      nextRound(nowNanos);
    } else {
      state = new State.AwaitingUpgrade(nowNanos + UPGRADE_NANOS);
      outputs.add(new PunchOutput.DialPublic(usable));
    }
    return takeOutputs();
  }

  /// Where we may be dialled has become better known; from the next CONNECT on.
  public void learn(List<Multiaddr> addresses) {
    own = HolePunch.usable(addresses);
  }

  /// The dials of [PunchOutput.DialPublic] came to nothing.
  public List<PunchOutput> upgradeFailed(long nowNanos) {
    if (state instanceof State.AwaitingUpgrade) {
      nextRound(nowNanos);
    }
    return takeOutputs();
  }

  /// The round's stream stands: the one that B asked for, or one that B has opened. Rule T806 for a
  /// fourth round.
  public List<PunchOutput> streamOpened(long nowNanos) throws RejectedException {
    if (role == Role.RESPONDER && !(state instanceof State.AwaitingStream)) {
      return takeOutputs(); // Of a round that has been given up.
    }
    require(rounds < MAX_ROUNDS && !isOver(), T806_TOO_MANY);
    stopDialling();
    rounds++;
    decoder = decoder();
    if (role == Role.RESPONDER) {
      send(new HolePunch(HolePunch.Type.CONNECT, own));
      state = new State.AwaitingConnect(nowNanos, nowNanos + MAX_ROUND_TRIP_NANOS);
    } else {
      state = new State.AwaitingConnect(nowNanos, nowNanos + MAX_SYNC_NANOS);
    }
    return takeOutputs();
  }

  /// Takes all of `input`, which came on the round's stream.
  public List<PunchOutput> feed(ByteBuffer input, long nowNanos) throws RejectedException {
    for (Bytes message : decoder.feed(input)) {
      handle(HolePunch.parse(message), nowNanos);
    }
    return takeOutputs();
  }

  private void handle(HolePunch message, long nowNanos) throws RejectedException {
    boolean isConnect = message.type() == HolePunch.Type.CONNECT;
    switch (state) {
      case State.AwaitingConnect(var sentNanos, _) -> {
        require(isConnect, T802_ORDER);
        connected(message.addresses(), nowNanos - sentNanos, nowNanos);
      }
      case State.AwaitingSync(var addresses, _) -> {
        require(!isConnect, T802_ORDER);
        outputs.add(new PunchOutput.FinishStream());
        dial(addresses, nowNanos);
      }
      case State.AwaitingLink _ -> throw new RejectedException(isConnect ? T803_LATE : T802_ORDER);
      case State.Resting _,
          State.AwaitingUpgrade _,
          State.AwaitingStream _,
          State.AwaitingMoment _,
          State.Punched _,
          State.GivenUp _ ->
          throw new RejectedException(T803_LATE);
    }
  }

  private void connected(List<Multiaddr> addresses, long tookNanos, long nowNanos)
      throws RejectedException {
    if (role == Role.INITIATOR) {
      send(new HolePunch(HolePunch.Type.CONNECT, own));
      outputs.add(new PunchOutput.Expect(addresses));
      state = new State.AwaitingSync(addresses, nowNanos + MAX_SYNC_NANOS);
      return;
    }
    require(tookNanos <= MAX_ROUND_TRIP_NANOS, T807_TOO_SLOW);
    send(new HolePunch(HolePunch.Type.SYNC, List.of()));
    outputs.add(new PunchOutput.FinishStream());
    state = new State.AwaitingMoment(addresses, nowNanos + tookNanos / 2);
  }

  private void send(HolePunch message) {
    outputs.add(new PunchOutput.Send(MessageDecoder.encode(message.encode())));
  }

  /// TCP both ways; over QUIC A is the client, and B makes the hole that A's packets come through.
  private void dial(List<Multiaddr> addresses, long nowNanos) {
    List<Multiaddr> quic = role == Role.RESPONDER ? quic(addresses) : List.of();
    List<Multiaddr> dialled = addresses.stream().filter(a -> !quic.contains(a)).toList();
    if (!dialled.isEmpty()) {
      outputs.add(new PunchOutput.Dial(dialled));
    }
    long probeNanos = quic.isEmpty() ? Long.MAX_VALUE : nowNanos;
    state = new State.AwaitingLink(quic, 0, probeNanos, nowNanos + ROUND_NANOS);
    probeIfDue(nowNanos);
  }

  private static List<Multiaddr> quic(List<Multiaddr> addresses) {
    return addresses.stream().filter(Punch::isQuic).toList();
  }

  private static boolean isQuic(Multiaddr address) {
    try {
      return address.dialled().carrier() == Dialled.Carrier.QUIC;
    } catch (RejectedException e) {
      return false;
    }
  }

  private void probeIfDue(long nowNanos) {
    if (!(state instanceof State.AwaitingLink(var quic, var probes, var due, var deadline))
        || nowNanos < due) {
      return;
    }
    var bytes = new byte[PROBE_BYTES];
    random.nextBytes(bytes);
    bytes[0] &= (byte) ~0x40; // Without QUIC's fixed bit: no endpoint takes it for a packet.
    outputs.add(new PunchOutput.Probe(quic, Bytes.copyOf(bytes)));
    int sent = probes + 1;
    int jitter = Math.min(10 * sent * sent, MAX_PROBE_JITTER_MILLIS);
    Duration pause = Duration.ofMillis(PROBE_PAUSE_MILLIS + random.nextInt(jitter + 1));
    state = new State.AwaitingLink(quic, sent, nowNanos + pause.toNanos(), deadline);
  }

  /// The round's stream is gone, by either side. What both know already is gone through with.
  public List<PunchOutput> streamEnded(long nowNanos) {
    switch (state) {
      case State.AwaitingConnect _, State.AwaitingSync _ -> roundFailed(nowNanos);
      case State.AwaitingStream _ -> {
        if (role == Role.RESPONDER) {
          giveUp(); // The peer does not speak it.
        }
      }
      case State.Resting _,
          State.AwaitingUpgrade _,
          State.AwaitingMoment _,
          State.AwaitingLink _,
          State.Punched _,
          State.GivenUp _ -> {}
    }
    return takeOutputs();
  }

  /// Looks at all deadlines. Rule T807 for a peer that lets us wait on the round's stream.
  public List<PunchOutput> tick(long nowNanos) throws RejectedException {
    switch (state) {
      case State.AwaitingUpgrade(var deadline) when nowNanos >= deadline -> nextRound(nowNanos);
      case State.AwaitingStream(var deadline) when nowNanos >= deadline -> giveUp();
      case State.AwaitingConnect(_, var deadline) -> require(nowNanos < deadline, T807_TOO_SLOW);
      case State.AwaitingSync(_, var deadline) -> require(nowNanos < deadline, T807_TOO_SLOW);
      case State.AwaitingMoment(var addresses, var due) when nowNanos >= due ->
          dial(addresses, nowNanos);
      case State.AwaitingLink(_, _, _, var deadline) when nowNanos >= deadline ->
          roundFailed(nowNanos);
      case State.AwaitingLink _ -> probeIfDue(nowNanos);
      case State.Resting _,
          State.AwaitingUpgrade _,
          State.AwaitingStream _,
          State.AwaitingMoment _,
          State.Punched _,
          State.GivenUp _ -> {}
    }
    return takeOutputs();
  }

  private void stopDialling() {
    if (state instanceof State.AwaitingLink || state instanceof State.AwaitingSync) {
      outputs.add(new PunchOutput.StopDialling());
    }
  }

  private void roundFailed(long nowNanos) {
    stopDialling();
    if (rounds >= MAX_ROUNDS) {
      giveUp();
    } else {
      nextRound(nowNanos);
    }
  }

  private void nextRound(long nowNanos) {
    state = new State.AwaitingStream(nowNanos + MAX_SYNC_NANOS);
    if (role == Role.RESPONDER) {
      outputs.add(new PunchOutput.OpenStream());
    }
  }

  private void giveUp() {
    state = new State.GivenUp();
    outputs.add(new PunchOutput.GaveUp());
  }

  /// A direct link to `proven` is up. Rule T808 closes it, and moves nothing here.
  public List<PunchOutput> linked(PeerId proven) throws RejectedException {
    requirePeer(peer, proven);
    if (!isOver()) {
      stopDialling();
      state = new State.Punched();
    }
    return takeOutputs();
  }

  /// Whether nothing more comes of it.
  public boolean isOver() {
    return state instanceof State.Punched || state instanceof State.GivenUp;
  }

  public boolean isPunched() {
    return state instanceof State.Punched;
  }

  /// When [#tick] has something to do; [Long#MAX_VALUE] for never.
  public long alarmNanos() {
    return switch (state) {
      case State.AwaitingUpgrade(var deadline) -> deadline;
      case State.AwaitingStream(var deadline) -> deadline;
      case State.AwaitingConnect(_, var deadline) -> deadline;
      case State.AwaitingSync(_, var deadline) -> deadline;
      case State.AwaitingMoment(_, var due) -> due;
      case State.AwaitingLink(_, _, var probe, var deadline) -> Math.min(probe, deadline);
      case State.Resting _, State.Punched _, State.GivenUp _ -> Long.MAX_VALUE;
    };
  }

  private List<PunchOutput> takeOutputs() {
    var taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }
}
