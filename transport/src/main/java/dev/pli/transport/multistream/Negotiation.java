package dev.pli.transport.multistream;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.multistream.MultistreamRule.T201_HEADER;
import static dev.pli.transport.multistream.MultistreamRule.T204_SECOND_HEADER;
import static dev.pli.transport.multistream.MultistreamRule.T205_ANSWER;
import static dev.pli.transport.multistream.MultistreamRule.T206_TOO_MUCH;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;

/// One stream agreeing on its protocol. The side that opens proposes exactly one; the other
/// answers.
///
/// ```
///  opening side    AwaitingHeader -> AwaitingAnswer -> Agreed | Refused
///  answering side  AwaitingHeader -> AwaitingProposal -> Agreed
///                                        ^ na |
/// ```
///
/// The opening side sends header and proposal before it has read anything, and may append its first
/// data. Not thread-safe; after it has thrown, drop it and the stream. Source: multistream-select
/// 1.0; docs/spec/transport.md §3. Rules T201 to T206.
public final class Negotiation {
  private static final String HEADER = "/multistream/1.0.0";
  private static final String NOT_AVAILABLE = "na";

  /// More than any libp2p implementation knows for one purpose.
  private static final int MAX_PROPOSALS = 16;

  private final LineDecoder lines = new LineDecoder();
  private State state;

  /// What the negotiation waits for, or how it ended.
  sealed interface State {
    /// The remote header; `then` is what follows it.
    record AwaitingHeader(State then) implements State {}

    record AwaitingAnswer(String proposal) implements State {}

    record AwaitingProposal(Predicate<String> supported, int refused) implements State {}

    record Agreed(String protocol) implements State {}

    record Refused() implements State {}
  }

  /// What is known after some input: an answer to send, and whether it is over.
  public record Progress(Bytes answer, Outcome outcome) {}

  /// How far it is.
  public sealed interface Outcome {
    record Waiting() implements Outcome {}

    record Agreed(String protocol) implements Outcome {}

    record Refused() implements Outcome {}
  }

  private Negotiation(State state) {
    this.state = state;
  }

  /// The opening side; it has sent [#opening] for the same protocol.
  public static Negotiation propose(String protocol) {
    return new Negotiation(new State.AwaitingHeader(new State.AwaitingAnswer(protocol)));
  }

  /// The answering side.
  public static Negotiation answer(Predicate<String> supported) {
    return new Negotiation(new State.AwaitingHeader(new State.AwaitingProposal(supported, 0)));
  }

  /// Header and proposal, in one flight.
  public static Bytes opening(String protocol) {
    return Bytes.concat(LineDecoder.encode(HEADER), LineDecoder.encode(protocol));
  }

  /// Takes from `input` what belongs to the negotiation; what is left belongs to the protocol
  /// agreed.
  public Progress feed(ByteBuffer input) throws RejectedException {
    Bytes answer = Bytes.EMPTY;
    while (!isOver()) {
      Optional<String> line = lines.next(input);
      if (line.isEmpty()) {
        break;
      }
      answer = Bytes.concat(answer, handle(line.get()));
    }
    return new Progress(answer, outcome());
  }

  private boolean isOver() {
    return state instanceof State.Agreed || state instanceof State.Refused;
  }

  private Outcome outcome() {
    return switch (state) {
      case State.Agreed(var protocol) -> new Outcome.Agreed(protocol);
      case State.Refused() -> new Outcome.Refused();
      case State.AwaitingHeader _, State.AwaitingAnswer _, State.AwaitingProposal _ ->
          new Outcome.Waiting();
    };
  }

  /// Moves by one line; returns what to send.
  private Bytes handle(String line) throws RejectedException {
    return switch (state) {
      case State.AwaitingHeader(var then) -> header(line, then);
      case State.AwaitingAnswer(var proposal) -> decide(line, proposal);
      case State.AwaitingProposal awaiting -> consider(line, awaiting);
      case State.Agreed _, State.Refused _ -> throw new IllegalStateException("it is over");
    };
  }

  private Bytes header(String line, State then) throws RejectedException {
    require(line.equals(HEADER), T201_HEADER);
    state = then;
    return then instanceof State.AwaitingProposal ? LineDecoder.encode(HEADER) : Bytes.EMPTY;
  }

  private Bytes decide(String line, String proposal) throws RejectedException {
    require(!line.equals(HEADER), T204_SECOND_HEADER);
    require(line.equals(proposal) || line.equals(NOT_AVAILABLE), T205_ANSWER);
    state = line.equals(proposal) ? new State.Agreed(proposal) : new State.Refused();
    return Bytes.EMPTY;
  }

  private Bytes consider(String line, State.AwaitingProposal awaiting) throws RejectedException {
    require(!line.equals(HEADER), T204_SECOND_HEADER);
    if (awaiting.supported().test(line)) {
      state = new State.Agreed(line);
      return LineDecoder.encode(line);
    }
    int refused = awaiting.refused() + 1;
    require(refused < MAX_PROPOSALS, T206_TOO_MUCH);
    state = new State.AwaitingProposal(awaiting.supported(), refused);
    return LineDecoder.encode(NOT_AVAILABLE);
  }
}
