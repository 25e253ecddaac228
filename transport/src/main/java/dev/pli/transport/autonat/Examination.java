package dev.pli.transport.autonat;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.autonat.ReachabilityRule.T851_NOT_ENTITLED;
import static dev.pli.transport.autonat.ReachabilityRule.T852_NOT_PAID;
import static dev.pli.transport.autonat.ReachabilityRule.T855_ADDRESS;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The answering side of AutoNAT: one request on one stream. Does no I/O.
///
/// ```
///  AwaitingRequest -> [AwaitingData ->] Dialling -> Over
/// ```
///
/// Exactly one address is dialled. On the IP that the client is seen at, at once; on another, only
/// for 30 to 100 kB first, so that nobody can have us send more to a third party than he sends to
/// us. Times are on the caller's monotonic clock. Not thread-safe; what throws resets the stream.
/// Source: libp2p/specs `autonat-v2`; docs/spec/transport.md §10. Rules T851, T852, T854, T855.
public final class Examination {
  // Fixed by the specification.
  private static final int MIN_DIAL_DATA_BYTES = 30_000;
  private static final int MAX_DIAL_DATA_BYTES = 100_000;

  // Chosen by us.
  private static final long REQUEST_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long DATA_NANOS = Duration.ofSeconds(30).toNanos();

  /// The client forgets its nonce after 15.
  private static final long DIAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final Entitlement entitlement;
  private final Bytes observedIp;
  private final RandomGenerator random;
  private final MessageDecoder decoder = new MessageDecoder(AutonatMessage.MAX_BYTES);
  private final List<AutonatOutput> outputs = new ArrayList<>();
  private State state;

  /// Whether the peer may have a request answered now.
  public enum Entitlement {
    ENTITLED,
    /// Of a class that may never ask.
    NOT_ENTITLED,
    /// It has asked too often, or others have.
    LIMITED
  }

  sealed interface State {
    record AwaitingRequest(long deadlineNanos) implements State {}

    record AwaitingData(Chosen chosen, long missingBytes, long deadlineNanos) implements State {}

    record Dialling(Chosen chosen, long deadlineNanos) implements State {}

    record Over() implements State {}
  }

  /// The one address that is dialled, as it stands in the request.
  record Chosen(int place, Multiaddr address, Bytes ip, long nonce) {}

  /// What came of the dial.
  public enum DialResult {
    /// The client has heard its nonce.
    HEARD,
    /// A link came up, and the client did not take the nonce.
    NOT_HEARD,
    UNREACHABLE
  }

  /// `observedIp`: where the client's link comes from.
  public Examination(
      Entitlement entitlement, Bytes observedIp, RandomGenerator random, long nowNanos) {
    this.entitlement = entitlement;
    this.observedIp = observedIp;
    this.random = random;
    this.state = new State.AwaitingRequest(nowNanos + REQUEST_NANOS);
  }

  /// Takes all of `input`, which came on the stream of the request.
  public List<AutonatOutput> feed(ByteBuffer input, long nowNanos) throws RejectedException {
    for (Bytes message : decoder.feed(input)) {
      handle(AutonatMessage.parse(message), nowNanos);
    }
    return takeOutputs();
  }

  private void handle(AutonatMessage message, long nowNanos) throws RejectedException {
    switch (state) {
      case State.AwaitingRequest _ -> {
        if (!(message instanceof AutonatMessage.DialRequest request)) {
          throw new RejectedException(T006_FIELD);
        }
        consider(request, nowNanos);
      }
      case State.AwaitingData(var chosen, var missing, var deadline) -> {
        if (!(message instanceof AutonatMessage.DialDataResponse(var data))) {
          refuseUnpaid();
          return;
        }
        long left = missing - data.length();
        if (left <= 0) {
          dial(chosen, nowNanos);
        } else {
          state = new State.AwaitingData(chosen, left, deadline);
        }
      }
      case State.Dialling _, State.Over _ -> {} // Dial data beyond what was asked, on its way.
    }
  }

  private void consider(AutonatMessage.DialRequest request, long nowNanos) {
    try {
      requireEntitled(entitlement);
      if (entitlement == Entitlement.LIMITED) {
        refuse(AutonatMessage.Status.REJECTED);
        return;
      }
      Chosen chosen = choose(request);
      if (chosen.ip().equals(observedIp)) {
        dial(chosen, nowNanos);
      } else {
        long price =
            (long) MIN_DIAL_DATA_BYTES
                + random.nextInt(MAX_DIAL_DATA_BYTES - MIN_DIAL_DATA_BYTES + 1);
        send(new AutonatMessage.DialDataRequest(chosen.place(), price));
        state = new State.AwaitingData(chosen, price, nowNanos + DATA_NANOS);
      }
    } catch (RejectedException e) {
      refuse(
          e.rule() == T851_NOT_ENTITLED
              ? AutonatMessage.Status.REJECTED
              : AutonatMessage.Status.DIAL_REFUSED);
    }
  }

  /// Rule T851.
  static void requireEntitled(Entitlement entitlement) throws RejectedException {
    require(entitlement != Entitlement.NOT_ENTITLED, T851_NOT_ENTITLED);
  }

  /// The first address that may be dialled. Rule T855 if there is none.
  static Chosen choose(AutonatMessage.DialRequest request) throws RejectedException {
    for (int place = 0; place < request.addresses().size(); place++) {
      try {
        Multiaddr address = Multiaddr.parse(request.addresses().get(place)).withoutPeer();
        if (address.dialled() instanceof Dialled(var host, _, _, var relay, _)
            && host instanceof Dialled.Host.Ip(var ip, var sort, _)
            && sort == AddressSort.PUBLIC
            && relay.isEmpty()) {
          return new Chosen(place, address, ip, request.nonce());
        }
      } catch (RejectedException e) {
        // Not an address that is ever dialled: the next one.
      }
    }
    throw new RejectedException(T855_ADDRESS);
  }

  private void dial(Chosen chosen, long nowNanos) {
    outputs.add(new AutonatOutput.DialBackTo(chosen.address(), new DialBack(chosen.nonce())));
    state = new State.Dialling(chosen, nowNanos + DIAL_NANOS);
  }

  private void refuse(AutonatMessage.Status status) {
    end(new AutonatMessage.DialResponse(status, 0, AutonatMessage.DialStatus.UNUSED));
  }

  private void send(AutonatMessage message) {
    outputs.add(new AutonatOutput.Send(MessageDecoder.encode(message.encode())));
  }

  private void end(AutonatMessage.DialResponse response) {
    send(response);
    outputs.add(new AutonatOutput.FinishStream());
    state = new State.Over();
  }

  /// What came of [AutonatOutput.DialBackTo].
  public List<AutonatOutput> dialled(DialResult result) {
    if (state instanceof State.Dialling(var chosen, _)) {
      AutonatMessage.DialStatus status =
          switch (result) {
            case HEARD -> AutonatMessage.DialStatus.OK;
            case NOT_HEARD -> AutonatMessage.DialStatus.DIAL_BACK_ERROR;
            case UNREACHABLE -> AutonatMessage.DialStatus.DIAL_ERROR;
          };
      end(new AutonatMessage.DialResponse(AutonatMessage.Status.OK, chosen.place(), status));
    }
    return takeOutputs();
  }

  /// The client has ended its direction. Rule T852, answered, if it owes dial data.
  public List<AutonatOutput> streamEnded() {
    refuseUnpaid();
    return takeOutputs();
  }

  private void refuseUnpaid() {
    try {
      requirePaid(state);
    } catch (RejectedException e) {
      refuse(AutonatMessage.Status.DIAL_REFUSED);
    }
  }

  /// Rule T852.
  static void requirePaid(State state) throws RejectedException {
    require(!(state instanceof State.AwaitingData), T852_NOT_PAID);
  }

  /// Looks at all deadlines. Rule T006 for a stream without a request.
  public List<AutonatOutput> tick(long nowNanos) throws RejectedException {
    switch (state) {
      case State.AwaitingRequest(var deadline) -> require(nowNanos < deadline, T006_FIELD);
      case State.AwaitingData(_, _, var deadline) when nowNanos >= deadline -> refuseUnpaid();
      case State.Dialling(_, var deadline) when nowNanos >= deadline ->
          dialled(DialResult.UNREACHABLE).forEach(outputs::add);
      case State.AwaitingData _, State.Dialling _, State.Over _ -> {}
    }
    return takeOutputs();
  }

  /// When [#tick] has something to do; [Long#MAX_VALUE] for never.
  public long alarmNanos() {
    return switch (state) {
      case State.AwaitingRequest(var deadline) -> deadline;
      case State.AwaitingData(_, _, var deadline) -> deadline;
      case State.Dialling(_, var deadline) -> deadline;
      case State.Over _ -> Long.MAX_VALUE;
    };
  }

  public boolean isOver() {
    return state instanceof State.Over;
  }

  private List<AutonatOutput> takeOutputs() {
    var taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }
}
