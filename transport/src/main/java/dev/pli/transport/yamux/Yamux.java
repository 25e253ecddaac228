package dev.pli.transport.yamux;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.transport.yamux.YamuxHeader.ACK;
import static dev.pli.transport.yamux.YamuxHeader.DATA;
import static dev.pli.transport.yamux.YamuxHeader.FIN;
import static dev.pli.transport.yamux.YamuxHeader.GO_AWAY;
import static dev.pli.transport.yamux.YamuxHeader.NORMAL_END;
import static dev.pli.transport.yamux.YamuxHeader.PING;
import static dev.pli.transport.yamux.YamuxHeader.PROTOCOL_ERROR;
import static dev.pli.transport.yamux.YamuxHeader.RST;
import static dev.pli.transport.yamux.YamuxHeader.SYN;
import static dev.pli.transport.yamux.YamuxHeader.WINDOW_UPDATE;
import static dev.pli.transport.yamux.YamuxRule.T403_FLAGS;
import static dev.pli.transport.yamux.YamuxRule.T404_CREDIT;
import static dev.pli.transport.yamux.YamuxRule.T405_STREAM_ID;
import static dev.pli.transport.yamux.YamuxRule.T406_SYN_TWICE;
import static dev.pli.transport.yamux.YamuxRule.T407_CREDIT_SUM;
import static dev.pli.transport.yamux.YamuxRule.T408_DATA_AFTER_FIN;
import static dev.pli.transport.yamux.YamuxRule.T412_FLOOD;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// All streams of one link: their credit, their ends, and the frames that say so.
///
/// ```
///  Opening -ACK-> Open -FIN in-> RemoteDone -FIN out-> Closed      RST, either way: Closed
///                      -FIN out-> LocalDone -FIN in--> Closed
/// ```
///
/// It holds no payload: inbound data are views for the caller, outbound data are the caller's, who
/// asks for [#credit] and writes [#dataHeader] in front of what he sends. Credit is given back only
/// by [#consumed]. Frames of its own wait in [#control]. Times are on the caller's monotonic clock,
/// in nanoseconds. Not thread-safe. After it has thrown, send [#goAwayInFault] and drop it and the
/// link; T411 is thrown by the caller. Source: hashicorp/yamux `spec.md`; docs/spec/transport.md
/// §5.
public final class Yamux {
  // Fixed by the specification.
  public static final int HEADER_BYTES = YamuxHeader.BYTES;
  private static final long MAX_CREDIT = 0xffff_ffffL;

  // Chosen by us.
  /// js-libp2p ends a stream with more unread, so no larger window is of use.
  static final int MAX_WINDOW = YamuxDecoder.MAX_DATA_BYTES;

  /// Of all streams together, so that a link's readers cannot be owed more memory.
  private static final int MAX_LINK_WINDOW = 16 << 20;

  /// Streams that we open and the peer has not acknowledged; the specification stops at 256.
  private static final int MAX_UNACKNOWLEDGED = 64;

  /// A window that is used up in less than this many round trips is too small.
  private static final int GROWTH_ROUND_TRIPS = 4;

  /// Far above any honest peer: credit for 128 MiB/s in halves of the smallest window is 10 000 in
  /// ten seconds, and those are earned by the data sent.
  private static final int CONTROL_FRAMES = 4_096;

  /// A peer that acknowledges and credits each data frame is clumsy and welcome.
  private static final int CONTROL_FRAMES_PER_DATA_FRAME = 2;

  private static final int RESETS = 200;

  private final Role role;
  private final YamuxDecoder decoder = new YamuxDecoder();
  private final Map<Integer, YamuxStream> streams = new HashMap<>();
  private final ClosedStreams closed;
  private final Keepalive keepalive;
  private final Allowance controlFrames;
  private final Allowance resets;
  private final ArrayDeque<YamuxHeader> control = new ArrayDeque<>();
  private final List<YamuxEvent> events = new ArrayList<>();
  private int nextLocal;
  private int unacknowledged;
  private int linkWindow;
  private boolean isRemoteAway;

  /// The data frame that the decoder is in: its stream, or 0 to skip it; what is missing of it; and
  /// whether the peer's direction ends behind it.
  private int receiving;

  private int receivingBytes;
  private boolean receivingEnds;

  public Yamux(Role role, long nowNanos) {
    this.role = role;
    this.nextLocal = role == Role.INITIATOR ? 1 : 2;
    this.closed = new ClosedStreams(role == Role.INITIATOR ? 2 : 1);
    this.keepalive = new Keepalive(nowNanos);
    this.controlFrames = new Allowance(CONTROL_FRAMES, nowNanos);
    this.resets = new Allowance(RESETS, nowNanos);
  }

  /// Takes all of `input`; returns what follows for the streams. Views in it live until the next
  /// call.
  public List<YamuxEvent> feed(ByteBuffer input, long nowNanos) throws RejectedException {
    events.clear();
    for (YamuxPart part : decoder.feed(input)) {
      switch (part) {
        case YamuxPart.Header(var header) -> handle(header, nowNanos);
        case YamuxPart.Data(var bytes) -> deliver(bytes);
      }
    }
    return List.copyOf(events);
  }

  private void deliver(ByteBuffer bytes) {
    receivingBytes -= bytes.remaining();
    YamuxStream stream = streams.get(receiving);
    if (stream == null) {
      return;
    }
    events.add(new YamuxEvent.Data(receiving, bytes));
    if (receivingBytes == 0 && receivingEnds) {
      finish(stream);
    }
  }

  private void handle(YamuxHeader header, long nowNanos) throws RejectedException {
    if (header.type() != DATA || header.length() == 0) {
      require(controlFrames.use(nowNanos), T412_FLOOD);
    }
    switch (header.type()) {
      case PING -> ping(header, nowNanos);
      case GO_AWAY -> goneAway(header);
      default -> ofStream(header, nowNanos);
    }
  }

  private void ping(YamuxHeader header, long nowNanos) throws RejectedException {
    require(header.stream() == 0, T405_STREAM_ID);
    require(header.flags() == SYN || header.flags() == ACK, T403_FLAGS);
    if (header.flags() == SYN) {
      control.add(new YamuxHeader(PING, ACK, 0, header.length()));
    } else {
      keepalive.answered(header.length(), nowNanos);
    }
  }

  private void goneAway(YamuxHeader header) throws RejectedException {
    require(header.stream() == 0, T405_STREAM_ID);
    isRemoteAway = true;
    events.add(new YamuxEvent.WentAway());
  }

  private void ofStream(YamuxHeader header, long nowNanos) throws RejectedException {
    require(header.stream() != 0, T405_STREAM_ID);
    if (header.has(SYN)) {
      admit(header.stream(), nowNanos);
    }
    receiving = 0;
    receivingBytes = header.type() == DATA ? header.length() : 0;
    receivingEnds = false;
    YamuxStream stream = streams.get(header.stream());
    if (stream == null) {
      closed.late(header.stream(), receivingBytes);
    } else if (header.has(RST)) {
      // A length beside RST is an error code, or data that nobody will read.
      require(resets.use(nowNanos), T412_FLOOD);
      events.add(new YamuxEvent.Reset(stream.id));
      forget(stream);
    } else {
      advance(stream, header);
    }
  }

  private void admit(int id, long nowNanos) throws RejectedException {
    boolean isOdd = (id & 1) == 1;
    require(isOdd == (role == Role.RESPONDER), T405_STREAM_ID);
    require(!streams.containsKey(id), T406_SYN_TWICE);
    closed.spend(id);
    var stream = new YamuxStream(id, nowNanos);
    stream.pendingFlags = ACK;
    keep(stream);
    events.add(new YamuxEvent.Opened(id));
  }

  private void advance(YamuxStream stream, YamuxHeader header) throws RejectedException {
    if (header.has(ACK) && stream.awaitsAck) {
      stream.awaitsAck = false;
      unacknowledged--;
    }
    if (header.type() == DATA) {
      require(header.length() == 0 || !stream.isRemoteDone, T408_DATA_AFTER_FIN);
      require(header.length() <= stream.receiveCredit, T404_CREDIT);
      stream.receiveCredit -= header.length();
      receiving = stream.id;
    } else {
      credit(stream, header.length() & MAX_CREDIT);
    }
    if (header.has(FIN) && !stream.isRemoteDone) {
      stream.isRemoteDone = true;
      receivingEnds = true;
      if (receivingBytes == 0) {
        finish(stream);
      }
    }
  }

  private void credit(YamuxStream stream, long delta) throws RejectedException {
    require(stream.sendCredit + delta <= MAX_CREDIT, T407_CREDIT_SUM);
    stream.sendCredit += delta;
    if (delta > 0) {
      events.add(new YamuxEvent.Credited(stream.id));
    }
  }

  private void finish(YamuxStream stream) {
    events.add(new YamuxEvent.Finished(stream.id));
    forgetIfDone(stream);
  }

  /// Opens a stream, if the peer has acknowledged enough of those before and takes new ones.
  public OptionalInt open(long nowNanos) {
    if (unacknowledged >= MAX_UNACKNOWLEDGED || isRemoteAway || nextLocal < 0) {
      return OptionalInt.empty();
    }
    var stream = new YamuxStream(nextLocal, nowNanos);
    nextLocal += 2;
    stream.awaitsAck = true;
    unacknowledged++;
    keep(stream);
    control.add(new YamuxHeader(WINDOW_UPDATE, SYN, stream.id, 0));
    return OptionalInt.of(stream.id);
  }

  /// Keeps this stream's window as it is: what it carries is read message by message.
  public void holdWindow(int id) {
    YamuxStream stream = streams.get(id);
    if (stream != null) {
      stream.mayGrow = false;
    }
  }

  /// Whether a stream is open in one direction at least.
  public boolean isLive(int id) {
    return streams.containsKey(id);
  }

  /// How many bytes may be sent on a stream; 0 if it is closed.
  public long credit(int id) {
    YamuxStream stream = streams.get(id);
    return stream == null || stream.isLocalDone ? 0 : stream.sendCredit;
  }

  /// Writes the header for `length` bytes of a stream, which the caller puts behind it.
  public void dataHeader(int id, int length, ByteBuffer out) {
    YamuxStream stream = streams.get(id);
    if (stream == null || stream.isLocalDone || length > stream.sendCredit) {
      throw new IllegalStateException("expected an open stream with credit");
    }
    stream.sendCredit -= length;
    controlFrames.earn(CONTROL_FRAMES_PER_DATA_FRAME);
    new YamuxHeader(DATA, stream.takeFlags(), id, length).write(out);
  }

  /// The consumer took `bytes` of a stream's data; gives credit when half of the window is free.
  public void consumed(int id, int bytes, long nowNanos) {
    YamuxStream stream = streams.get(id);
    if (stream == null || stream.isRemoteDone) {
      return;
    }
    stream.taken += bytes;
    if (stream.owesCredit()) {
      grant(stream, nowNanos);
    }
  }

  private void grant(YamuxStream stream, long nowNanos) {
    int growth = growth(stream, nowNanos);
    int delta = stream.taken + growth;
    stream.window += growth;
    linkWindow += growth;
    stream.receiveCredit += delta;
    stream.taken = 0;
    stream.lastGrantNanos = nowNanos;
    control.add(new YamuxHeader(WINDOW_UPDATE, stream.takeFlags(), stream.id, delta));
  }

  private int growth(YamuxStream stream, long nowNanos) {
    if (!stream.mayGrow || keepalive.roundTripNanos().isEmpty()) {
      return 0;
    }
    long fast = GROWTH_ROUND_TRIPS * keepalive.roundTripNanos().getAsLong();
    boolean isFast = nowNanos - stream.lastGrantNanos < fast;
    boolean fits = 2 * stream.window <= MAX_WINDOW && linkWindow + stream.window <= MAX_LINK_WINDOW;
    return isFast && fits ? stream.window : 0;
  }

  /// Ends our direction of a stream.
  public void finish(int id) {
    YamuxStream stream = streams.get(id);
    if (stream != null && !stream.isLocalDone) {
      stream.isLocalDone = true;
      control.add(new YamuxHeader(WINDOW_UPDATE, stream.takeFlags() | FIN, id, 0));
      forgetIfDone(stream);
    }
  }

  /// Ends both directions of a stream.
  public void reset(int id) {
    YamuxStream stream = streams.get(id);
    if (stream != null) {
      control.add(new YamuxHeader(WINDOW_UPDATE, stream.takeFlags() | RST, id, 0));
      forget(stream);
    }
  }

  private void keep(YamuxStream stream) {
    streams.put(stream.id, stream);
    linkWindow += stream.window;
  }

  private void forgetIfDone(YamuxStream stream) {
    if (stream.isLocalDone && stream.isRemoteDone) {
      forget(stream);
    }
  }

  private void forget(YamuxStream stream) {
    if (streams.remove(stream.id) != null) {
      linkWindow -= stream.window;
      unacknowledged -= stream.awaitsAck ? 1 : 0;
      closed.add(stream.id);
    }
  }

  /// Sends the ping that is due. Rule T413.
  public void tick(long nowNanos) throws RejectedException {
    OptionalInt ping = keepalive.tick(nowNanos);
    if (ping.isPresent()) {
      control.add(new YamuxHeader(PING, SYN, 0, ping.getAsInt()));
    }
  }

  /// When [#tick] has something to do.
  public long alarmNanos() {
    return keepalive.alarmNanos();
  }

  /// Pings at the next [#tick]; an answer that has not come 2 seconds from now ends the link.
  public void hurryPing(long nowNanos) {
    keepalive.hurry(nowNanos);
  }

  /// The last measured round trip.
  public OptionalLong roundTripNanos() {
    return keepalive.roundTripNanos();
  }

  /// Says that the link ends.
  public void goAway() {
    control.add(new YamuxHeader(GO_AWAY, 0, 0, NORMAL_END));
  }

  /// Says that the link ends because the peer broke a rule.
  public void goAwayInFault() {
    control.add(new YamuxHeader(GO_AWAY, 0, 0, PROTOCOL_ERROR));
  }

  /// Frames that wait to be sent, in whole frames of [#HEADER_BYTES].
  public int controlBytes() {
    return control.size() * HEADER_BYTES;
  }

  /// Writes waiting frames while `out` has room for them.
  public void control(ByteBuffer out) {
    while (!control.isEmpty() && out.remaining() >= HEADER_BYTES) {
      control.remove().write(out);
    }
  }
}
