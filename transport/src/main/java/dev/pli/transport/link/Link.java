package dev.pli.transport.link;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.identify.IdentifyRule.T501_IDENTIFY_SIZE;
import static dev.pli.transport.identify.IdentifyRule.T505_PUSH_RATE;
import static dev.pli.transport.identify.IdentifyRule.T506_NO_ANSWER;
import static dev.pli.transport.identify.IdentifyRule.T507_PING_STREAMS;
import static dev.pli.transport.identify.IdentifyRule.T508_PING;
import static dev.pli.transport.multistream.MultistreamRule.T206_TOO_MUCH;
import static dev.pli.transport.noise.ChannelRule.T315_STRANGER;
import static dev.pli.transport.yamux.YamuxRule.T411_STREAMS;
import static java.util.Objects.requireNonNull;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.identify.IdentifyRule;
import dev.pli.transport.identify.Ping;
import dev.pli.transport.multistream.Negotiation;
import dev.pli.transport.noise.FrameSealer;
import dev.pli.transport.wire.Chunk;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.wire.MessageDecoder;
import dev.pli.transport.yamux.Yamux;
import dev.pli.transport.yamux.YamuxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// A link whose peer is proven: its channel, its streams, and what they carry. Does no I/O.
///
/// Input goes in by [#feed]; what follows for others comes out as [LinkOutput]; bytes for the wire
/// come out by [#fill]. What a peer does wrong on one stream resets that stream; what it does wrong
/// to the link throws. Times are on the caller's monotonic clock, in nanoseconds. Not thread-safe:
/// its channel's event loop only. docs/spec/transport.md §1.1, §5, §13.
public final class Link {
  // Chosen by us.
  /// Plaintext of a bulk frame: a Yamux header and 32 756 bytes.
  public static final int BULK_PLAINTEXT_BYTES = 32 << 10;

  /// What a bulk frame carries of a stream.
  public static final int BULK_PAYLOAD_BYTES = BULK_PLAINTEXT_BYTES - Yamux.HEADER_BYTES;

  /// The least room that [#fill] needs to make a frame.
  public static final int MAX_FRAME_BYTES = BULK_PLAINTEXT_BYTES + FrameSealer.OVERHEAD_BYTES;

  /// From this size on a frame is sealed where it lies and shares its Noise message with nobody.
  private static final int BULK_FROM = 16 << 10;

  private static final long NEGOTIATION_NANOS = 10_000_000_000L;
  private static final long ANSWER_NANOS = 5_000_000_000L;

  /// A guest who has nothing to say leaves.
  private static final long GUEST_NANOS = 5_000_000_000L;

  private static final int MAX_PING_STREAMS = 2;
  private static final int MAX_PUSHES = 6;
  private static final long PUSH_WINDOW_NANOS = 60_000_000_000L;
  private static final int MAX_BLOB_STREAMS = 2;

  /// Of each of the small protocols.
  private static final int MAX_DIALOGUE_STREAMS = 2;

  /// A peer that pings and never reads its echoes.
  private static final int MAX_ECHO_BYTES = 4 << 10;

  private static final Stream.Work.Done DONE = new Stream.Work.Done();

  private final Role role;
  private PeerClass peerClass;
  private final Channel channel;
  private Identify identify;

  /// The peer has been sent [#identify] as it is now.
  private boolean isTold;

  /// When the peer pushed, in the last minute.
  private final ArrayDeque<Long> pushes = new ArrayDeque<>();

  private final Yamux yamux;
  private final Map<Integer, Stream> streams = new HashMap<>();

  /// Streams that have something queued and were not found without credit, in turn.
  private final Set<Integer> ready = new LinkedHashSet<>();

  private final List<LinkOutput> outputs = new ArrayList<>();
  private final long guestDeadlineNanos;
  private boolean hasSession;

  /// `identify` is what this device says of itself on this link.
  public Link(Channel channel, PeerClass peerClass, Identify identify, long nowNanos) {
    this.role = channel.role();
    this.peerClass = peerClass;
    this.channel = channel;
    this.identify = identify;
    this.yamux = new Yamux(role, nowNanos);
    this.guestDeadlineNanos = nowNanos + GUEST_NANOS;
  }

  /// Takes what came in the frame that ended the upgrade; to be called once, first.
  public List<LinkOutput> begin(long nowNanos) throws RejectedException {
    Frame first = Frame.withRoom(0, channel.first());
    for (YamuxEvent event : yamux.feed(first.buffer(), nowNanos)) {
      handle(event, first, nowNanos);
    }
    yamux.tick(nowNanos);
    return takeOutputs();
  }

  /// Takes all of `input`.
  public List<LinkOutput> feed(ByteBuffer input, long nowNanos) throws RejectedException {
    for (var frame = channel.opener().next(input);
        frame.isPresent();
        frame = channel.opener().next(input)) {
      try {
        for (YamuxEvent event : yamux.feed(frame.get().buffer(), nowNanos)) {
          handle(event, frame.get(), nowNanos);
        }
      } finally {
        frame.get().release();
      }
    }
    return takeOutputs();
  }

  private List<LinkOutput> takeOutputs() {
    var taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }

  private void handle(YamuxEvent event, Frame frame, long nowNanos) throws RejectedException {
    switch (event) {
      case YamuxEvent.Opened(var id) -> admit(id, nowNanos);
      case YamuxEvent.Data(var id, var bytes) -> onStream(id, s -> data(s, bytes, frame, nowNanos));
      case YamuxEvent.Finished(var id) -> onStream(id, this::ended);
      case YamuxEvent.Reset(var id) -> onStream(id, s -> drop(s, "reset"));
      case YamuxEvent.Credited(var id) -> onStream(id, this::wake);
      case YamuxEvent.WentAway() -> outputs.add(new LinkOutput.PeerLeaves());
    }
  }

  /// Something done to one stream; what it throws resets that stream, unless it is about the link.
  private interface StreamAction {
    void apply(Stream stream) throws RejectedException;
  }

  private void onStream(int id, StreamAction action) throws RejectedException {
    Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    try {
      action.apply(stream);
    } catch (RejectedException e) {
      require(e.rule() != IdentifyRule.T502_OTHER_KEY, e.rule());
      abort(stream, e.rule());
    }
  }

  private void admit(int id, long nowNanos) {
    long inbound = streams.values().stream().filter(s -> !s.isLocal).count();
    if (inbound >= peerClass.maxInboundStreams()) {
      yamux.reset(id);
      outputs.add(new LinkOutput.Aborted(id, T411_STREAMS.name()));
      return;
    }
    var negotiation = Negotiation.answer(this::isAnswered);
    var work = new Stream.Work.Negotiating(negotiation, Optional.empty());
    streams.put(id, new Stream(id, false, work, nowNanos + NEGOTIATION_NANOS));
  }

  private boolean isAnswered(String text) {
    return StreamProtocol.of(text).filter(this::isAnswered).isPresent();
  }

  private boolean isAnswered(StreamProtocol protocol) {
    boolean isTaken = protocol == StreamProtocol.SESSION && (hasSession || role == Role.INITIATOR);
    return peerClass.mayOpen(protocol) && !isTaken;
  }

  private void data(Stream stream, ByteBuffer bytes, Frame frame, long nowNanos)
      throws RejectedException {
    int arrived = bytes.remaining();
    switch (stream.work) {
      case Stream.Work.Negotiating negotiating -> {
        negotiate(stream, negotiating, bytes, nowNanos);
        yamux.consumed(stream.id, arrived - bytes.remaining(), nowNanos);
        if (bytes.hasRemaining() && streams.containsKey(stream.id)) {
          data(stream, bytes, frame, nowNanos);
        }
      }
      case Stream.Work.Carrying _ ->
          outputs.add(new LinkOutput.Received(stream.id, Chunk.of(bytes, frame)));
      case Stream.Work.Echoing(var ping) -> {
        ping.feed(bytes).forEach(unit -> queue(stream, unit));
        require(stream.queue.bytes() <= MAX_ECHO_BYTES, T508_PING);
        yamux.consumed(stream.id, arrived, nowNanos);
      }
      case Stream.Work.Pinging(var sent, var echo, var sentNanos) -> {
        for (Bytes unit : echo.feed(bytes)) {
          require(unit.equals(sent), T508_PING);
          outputs.add(new LinkOutput.Ponged(stream.id, nowNanos - sentNanos));
          stream.work = DONE;
          finish(stream.id);
        }
      }
      case Stream.Work.Hearing(var decoder, var messages) -> {
        messages.addAll(decoder.feed(bytes));
        require(messages.size() <= Identify.MAX_MESSAGES, T501_IDENTIFY_SIZE);
        yamux.consumed(stream.id, arrived, nowNanos);
      }
      case Stream.Work.Done() -> yamux.consumed(stream.id, arrived, nowNanos);
    }
  }

  private void negotiate(
      Stream stream, Stream.Work.Negotiating negotiating, ByteBuffer bytes, long nowNanos)
      throws RejectedException {
    var progress = negotiating.negotiation().feed(bytes);
    if (!progress.answer().isEmpty()) {
      queue(stream, progress.answer());
    }
    switch (progress.outcome()) {
      case Negotiation.Outcome.Waiting() -> {}
      case Negotiation.Outcome.Refused() -> {
        yamux.reset(stream.id);
        drop(stream, "na");
      }
      case Negotiation.Outcome.Agreed(var text) -> {
        stream.deadlineNanos = Long.MAX_VALUE;
        StreamProtocol protocol = StreamProtocol.of(text).orElseThrow();
        begin(stream, protocol, negotiating.then(), nowNanos);
      }
    }
  }

  private void begin(
      Stream stream, StreamProtocol protocol, Optional<Stream.Work> local, long nowNanos)
      throws RejectedException {
    stream.work = local.isPresent() ? local.get() : answering(stream, protocol, nowNanos);
    if (stream.work instanceof Stream.Work.Carrying) {
      outputs.add(new LinkOutput.Agreed(stream.id, protocol));
    }
    if (stream.work instanceof Stream.Work.Hearing) {
      stream.deadlineNanos = nowNanos + ANSWER_NANOS;
    }
    wake(stream); // FIN has waited for this.
  }

  /// What we do on a stream that the peer opened.
  private Stream.Work answering(Stream stream, StreamProtocol protocol, long nowNanos)
      throws RejectedException {
    return switch (protocol) {
      case SESSION -> {
        hasSession = true;
        yamux.holdWindow(stream.id);
        yield new Stream.Work.Carrying(protocol);
      }
      case BLOB -> {
        var blob = new Stream.Work.Carrying(protocol);
        require(count(blob::equals) < MAX_BLOB_STREAMS, T411_STREAMS);
        yield blob;
      }
      case DCUTR, DIAL_REQUEST, DIAL_BACK -> {
        var dialogue = new Stream.Work.Carrying(protocol);
        require(count(dialogue::equals) < MAX_DIALOGUE_STREAMS, T411_STREAMS);
        yield dialogue;
      }
      case PING -> {
        require(count(Stream.Work.Echoing.class::isInstance) < MAX_PING_STREAMS, T507_PING_STREAMS);
        yield new Stream.Work.Echoing(new Ping());
      }
      case IDENTIFY -> {
        tell(stream);
        yield DONE;
      }
      case PUSH -> {
        while (!pushes.isEmpty() && nowNanos - pushes.peekFirst() >= PUSH_WINDOW_NANOS) {
          pushes.removeFirst();
        }
        require(pushes.size() < MAX_PUSHES, T505_PUSH_RATE);
        pushes.addLast(nowNanos);
        yield Stream.Work.Hearing.start(Identify.MAX_MESSAGE_BYTES);
      }
    };
  }

  /// Says all of what this device says of itself, and ends this direction.
  private void tell(Stream stream) {
    queue(stream, MessageDecoder.encode(identify.encode()));
    stream.queue.end();
    isTold = true;
  }

  /// Of the streams that the peer opened, those that are about this.
  private long count(Predicate<Stream.Work> work) {
    return streams.values().stream().filter(s -> !s.isLocal && work.test(s.work)).count();
  }

  private void ended(Stream stream) throws RejectedException {
    switch (stream.work) {
      case Stream.Work.Negotiating _ -> {
        yamux.reset(stream.id);
        drop(stream, "ended");
      }
      case Stream.Work.Carrying _ -> outputs.add(new LinkOutput.Ended(stream.id));
      case Stream.Work.Echoing(var ping) -> {
        ping.end();
        finish(stream.id);
      }
      case Stream.Work.Pinging _ -> throw new RejectedException(T508_PING);
      case Stream.Work.Hearing(var decoder, var messages) -> {
        decoder.end();
        var heard = Identify.parse(messages, channel.peer());
        outputs.add(new LinkOutput.Identified(stream.id, !stream.isLocal, heard));
        stream.work = DONE;
        stream.deadlineNanos = Long.MAX_VALUE;
        finish(stream.id);
      }
      case Stream.Work.Done() -> finish(stream.id);
    }
    forgetIfGone(stream);
  }

  private void abort(Stream stream, Rule rule) {
    yamux.reset(stream.id);
    drop(stream, rule.name());
  }

  private void drop(Stream stream, String reason) {
    stream.queue.clear();
    ready.remove(stream.id);
    if (streams.remove(stream.id) != null) {
      outputs.add(new LinkOutput.Aborted(stream.id, reason));
    }
  }

  /// The peer passes as something else now.
  public void reclassify(PeerClass other) {
    peerClass = other;
  }

  // What this side does.

  /// Opens a stream for a session or a blob; empty if the peer has too many to acknowledge.
  public OptionalInt open(StreamProtocol protocol, long nowNanos) {
    hasSession |= protocol == StreamProtocol.SESSION;
    var id = openFor(protocol, new Stream.Work.Carrying(protocol), nowNanos);
    if (protocol == StreamProtocol.SESSION) {
      id.ifPresent(yamux::holdWindow);
    }
    return id;
  }

  /// Sends 32 bytes to be echoed on a stream of their own.
  public OptionalInt ping(Bytes random, long nowNanos) {
    var work = new Stream.Work.Pinging(random, new Ping(), nowNanos);
    var id = openFor(StreamProtocol.PING, work, nowNanos);
    id.ifPresent(stream -> queue(requireNonNull(streams.get(stream)), random));
    return id;
  }

  /// Asks what the peer says of itself.
  public OptionalInt identify(long nowNanos) {
    var work = Stream.Work.Hearing.start(Identify.MAX_MESSAGE_BYTES);
    return openFor(StreamProtocol.IDENTIFY, work, nowNanos);
  }

  /// What this device says of itself from now on.
  public void introduce(Identify next) {
    isTold &= next.equals(identify);
    identify = next;
  }

  /// Tells the peer of it, unless it was told already.
  public void push(long nowNanos) {
    if (!isTold) {
      openFor(StreamProtocol.PUSH, DONE, nowNanos)
          .ifPresent(id -> tell(requireNonNull(streams.get(id))));
    }
  }

  private OptionalInt openFor(StreamProtocol protocol, Stream.Work work, long nowNanos) {
    OptionalInt id = yamux.open(nowNanos);
    if (id.isPresent()) {
      var negotiation = Negotiation.propose(protocol.text());
      var negotiating = new Stream.Work.Negotiating(negotiation, Optional.of(work));
      var stream = new Stream(id.getAsInt(), true, negotiating, nowNanos + NEGOTIATION_NANOS);
      streams.put(stream.id, stream);
      queue(stream, Negotiation.opening(protocol.text()));
    }
    return id;
  }

  /// Queues what lies between position and limit of `frame`'s buffer, [Yamux#HEADER_BYTES] or more
  /// behind its start, and takes the frame over. False if the stream is gone.
  public boolean write(int id, Frame frame) {
    Stream stream = streams.get(id);
    if (stream == null || stream.queue.isEnding()) {
      frame.release();
      return false;
    }
    stream.queue.add(frame, true);
    wake(stream);
    return true;
  }

  /// `bytes` in a frame of their own, ready for [#write].
  public static Frame frame(Bytes bytes) {
    return Frame.withRoom(Yamux.HEADER_BYTES, bytes);
  }

  private void queue(Stream stream, Bytes bytes) {
    stream.queue.add(frame(bytes), false);
    wake(stream);
  }

  private void wake(Stream stream) {
    if (!stream.queue.isEmpty()) {
      ready.add(stream.id);
    } else if (stream.queue.isEnding() && !(stream.work instanceof Stream.Work.Negotiating)) {
      yamux.finish(stream.id); // FIN waits for the answer: js loses it beside the first flight.
      forgetIfGone(stream);
    }
  }

  /// Ends our direction behind what is queued.
  public void finish(int id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.queue.end();
      wake(stream);
    }
  }

  /// Ends both directions of a stream now.
  public void reset(int id) {
    Stream stream = streams.remove(id);
    if (stream != null) {
      stream.queue.clear();
      ready.remove(id);
      yamux.reset(id);
    }
  }

  /// The consumer has taken `bytes` of what [LinkOutput.Received] brought.
  public void consumed(int id, int bytes, long nowNanos) {
    yamux.consumed(id, bytes, nowNanos);
  }

  private void forgetIfGone(Stream stream) {
    if (!yamux.isLive(stream.id)) {
      streams.remove(stream.id);
      ready.remove(stream.id);
    }
  }

  /// Looks at all deadlines. Rules T413 and T315 end the link; T206 and T506 a stream.
  public List<LinkOutput> tick(long nowNanos) throws RejectedException {
    yamux.tick(nowNanos);
    require(mayStay() || nowNanos - guestDeadlineNanos < 0, T315_STRANGER);
    for (Stream stream : List.copyOf(streams.values())) {
      if (nowNanos >= stream.deadlineNanos) {
        boolean isNegotiating = stream.work instanceof Stream.Work.Negotiating;
        abort(stream, isNegotiating ? T206_TOO_MUCH : T506_NO_ANSWER);
      }
    }
    return takeOutputs();
  }

  private boolean mayStay() {
    return peerClass == PeerClass.CONTACT || hasSession;
  }

  /// When [#tick] has something to do; every other call may bring it nearer.
  public long alarmNanos() {
    long alarm = yamux.alarmNanos();
    if (!mayStay()) {
      alarm = Math.min(alarm, guestDeadlineNanos);
    }
    for (Stream stream : streams.values()) {
      alarm = Math.min(alarm, stream.deadlineNanos);
    }
    return alarm;
  }

  /// Pings at the next [#tick]: the peer may be gone, or its path another.
  public void check(long nowNanos) {
    yamux.hurryPing(nowNanos);
  }

  /// Says that the link ends: `rule` tells whether by the peer's fault.
  public void leave(Optional<Rule> rule) {
    if (rule.isPresent()) {
      yamux.goAwayInFault();
    } else {
      yamux.goAway();
    }
  }

  /// Whether [#fill] has something to seal.
  public boolean hasOutput() {
    return yamux.controlBytes() > 0 || !ready.isEmpty();
  }

  /// Bytes of our own frames that wait, for who reads faster than it writes.
  public int controlBytes() {
    return yamux.controlBytes();
  }

  /// Seals what waits, while `out` has room for a whole frame: small frames share a Noise message,
  /// bulk frames have one each. `out` has an accessible array. Returns what was sent.
  public List<LinkOutput> fill(ByteBuffer out) throws RejectedException {
    while (out.remaining() >= MAX_FRAME_BYTES && hasOutput()) {
      seal(out);
    }
    return takeOutputs();
  }

  private void seal(ByteBuffer out) throws RejectedException {
    ByteBuffer shared = out.slice(out.position() + 2, BULK_PLAINTEXT_BYTES);
    yamux.control(shared);
    while (!ready.isEmpty() && yamux.controlBytes() == 0) { // SYN goes before the first data.
      Stream stream = requireNonNull(streams.get(ready.iterator().next()));
      int length = (int) Math.min(yamux.credit(stream.id), stream.queue.peek().remaining());
      length = Math.min(length, BULK_PAYLOAD_BYTES);
      if (length == 0) {
        ready.remove(stream.id); // Credit brings it back.
        continue;
      }
      if (shared.position() == 0 && length >= BULK_FROM) {
        sealAlone(stream, length, out);
        return;
      }
      if (length > shared.remaining() - Yamux.HEADER_BYTES) {
        break;
      }
      yamux.dataHeader(stream.id, length, shared);
      ByteBuffer bytes = stream.queue.peek();
      shared.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      sent(stream, length);
    }
    if (shared.position() > 0) {
      channel.sealer().seal(shared.flip(), out);
    }
  }

  /// From where it lies: the header goes into the room before it, which was sent or never used.
  private void sealAlone(Stream stream, int length, ByteBuffer out) throws RejectedException {
    ByteBuffer bytes = stream.queue.peek();
    int start = bytes.position() - Yamux.HEADER_BYTES;
    ByteBuffer whole = bytes.slice(start, Yamux.HEADER_BYTES + length);
    yamux.dataHeader(stream.id, length, whole);
    channel.sealer().seal(whole.position(0), out);
    bytes.position(bytes.position() + length);
    sent(stream, length);
  }

  private void sent(Stream stream, int length) {
    if (stream.queue.sent(length)) {
      outputs.add(new LinkOutput.Sent(stream.id, length));
    }
    ready.remove(stream.id); // Behind the others.
    wake(stream);
  }

  /// Releases what is queued and wipes the keys. Nothing else may be called afterwards.
  public void close() {
    streams.values().forEach(stream -> stream.queue.clear());
    streams.clear();
    ready.clear();
    channel.wipe();
  }
}
