package dev.pli.transport;

import static java.util.Objects.requireNonNull;

import dev.pli.core.address.AddressSort;
import dev.pli.core.address.Dialled;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.transport.autonat.AutonatOutput;
import dev.pli.transport.autonat.DialBack;
import dev.pli.transport.autonat.Examination;
import dev.pli.transport.autonat.ExaminationLimits;
import dev.pli.transport.autonat.Inquiry;
import dev.pli.transport.autonat.Reachability;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.netty.Dialogue;
import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.TcpEdge;
import dev.pli.transport.netty.TcpLink;
import dev.pli.transport.wire.MessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Asks others whether this device's public addresses can be reached, and tells them whether theirs
/// can: does on sockets and streams what [Inquiry] and [Examination] say. Event loop only.
/// docs/spec/transport.md §10.
final class Reaching {
  private final Loop loop;
  private final TcpEdge edge;
  private final RandomGenerator random;
  private final Runnable whenChanged;
  private final Reachability reachability = new Reachability();
  private final ExaminationLimits limits;

  /// Questions under way, by who was asked.
  private final Map<PeerId, Asking> asking = new HashMap<>();

  /// `whenChanged`: other addresses are confirmed than before.
  Reaching(Loop loop, TcpEdge edge, RandomGenerator random, Runnable whenChanged) {
    this.loop = loop;
    this.edge = edge;
    this.random = random;
    this.whenChanged = whenChanged;
    this.limits = new ExaminationLimits(loop.nanos());
  }

  /// Public addresses of this device that others have reached.
  List<Multiaddr> confirmed() {
    return reachability.confirmed();
  }

  /// What a record may hold: of public addresses only those that somebody has reached.
  static List<Multiaddr> tellable(List<Multiaddr> own, List<Multiaddr> confirmed) {
    return Stream.concat(own.stream().filter(address -> !isPublic(address)), confirmed.stream())
        .distinct()
        .toList();
  }

  /// Whether a link from this peer may be the answer to a question.
  boolean isAsking(PeerId peer) {
    return asking.containsKey(peer);
  }

  /// Looks at what this device may have now, and asks one of `links` about what is due.
  void look(List<Multiaddr> own, List<TcpLink> links) {
    List<Multiaddr> candidates = own.stream().filter(Reaching::isPublic).toList();
    int before = confirmed().size();
    reachability.keepOnly(candidates::contains);
    candidates.forEach(address -> reachability.suppose(address, loop.nanos()));
    if (confirmed().size() < before) {
      whenChanged.run();
    }
    List<TcpLink> servers =
        links.stream()
            .filter(link -> link.peerClass() == PeerClass.CONTACT)
            .filter(link -> isPublic(multiaddr(link.remote())))
            .filter(link -> !isAsking(link.peer()))
            .toList();
    if (!servers.isEmpty()) {
      List<Multiaddr> due = reachability.due(loop.nanos());
      if (!due.isEmpty()) {
        ask(servers.get(random.nextInt(servers.size())), due);
      }
    }
  }

  private void ask(TcpLink server, List<Multiaddr> due) {
    var inquiry = new Inquiry(server.peer(), due, random.nextLong(), loop.nanos());
    var one = new Asking(inquiry);
    asking.put(server.peer(), one);
    loop.schedule(one::ring, Duration.ofNanos(inquiry.alarmNanos() - loop.nanos()));
    server.converse(StreamProtocol.DIAL_REQUEST, one);
  }

  /// What is said on a stream that a peer has opened to ask.
  Dialogue answer(TcpLink link) {
    Examination.Entitlement entitlement =
        !link.peerClass().mayOpen(StreamProtocol.DIAL_REQUEST)
            ? Examination.Entitlement.NOT_ENTITLED
            : limits.take(link.peer(), loop.nanos())
                ? Examination.Entitlement.ENTITLED
                : Examination.Entitlement.LIMITED;
    Bytes ip = Bytes.copyOf(link.remote().getAddress().getAddress());
    return new Answering(link.peer(), new Examination(entitlement, ip, random, loop.nanos()));
  }

  /// What is heard on a stream that a peer has opened to dial back. `isListening` knows the sockets
  /// where that peer listens.
  Dialogue hear(TcpLink link, Predicate<InetSocketAddress> isListening) {
    return new Hearing(link, isListening);
  }

  private static boolean isPublic(Multiaddr address) {
    try {
      return address.dialled().host() instanceof Dialled.Host.Ip(_, var sort, _)
          && sort == AddressSort.PUBLIC;
    } catch (RejectedException e) {
      return false;
    }
  }

  private static Multiaddr multiaddr(InetSocketAddress socket) {
    return Multiaddr.tcp(Bytes.copyOf(socket.getAddress().getAddress()), socket.getPort());
  }

  /// What a step of a machine throws resets its stream.
  private interface MachineStep {
    List<AutonatOutput> take() throws RejectedException;
  }

  /// One question of ours.
  private final class Asking implements Dialogue {
    private final Inquiry inquiry;
    private Optional<Speaker> speaker = Optional.empty();

    Asking(Inquiry inquiry) {
      this.inquiry = inquiry;
    }

    @Override
    public void opened(Speaker voice) {
      speaker = Optional.of(voice);
      carryOut(inquiry.start());
    }

    @Override
    public void received(ByteBuffer bytes) {
      try {
        carryOut(inquiry.feed(bytes));
      } catch (RejectedException e) {
        speaker.ifPresent(Speaker::reset);
      }
    }

    @Override
    public void ended() {
      carryOut(inquiry.streamEnded());
    }

    @Override
    public void aborted() {
      speaker = Optional.empty();
      carryOut(inquiry.streamEnded());
    }

    void ring() {
      carryOut(inquiry.tick(loop.nanos()));
    }

    void carryOut(List<AutonatOutput> outputs) {
      for (AutonatOutput output : outputs) {
        switch (output) {
          case AutonatOutput.Send(var message) -> speaker.ifPresent(voice -> voice.say(message));
          case AutonatOutput.FinishStream() -> speaker.ifPresent(Speaker::finish);
          case AutonatOutput.Answered(var address, var isReachable) -> {
            if (reachability.answered(address, isReachable, loop.nanos())) {
              whenChanged.run();
            }
          }
          case AutonatOutput.Unanswered() -> {} // Asked again in a while.
          case AutonatOutput.DialBackTo _ -> throw new IllegalStateException("a server's");
        }
      }
      if (inquiry.isOver()) {
        asking.remove(inquiry.server(), this);
      }
    }
  }

  /// The nonce of a question of ours, said by who was asked.
  private final class Hearing implements Dialogue {
    private final TcpLink link;
    private final Predicate<InetSocketAddress> isListening;
    private final MessageDecoder decoder = new MessageDecoder(DialBack.MAX_BYTES);
    private Optional<Speaker> speaker = Optional.empty();

    Hearing(TcpLink link, Predicate<InetSocketAddress> isListening) {
      this.link = link;
      this.isListening = isListening;
    }

    @Override
    public void opened(Speaker voice) {
      speaker = Optional.of(voice);
    }

    @Override
    public void received(ByteBuffer bytes) {
      try {
        for (Bytes message : decoder.feed(bytes)) {
          hear(DialBack.parse(message));
        }
      } catch (RejectedException e) {
        speaker.ifPresent(Speaker::reset);
      }
    }

    private void hear(DialBack dialBack) throws RejectedException {
      Asking found = asking.get(link.peer());
      Inquiry.requireAsked(found != null);
      Asking question = requireNonNull(found);
      List<AutonatOutput> outputs =
          question.inquiry.dialledBack(
              link.peer(), dialBack, isListening.test(link.remote()), loop.nanos());
      speaker.ifPresent(voice -> {
        voice.say(DialBack.HEARD);
        voice.finish();
      });
      question.carryOut(outputs);
    }

    @Override
    public void ended() {
      speaker.ifPresent(Speaker::finish);
    }

    @Override
    public void aborted() {
      speaker = Optional.empty();
    }
  }

  /// One question of a peer.
  private final class Answering implements Dialogue {
    private final PeerId peer;
    private final Examination examination;
    private Optional<Speaker> speaker = Optional.empty();
    private boolean isAborted;

    Answering(PeerId peer, Examination examination) {
      this.peer = peer;
      this.examination = examination;
    }

    @Override
    public void opened(Speaker voice) {
      speaker = Optional.of(voice);
      setAlarm();
    }

    @Override
    public void received(ByteBuffer bytes) {
      attempt(() -> examination.feed(bytes, loop.nanos()));
    }

    @Override
    public void ended() {
      attempt(examination::streamEnded);
    }

    @Override
    public void aborted() {
      isAborted = true;
    }

    private void attempt(MachineStep step) {
      try {
        carryOut(step.take());
      } catch (RejectedException e) {
        speaker.ifPresent(Speaker::reset);
      }
      setAlarm();
    }

    private void setAlarm() {
      long due = examination.alarmNanos();
      if (due != Long.MAX_VALUE && !isAborted) {
        loop.schedule(() -> ring(due), Duration.ofNanos(Math.max(0, due - loop.nanos())));
      }
    }

    private void ring(long due) {
      if (due == examination.alarmNanos() && !isAborted) {
        attempt(() -> examination.tick(loop.nanos()));
      }
    }

    private void carryOut(List<AutonatOutput> outputs) {
      for (AutonatOutput output : outputs) {
        switch (output) {
          case AutonatOutput.Send(var message) -> speaker.ifPresent(voice -> voice.say(message));
          case AutonatOutput.FinishStream() -> speaker.ifPresent(Speaker::finish);
          case AutonatOutput.DialBackTo(var address, var dialBack) -> dial(address, dialBack);
          case AutonatOutput.Answered _, AutonatOutput.Unanswered _ ->
              throw new IllegalStateException("a client's");
        }
      }
    }

    private void dial(Multiaddr address, DialBack dialBack) {
      Optional<InetSocketAddress> socket = tcpSocket(address);
      if (socket.isPresent()) {
        var visit = new Visit(this, dialBack);
        edge.connect(socket.get(), peer, TcpEdge.From.ANY_PORT, visit);
      } else {
        dialled(Examination.DialResult.UNREACHABLE);
      }
    }

    void dialled(Examination.DialResult result) {
      attempt(() -> examination.dialled(result));
    }
  }

  private static Optional<InetSocketAddress> tcpSocket(Multiaddr address) {
    try {
      Dialled dialled = address.dialled();
      if (dialled.carrier() == Dialled.Carrier.TCP
          && dialled.host() instanceof Dialled.Host.Ip(var ip, _, _)) {
        return Optional.of(
            new InetSocketAddress(InetAddress.getByAddress(ip.toArray()), dialled.port()));
      }
    } catch (RejectedException | UnknownHostException e) {
      // Not one that is dialled here.
    }
    return Optional.empty();
  }

  /// A link to say a nonce on, and nothing else.
  private static final class Visit implements TcpEdge.Result, Dialogue {
    private final Answering answering;
    private final DialBack dialBack;
    private final MessageDecoder decoder = new MessageDecoder(DialBack.MAX_BYTES);
    private Optional<TcpLink> link = Optional.empty();
    private Optional<Speaker> speaker = Optional.empty();
    private boolean isTold;

    Visit(Answering answering, DialBack dialBack) {
      this.answering = answering;
      this.dialBack = dialBack;
    }

    @Override
    public void opened(TcpLink up) {
      link = Optional.of(up);
      up.visitOnly();
      up.converse(StreamProtocol.DIAL_BACK, this);
    }

    @Override
    public void failed(String reason) {
      tell(Examination.DialResult.UNREACHABLE);
    }

    @Override
    public void opened(Speaker voice) {
      speaker = Optional.of(voice);
      voice.say(dialBack.encode());
    }

    @Override
    public void received(ByteBuffer bytes) {
      try {
        for (Bytes message : decoder.feed(bytes)) {
          tell(
              DialBack.isHeard(message)
                  ? Examination.DialResult.HEARD
                  : Examination.DialResult.NOT_HEARD);
        }
      } catch (RejectedException e) {
        speaker.ifPresent(Speaker::reset);
      }
    }

    @Override
    public void ended() {
      tell(Examination.DialResult.NOT_HEARD);
    }

    @Override
    public void aborted() {
      tell(Examination.DialResult.NOT_HEARD);
    }

    private void tell(Examination.DialResult result) {
      if (!isTold) {
        isTold = true;
        answering.dialled(result);
        link.ifPresent(up -> up.close("dialled_back"));
      }
    }
  }
}
