package dev.pli.transport.netty;

import dev.pli.core.address.PeerId;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.Channel;
import dev.pli.transport.link.Link;
import dev.pli.transport.link.LinkOutput;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.wire.Chunk;
import dev.pli.transport.wire.Frame;
import dev.pli.transport.yamux.YamuxRule;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// A [Link] on its TCP connection: moves bytes between the two, and streams between the link and
/// the threads that wait for them. Decides nothing.
///
/// Belongs to the event loop; the calls that any thread may make say so.
public final class TcpLink {
  /// Between two looks at the clock, whatever is due.
  private static final long LEAST_REST_NANOS = 100_000_000;

  private static final long NO_TICK = Long.MAX_VALUE;

  /// How long what is queued may take to leave before a link is closed under it.
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /// A peer that asks for itself is not pushed to at the same moment.
  private static final Duration DEBOUNCE = Duration.ofSeconds(1);

  /// Above this the peer does not read what we answer, so we do not read what he asks.
  private static final int MAX_CONTROL_BYTES = 64 << 10;

  private final io.netty.channel.Channel tcp;
  private final Loop loop;
  private final Owner owner;
  private final Channel channel;
  private volatile PeerClass peerClass; // Written by the loop.
  private volatile boolean takesPushes;
  private final Link link;
  private final SessionFlow session;
  private final Map<Integer, Flow> flows = new HashMap<>();
  private final Map<Integer, CompletableFuture<Object>> questions = new HashMap<>();
  private final Dialogues dialogues;
  private boolean isVisit;
  private volatile String closeReason = "";
  private long tickNanos = NO_TICK; // When the clock is looked at next.
  private boolean isFlushing;
  private boolean isLeaving;
  private boolean isClosed;

  TcpLink(
      io.netty.channel.Channel tcp, Loop loop, Owner owner, Channel channel, PeerClass peerClass) {
    this.tcp = tcp;
    this.loop = loop;
    this.owner = owner;
    this.channel = channel;
    this.peerClass = peerClass;
    this.link = new Link(channel, peerClass, owner.introduction(this), loop.nanos());
    this.dialogues = new Dialogues(link, this::requestFlush);
    this.session = new SessionFlow(taken -> loop.execute(() -> consumedOfSession(taken)));
  }

  // Of any thread.

  public PeerId peer() {
    return channel.peer();
  }

  public PeerClass peerClass() {
    return peerClass;
  }

  public Role role() {
    return channel.role();
  }

  public Bytes handshakeHash() {
    return channel.handshakeHash();
  }

  public InetSocketAddress remote() {
    return (InetSocketAddress) tcp.remoteAddress();
  }

  /// The protocols that the peer has said it answers; an empty list says nothing.
  public void heard(List<String> protocols) {
    if (!protocols.isEmpty()) {
      takesPushes = protocols.contains(StreamProtocol.PUSH.text());
      loop.schedule(this::introduceAgain, DEBOUNCE); // What changed before this was known.
    }
  }

  /// Whether the peer wants to hear what changes.
  public boolean takesPushes() {
    return takesPushes;
  }

  /// Why it is closed: a rule's name or a word; empty while it is open.
  public String closeReason() {
    return closeReason;
  }

  /// Waits for the next frame of the session stream; empty once the link is closed. One thread.
  public Optional<Bytes> awaitFrame() throws InterruptedException {
    try {
      return session.read();
    } catch (InterruptedIOException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Queues a session frame; closes the link if 256 wait. Returns at once.
  public void transmit(Bytes frame) {
    if (session.reserve()) {
      loop.execute(() -> write(frame));
    } else {
      close("queue_full");
    }
  }

  /// Closes the link once what is queued has left, or after a second.
  public void close(String reason) {
    loop.execute(() -> leave(reason));
  }

  /// The same behind the byte that says that a session was aborted.
  public void abort(String reason) {
    boolean hasPlace = session.reserve();
    loop.execute(() -> {
      if (hasPlace && !isClosed && session.stream != 0) {
        link.write(session.stream, session.abortion());
      }
      leave(reason);
    });
  }

  /// Opens a stream for one blob; waits for the loop, not for the peer.
  public BlobStream openBlob() throws IOException {
    return (BlobStream) await(this::openBlob);
  }

  /// Sends 32 bytes and waits for their echo.
  public Duration ping(Bytes random) throws IOException {
    return (Duration) await(answer -> ask(link.ping(random, loop.nanos()), answer));
  }

  /// Asks what the peer says of itself, and waits for it.
  public Identify identify() throws IOException {
    return (Identify) await(answer -> ask(link.identify(loop.nanos()), answer));
  }

  /// Pings the peer soon: it may be gone, or the path another.
  public void check() {
    loop.execute(() -> {
      link.check(loop.nanos());
      requestTick();
    });
  }

  private Object await(Consumer<CompletableFuture<Object>> question) throws IOException {
    var answer = new CompletableFuture<Object>();
    if (!loop.execute(() -> putQuestion(question, answer))) {
      throw new IOException("stopped");
    }
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  // Of the event loop.

  /// Nothing is wanted of this link but what [#converse] says on it; to be called before it begins.
  public void visitOnly() {
    isVisit = true;
  }

  /// Opens a stream for a small protocol.
  public void converse(StreamProtocol protocol, Dialogue dialogue) {
    OptionalInt stream =
        isClosed || isLeaving ? OptionalInt.empty() : link.open(protocol, loop.nanos());
    if (stream.isPresent()) {
      dialogues.add(stream.getAsInt(), dialogue);
      requestFlush();
    } else {
      dialogue.aborted();
    }
  }

  /// The peer passes as something else now.
  public void reclassify(PeerClass other) {
    peerClass = other;
    link.reclassify(other);
    link.introduce(owner.introduction(this));
    requestTick();
  }

  /// Looks again what this device says of itself, and tells the peer if that is something else and
  /// the peer takes it.
  public void introduceAgain() {
    if (!isClosed) {
      link.introduce(owner.introduction(this));
      if (takesPushes) {
        link.push(loop.nanos());
        requestFlush();
      }
    }
  }

  private void putQuestion(
      Consumer<CompletableFuture<Object>> question, CompletableFuture<Object> answer) {
    if (isClosed || isLeaving) {
      answer.completeExceptionally(new IOException("closed"));
    } else {
      question.accept(answer);
      requestFlush();
    }
  }

  private void openBlob(CompletableFuture<Object> answer) {
    OptionalInt stream = link.open(StreamProtocol.BLOB, loop.nanos());
    if (stream.isPresent()) {
      answer.complete(keep(stream.getAsInt()));
    } else {
      answer.completeExceptionally(new IOException("too many streams"));
    }
  }

  private void ask(OptionalInt stream, CompletableFuture<Object> answer) {
    if (stream.isPresent()) {
      questions.put(stream.getAsInt(), answer);
    } else {
      answer.completeExceptionally(new IOException("too many streams"));
    }
  }

  private TcpBlobStream keep(int stream) {
    var in = new Inflow(taken -> loop.execute(() -> consumed(stream, taken)));
    var out = new Outflow(loop.pool(), frame -> loop.execute(() -> write(stream, frame)));
    flows.put(stream, new Flow(in, out));
    return new TcpBlobStream(this, stream, in, out);
  }

  /// Sends what the upgrade left to send, and opens the session if that is ours to do.
  void begin() throws RejectedException {
    if (isClosed) {
      return; // One of two that came up at the same moment.
    }
    handle(link.begin(loop.nanos()));
    if (role() == Role.INITIATOR && !isVisit) {
      session.stream = link.open(StreamProtocol.SESSION, loop.nanos()).orElseThrow();
    }
    requestFlush();
  }

  void feed(ByteBuffer input) throws RejectedException {
    handle(link.feed(input, loop.nanos()));
  }

  /// Looks at the clock when the link has something to do then, and not before: at rest four times
  /// a minute.
  private void requestTick() {
    long due = link.alarmNanos();
    if (!isClosed && due < tickNanos) {
      long rest = Math.max(due - loop.nanos(), LEAST_REST_NANOS);
      tickNanos = due;
      loop.schedule(() -> tick(due), Duration.ofNanos(rest));
    }
  }

  /// One that an earlier one has overtaken does nothing.
  private void tick(long due) {
    if (isClosed || due != tickNanos) {
      return;
    }
    tickNanos = NO_TICK;
    try {
      handle(link.tick(loop.nanos()));
      flush();
    } catch (RejectedException e) {
      reject(e.rule());
    }
  }

  private void handle(List<LinkOutput> outputs) {
    for (LinkOutput output : outputs) {
      switch (output) {
        case LinkOutput.Agreed(var stream, var protocol) -> agreed(stream, protocol);
        case LinkOutput.Received(var stream, var chunk) -> received(stream, chunk);
        case LinkOutput.Ended(var stream) -> ended(stream);
        case LinkOutput.Aborted(var stream, var reason) -> aborted(stream, reason);
        case LinkOutput.Sent(var stream, var bytes) -> sent(stream, bytes);
        case LinkOutput.Ponged(var stream, var nanos) -> answer(stream, Duration.ofNanos(nanos));
        case LinkOutput.Identified(var stream, var isPushed, var identify) -> {
          if (isPushed) {
            owner.pushed(this, identify);
          } else {
            answer(stream, identify);
          }
        }
        case LinkOutput.PeerLeaves() -> shut("peer_left");
      }
    }
  }

  private void agreed(int stream, StreamProtocol protocol) {
    if (stream == session.stream || flows.containsKey(stream) || dialogues.agreed(stream)) {
      return; // Opened here, and in use since.
    }
    switch (protocol) {
      case SESSION -> {
        session.stream = stream;
        owner.sessionOpened(this);
      }
      case BLOB -> owner.blobOpened(this, keep(stream));
      case DCUTR, DIAL_REQUEST, DIAL_BACK -> {
        dialogues.add(stream, owner.dialogue(this, protocol));
        dialogues.agreed(stream);
      }
      case IDENTIFY, PUSH, PING -> throw new IllegalStateException("the link's own");
    }
  }

  private void received(int stream, Chunk chunk) {
    Flow flow = flows.get(stream);
    if (stream == session.stream) {
      session.in.offer(chunk);
    } else if (flow != null) {
      flow.in.offer(chunk);
    } else {
      int bytes = chunk.bytes().remaining();
      dialogues.received(stream, chunk.bytes());
      link.consumed(stream, bytes, loop.nanos());
      chunk.release();
    }
  }

  private void ended(int stream) {
    Flow flow = flows.get(stream);
    if (stream == session.stream) {
      leave("session_ended");
    } else if (flow != null) {
      flow.isRemoteDone = true;
      flow.in.end(true, "");
      forgetIfOver(stream, flow);
    } else {
      dialogues.ended(stream);
    }
  }

  private void aborted(int stream, String reason) {
    Flow flow = flows.remove(stream);
    var question = questions.remove(stream);
    if (stream == session.stream) {
      leave(reason);
    } else if (flow != null) {
      flow.fail(reason);
    } else if (question != null) {
      question.completeExceptionally(new IOException(reason));
    } else {
      dialogues.aborted(stream);
    }
  }

  private void sent(int stream, int bytes) {
    Flow flow = flows.get(stream);
    if (stream == session.stream) {
      session.sent(bytes);
    } else if (flow != null) {
      flow.out.sent(bytes);
    }
  }

  private void answer(int stream, Object answer) {
    var question = questions.remove(stream);
    if (question != null) {
      question.complete(answer);
    }
  }

  private void consumed(int stream, int bytes) {
    if (!isClosed) {
      link.consumed(stream, bytes, loop.nanos());
      requestFlush();
    }
  }

  private void consumedOfSession(int bytes) {
    consumed(session.stream, bytes);
  }

  private void write(Bytes frame) {
    if (isClosed || session.stream == 0) {
      return; // Whoever waits for an answer hears that the link is closed.
    }
    link.write(session.stream, session.wire(frame));
    requestFlush();
  }

  private void write(int stream, Frame frame) {
    if (isClosed) {
      frame.release();
    } else {
      link.write(stream, frame);
      requestFlush();
    }
  }

  void finishBlob(int stream) {
    loop.execute(() -> {
      Flow flow = flows.get(stream);
      if (flow != null && !isClosed) {
        flow.isLocalDone = true;
        link.finish(stream);
        requestFlush();
        forgetIfOver(stream, flow);
      }
    });
  }

  /// What was finished still leaves; all else of the stream ends now.
  void closeBlob(int stream) {
    loop.execute(() -> {
      Flow flow = flows.remove(stream);
      if (flow == null || isClosed) {
        return;
      }
      if (flow.isRemoteDone) {
        link.finish(stream);
      } else if (!flow.isLocalDone) {
        link.reset(stream);
      }
      requestFlush();
    });
  }

  private void forgetIfOver(int stream, Flow flow) {
    if (flow.isOver()) {
      flows.remove(stream);
    }
  }

  private void requestFlush() {
    if (!isFlushing) {
      isFlushing = true;
      loop.execute(() -> {
        isFlushing = false;
        flush();
      });
    }
  }

  /// Seals what waits, as long as the socket takes it.
  void flush() {
    try {
      while (!isClosed && tcp.isWritable() && link.hasOutput()) {
        ByteBuffer scratch = loop.scratch();
        List<LinkOutput> outputs = link.fill(scratch);
        scratch.flip();
        loop.moved(scratch.remaining());
        ByteBuf bytes = loop.allocator().directBuffer(scratch.remaining());
        tcp.writeAndFlush(bytes.writeBytes(scratch), tcp.voidPromise());
        handle(outputs);
      }
    } catch (RejectedException e) {
      reject(e.rule());
    }
    if (!isClosed) {
      tcp.config().setAutoRead(link.controlBytes() <= MAX_CONTROL_BYTES);
      requestTick();
    }
    if (isLeaving && !isClosed && !link.hasOutput() && session.isAllSent()) {
      end();
    }
  }

  private void leave(String reason) {
    if (isClosed || isLeaving) {
      return;
    }
    closeReason = reason;
    isLeaving = true;
    loop.schedule(() -> shut(reason), FAREWELL);
    requestFlush();
  }

  private void end() {
    link.leave(Optional.empty());
    isLeaving = false; // So that the last flush does not come here again.
    flush();
    tcp.writeAndFlush(loop.allocator().directBuffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  /// The peer broke a rule of the link: the muxer's it is told, all others not.
  void reject(Rule rule) {
    if (isClosed) {
      return;
    }
    boolean isTold = rule instanceof YamuxRule && rule != YamuxRule.T413_SILENCE;
    if (isTold) {
      link.leave(Optional.of(rule));
      flush();
    }
    shut(rule.name());
  }

  /// Closes the connection now; everybody who waits is woken.
  public void shut(String reason) {
    if (isClosed) {
      return;
    }
    isClosed = true;
    closeReason = closeReason.isEmpty() ? reason : closeReason;
    session.in.end(true, reason);
    flows.values().forEach(flow -> flow.fail(reason));
    flows.clear();
    questions.values().forEach(q -> q.completeExceptionally(new IOException(reason)));
    questions.clear();
    dialogues.close();
    link.close();
    tcp.close();
    owner.closed(this);
  }
}
