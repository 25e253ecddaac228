package dev.pli.transport.autonat;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.autonat.ReachabilityRule.T853_NONCE;
import static dev.pli.transport.autonat.ReachabilityRule.T854_DIAL_DATA;
import static dev.pli.transport.autonat.ReachabilityRule.T856_SAME_PORT;
import static dev.pli.transport.wire.WireRule.T006_FIELD;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.wire.MessageDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The asking side of AutoNAT: one question to one server, « which of these addresses reaches me?
/// ». Does no I/O.
///
/// ```
///  AwaitingAnswer -> Over        the dial-back, on another link, may come before or behind the answer
/// ```
///
/// An address is reachable when the server says so **and** its dial-back has come, with the nonce,
/// from a port that is not the one it listens on. Times are on the caller's monotonic clock. Not
/// thread-safe; what throws resets the stream it came on. Source: libp2p/specs `autonat-v2`;
/// docs/spec/transport.md §10. Rules T853, T854, T856.
public final class Inquiry {
  public static final String PROTOCOL = "/libp2p/autonat/2/dial-request";

  private static final long NONCE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int MAX_DIAL_DATA_BYTES = 100_000;

  private final PeerId server;
  private final List<Multiaddr> addresses;
  private final long nonce;
  private final long startNanos;
  private final MessageDecoder decoder = new MessageDecoder(AutonatMessage.MAX_BYTES);
  private final List<AutonatOutput> outputs = new ArrayList<>();
  private boolean hasPaid;
  private boolean isOver;

  /// The address that the server says it has reached, until the dial-back comes.
  private Optional<Multiaddr> claimed = Optional.empty();

  private OptionalLong dialledBackNanos = OptionalLong.empty();

  /// `nonce` is random, and never used twice.
  public Inquiry(PeerId server, List<Multiaddr> addresses, long nonce, long nowNanos) {
    if (addresses.isEmpty() || addresses.size() > AutonatMessage.MAX_ADDRESSES) {
      throw new IllegalArgumentException("expected 1 to 64 addresses");
    }
    this.server = server;
    this.addresses = List.copyOf(addresses);
    this.nonce = nonce;
    this.startNanos = nowNanos;
  }

  public PeerId server() {
    return server;
  }

  /// The question.
  public List<AutonatOutput> start() {
    send(new AutonatMessage.DialRequest(addresses.stream().map(Multiaddr::encode).toList(), nonce));
    return takeOutputs();
  }

  private void send(AutonatMessage message) {
    outputs.add(new AutonatOutput.Send(MessageDecoder.encode(message.encode())));
  }

  /// Takes all of `input`, which came on the stream of the question.
  public List<AutonatOutput> feed(ByteBuffer input) throws RejectedException {
    for (Bytes message : decoder.feed(input)) {
      if (!isOver) {
        handle(AutonatMessage.parse(message));
      }
    }
    return takeOutputs();
  }

  private void handle(AutonatMessage message) throws RejectedException {
    switch (message) {
      case AutonatMessage.DialDataRequest(var place, var bytes) -> {
        require(place < addresses.size(), T006_FIELD);
        require(!hasPaid && bytes <= MAX_DIAL_DATA_BYTES, T854_DIAL_DATA);
        hasPaid = true;
        pay((int) bytes);
      }
      case AutonatMessage.DialResponse(var status, var place, var dialStatus) -> {
        outputs.add(new AutonatOutput.FinishStream());
        if (status != AutonatMessage.Status.OK) {
          end(new AutonatOutput.Unanswered());
          return;
        }
        require(place < addresses.size(), T006_FIELD);
        if (dialStatus == AutonatMessage.DialStatus.OK) {
          claimed = Optional.of(addresses.get(place));
          confirm();
        } else {
          end(new AutonatOutput.Answered(addresses.get(place), false));
        }
      }
      case AutonatMessage.DialRequest _, AutonatMessage.DialDataResponse _ ->
          throw new RejectedException(T006_FIELD);
    }
  }

  private void pay(int bytes) {
    for (int left = bytes; left > 0; left -= AutonatMessage.MAX_DATA_BYTES) {
      var chunk = Bytes.zero(Math.min(left, AutonatMessage.MAX_DATA_BYTES));
      send(new AutonatMessage.DialDataResponse(chunk));
    }
  }

  /// Rule T853 for a peer who was asked nothing.
  public static void requireAsked(boolean isAsked) throws RejectedException {
    require(isAsked, T853_NONCE);
  }

  /// Somebody says a nonce on a link that he has dialled; `isListeningPort` tells whether it comes
  /// from the port where we know him to listen. To be answered with [DialBack#HEARD].
  public List<AutonatOutput> dialledBack(
      PeerId peer, DialBack dialBack, boolean isListeningPort, long nowNanos)
      throws RejectedException {
    require(peer.equals(server) && dialBack.nonce() == nonce, T853_NONCE);
    require(dialledBackNanos.isEmpty() && !isOver, T853_NONCE);
    require(nowNanos - startNanos <= NONCE_NANOS, T853_NONCE);
    require(!isListeningPort, T856_SAME_PORT);
    dialledBackNanos = OptionalLong.of(nowNanos);
    confirm();
    return takeOutputs();
  }

  private void confirm() {
    if (claimed.isPresent() && dialledBackNanos.isPresent()) {
      end(new AutonatOutput.Answered(claimed.get(), true));
    }
  }

  private void end(AutonatOutput answer) {
    isOver = true;
    outputs.add(answer);
  }

  /// The stream of the question is gone; a claim may still be proven by its dial-back.
  public List<AutonatOutput> streamEnded() {
    if (!isOver && claimed.isEmpty()) {
      end(new AutonatOutput.Unanswered());
    }
    return takeOutputs();
  }

  /// Gives up what was not proven in time: a claim without its dial-back proves nothing.
  public List<AutonatOutput> tick(long nowNanos) {
    if (!isOver && nowNanos - startNanos > NONCE_NANOS) {
      end(new AutonatOutput.Unanswered());
    }
    return takeOutputs();
  }

  public long alarmNanos() {
    return isOver ? Long.MAX_VALUE : startNanos + NONCE_NANOS + 1;
  }

  public boolean isOver() {
    return isOver;
  }

  private List<AutonatOutput> takeOutputs() {
    var taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }
}
