package dev.pli.transport;

import static java.util.Objects.requireNonNull;

import dev.pli.core.Event;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.node.BlobStream;
import dev.pli.core.node.Transport;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.AcceptLimits;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.mdns.LanDiscovery;
import dev.pli.transport.netty.Courier;
import dev.pli.transport.netty.Dialogue;
import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.Owner;
import dev.pli.transport.netty.TcpEdge;
import dev.pli.transport.netty.TcpLink;
import dev.pli.transport.noise.ChannelIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The libp2p node of one vault: listens, dials, and keeps one link for each peer.
///
/// Its calls come from any thread; what it decides, it decides on the event loop. Mute to
/// strangers: a peer that the gate does not know gets not one byte behind the handshake.
public final class Host implements Transport {
  private static final int IP6_BYTES = 16;

  // Chosen by us.
  private static final int MAX_LINKS = 64;
  private static final int MAX_LINKS_PER_PEER = 2;

  /// Two links that came up so close together were dialled from both ends at once.
  private static final Duration SAME_MOMENT = Duration.ofSeconds(5);

  private static final Duration LOOK_AT_REACH = Duration.ofSeconds(10);

  /// As long as a nonce is worth something.
  private static final Duration VISIT = Duration.ofSeconds(15);

  private final Loop loop = new Loop();
  private final ChannelIdentity identity;
  private final Ed25519.KeyPair hostKey;
  private final Announcer announcer;
  private final TcpEdge edge;
  private final Dialler dialler;
  private final Reaching reaching;
  private final LanSwitch lan;

  /// Links that a peer dialled to answer a question, until it wants more of them. Loop only.
  private final Set<TcpLink> visitors = new HashSet<>();

  private final Map<LinkId, TcpLink> links = new ConcurrentHashMap<>(); // Written by the loop.
  private final Map<TcpLink, Up> up = new ConcurrentHashMap<>(); // Written by the loop.
  private long lastLink; // Loop only.
  private volatile Gate gate = new Gate(Set.of(), false);
  private volatile OwnNetworks networks = Networks.look();
  private volatile List<InetSocketAddress> listening = List.of();
  private volatile List<Multiaddr> confirmed = List.of(); // Written by the loop.
  private volatile Optional<Listener> listener = Optional.empty();
  private volatile Optional<NetworkWatch> watch = Optional.empty();

  /// A link as it counts among the others.
  private record Up(LinkId id, long sinceNanos) {}

  public Host(Ed25519.KeyPair hostKey, RandomGenerator random) {
    this.hostKey = hostKey;
    identity = ChannelIdentity.create(hostKey, random);
    announcer = new Announcer(loop, up::keySet);
    edge = new TcpEdge(loop, new Links(), identity, random, new AcceptLimits(loop.nanos()));
    dialler = new Dialler(loop, edge);
    reaching = new Reaching(loop, edge, random, this::publish);
    lan =
        new LanSwitch(
            identity.peer(),
            random,
            new LanDiscovery.Surroundings(
                this::addresses,
                ip -> networks.hold(ip),
                this::isAdmitted,
                (peer, found) -> tell(new Event.PeerFound(peer, found))));
  }

  public PeerId peer() {
    return identity.peer();
  }

  @Override
  public void start(List<Multiaddr> listen, Listener listener) throws IOException {
    this.listener = Optional.of(listener);
    var wanted = new ArrayList<InetSocketAddress>();
    for (Multiaddr address : listen) {
      wanted.add(socket(address));
    }
    listening = bound(withoutTwins(wanted));
    watch = Optional.of(NetworkWatch.start(networks, this::moved));
    loop.schedule(this::lookAtReach, LOOK_AT_REACH);
  }

  /// All of them, or none and the failure.
  private List<InetSocketAddress> bound(List<InetSocketAddress> wanted) throws IOException {
    var bound = new ArrayList<InetSocketAddress>();
    try {
      for (InetSocketAddress socket : wanted) {
        bound.add(edge.listen(socket));
      }
    } catch (IOException e) {
      edge.deafen();
      throw e;
    }
    return List.copyOf(bound);
  }

  /// `::` hears IPv4 too, so of `::` and `0.0.0.0` on one port one is enough: the first where this
  /// machine has IPv6, else the second.
  private List<InetSocketAddress> withoutTwins(List<InetSocketAddress> wanted) {
    boolean hasIp6 = networks.addresses().stream().anyMatch(ip -> ip.length() == IP6_BYTES);
    return wanted.stream()
        .filter(socket -> isIp6(socket) == hasIp6 || wanted.stream().noneMatch(isTwin(socket)))
        .toList();
  }

  private static Predicate<InetSocketAddress> isTwin(InetSocketAddress socket) {
    return other ->
        socket.getAddress().isAnyLocalAddress()
            && other.getAddress().isAnyLocalAddress()
            && isIp6(other) != isIp6(socket)
            && other.getPort() == socket.getPort();
  }

  private static boolean isIp6(InetSocketAddress socket) {
    return socket.getAddress().getAddress().length == IP6_BYTES;
  }

  /// A listening address may be unspecified and its port 0, so it is no dialled shape.
  private static InetSocketAddress socket(Multiaddr address) throws IOException {
    var components = address.components();
    boolean isTcp =
        components.size() == 2
            && Set.of("ip4", "ip6").contains(components.get(0).protocol().text())
            && components.get(1).protocol().text().equals("tcp");
    if (!isTcp) {
      throw new IOException("expected /ip4/…/tcp/… or /ip6/…/tcp/…: " + address);
    }
    Bytes port = components.get(1).value();
    var ip = InetAddress.getByAddress(components.get(0).value().toArray());
    return new InetSocketAddress(ip, port.at(0) << 8 | port.at(1));
  }

  @Override
  public List<Multiaddr> addresses() {
    var addresses = new ArrayList<Multiaddr>();
    for (InetSocketAddress socket : listening) {
      if (socket.getAddress().isAnyLocalAddress()) {
        networks.addresses().stream()
            .filter(ip -> ip.length() == 4 || socket.getAddress().getAddress().length == 16)
            .forEach(ip -> addresses.add(Multiaddr.tcp(ip, socket.getPort())));
      } else {
        addresses.add(multiaddr(socket));
      }
    }
    return addresses.stream().distinct().toList();
  }

  /// Public addresses of this device that others have reached.
  public List<Multiaddr> confirmed() {
    return confirmed;
  }

  private void publish() {
    confirmed = reaching.confirmed();
    tell(new Event.AddressesChanged(addresses())); // A record of them is signed, and told.
  }

  private static Multiaddr multiaddr(InetSocketAddress socket) {
    return Multiaddr.tcp(Bytes.copyOf(socket.getAddress().getAddress()), socket.getPort());
  }

  @Override
  public void admit(Gate list) {
    gate = list;
    loop.execute(() -> {
      links.values().forEach(this::judgeAgain);
      List.copyOf(visitors).forEach(this::judgeAgain);
    });
  }

  private void judgeAgain(TcpLink link) {
    Optional<PeerClass> admitted = PeerClass.of(link.peer(), gate);
    boolean isAsked = link.role() == Role.INITIATOR && link.peerClass() == PeerClass.GUEST;
    if (admitted.isPresent()) {
      link.reclassify(admitted.get());
    } else if (!isAsked) {
      link.close("not_admitted");
    }
  }

  private boolean isAdmitted(PeerId peer) {
    return gate.contacts().contains(peer);
  }

  @Override
  public void dial(PeerId peer, List<Multiaddr> addresses) {
    Thread.ofVirtual()
        .name("dial")
        .start(() -> {
          var candidates = Dialler.candidates(peer, addresses, networks, Networks::resolve);
          loop.execute(() -> dial(peer, candidates));
        });
  }

  private void dial(PeerId peer, Dialler.Candidates candidates) {
    if (dialler.isDialling(peer) || linksOf(peer).findAny().isPresent()) {
      return;
    }
    dialler.dial(
        peer,
        candidates,
        new Dialler.Result() {
          @Override
          public void opened(TcpLink link) {
            keep(link);
          }

          @Override
          public void failed(String reason) {
            tell(new Event.DialFailed(peer, reason));
          }
        });
  }

  private java.util.stream.Stream<TcpLink> linksOf(PeerId peer) {
    return up.keySet().stream().filter(link -> link.peer().equals(peer));
  }

  /// Takes a link that is up among the others, or closes one of two. Loop only.
  private void keep(TcpLink link) {
    if (up.size() >= MAX_LINKS) {
      link.close("too_many_links");
      return;
    }
    List<TcpLink> others = linksOf(link.peer()).toList();
    for (TcpLink other : others) {
      boolean isSameMoment =
          loop.nanos() - requireNonNull(up.get(other)).sinceNanos() < SAME_MOMENT.toNanos();
      if (isSameMoment && other.role() != link.role()) {
        TcpLink loser = initiator(link).compareTo(initiator(other)) < 0 ? other : link;
        loser.close("twin");
        if (loser == link) {
          return;
        }
      }
    }
    if (others.size() >= MAX_LINKS_PER_PEER) {
      others.getFirst().close("superseded");
    }
    open(link);
  }

  private void endVisit(TcpLink link) {
    if (visitors.remove(link)) {
      link.close("visit_over");
    }
  }

  /// Whether this peer has answered there when it was dialled.
  private boolean isListening(PeerId peer, InetSocketAddress socket) {
    return linksOf(peer)
        .anyMatch(link -> link.role() == Role.INITIATOR && link.remote().equals(socket));
  }

  private PeerId initiator(TcpLink link) {
    return link.role() == Role.INITIATOR ? peer() : link.peer();
  }

  private void open(TcpLink link) {
    var id = new LinkId(++lastLink);
    up.put(link, new Up(id, loop.nanos()));
    links.put(id, link);
    Bytes ip = Bytes.copyOf(link.remote().getAddress().getAddress());
    boolean isDialled = link.role() == Role.INITIATOR;
    var opened =
        new Event.LinkOpened(
            id,
            link.peer(),
            link.role(),
            link.handshakeHash(),
            networks.route(ip),
            isDialled ? Optional.of(multiaddr(link.remote())) : Optional.empty());
    listener.ifPresent(hears -> Courier.start(id, link, opened, hears));
  }

  @Override
  public void askAddresses(LinkId id) {
    TcpLink link = links.get(id);
    if (link != null) {
      Thread.ofVirtual().name("identify").start(() -> askAddresses(link));
    }
  }

  private void askAddresses(TcpLink link) {
    try {
      learn(link, link.identify());
    } catch (IOException silent) {
      // A peer need not say it; it is dialled where it was found.
    }
  }

  /// Opens what the peer has signed: not on the loop.
  private void learn(TcpLink link, Identify said) {
    link.heard(said.protocols());
    new Heard(link.peer(), multiaddr(link.remote()), networks).of(said).ifPresent(this::tell);
  }

  @Override
  public void announce(long seq, List<Multiaddr> own) {
    Thread.ofVirtual()
        .name("announce")
        .start(() -> {
          List<Multiaddr> told = Reaching.tellable(own, confirmed);
          announcer.announce(Announcement.sign(hostKey, seq, told));
        });
  }

  @Override
  public void transmit(LinkId link, Bytes frame) {
    TcpLink found = links.get(link);
    if (found != null) {
      found.transmit(frame);
    }
  }

  @Override
  public void close(LinkId link) {
    TcpLink found = links.get(link);
    if (found != null) {
      found.close("closed_here");
    }
  }

  @Override
  public void abort(LinkId link) {
    TcpLink found = links.get(link);
    if (found != null) {
      found.abort("aborted_here");
    }
  }

  @Override
  public BlobStream openBlob(LinkId link) throws IOException {
    return live(link).openBlob();
  }

  /// Sends a libp2p ping and waits for its echo; for who asks why a contact is not reached.
  public Duration ping(LinkId link, RandomGenerator random) throws IOException {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return live(link).ping(Bytes.copyOf(bytes));
  }

  /// Asks a peer what it says of itself.
  public Identify identify(LinkId link) throws IOException {
    return live(link).identify();
  }

  private TcpLink live(LinkId link) throws IOException {
    TcpLink found = links.get(link);
    if (found == null) {
      throw new IOException("the link is closed");
    }
    return found;
  }

  @Override
  public void lan(boolean on) {
    lan.turn(on);
  }

  @Override
  public Optional<Bytes> network() {
    return Networks.fingerprint(networks);
  }

  /// Asks about own addresses that nobody has confirmed yet.
  private void lookAtReach() {
    reaching.look(addresses(), List.copyOf(up.keySet()));
    loop.schedule(this::lookAtReach, LOOK_AT_REACH);
  }

  @Override
  public void lookOut(boolean closely) {
    watch.ifPresent(looking -> looking.lookOut(closely));
  }

  /// This machine is elsewhere now, or has slept: links from an address that it has no more are
  /// gone, the others have to answer soon, and whoever is missing is dialled at once.
  private void moved(Whereabouts.Finding finding, OwnNetworks seen) {
    networks = seen;
    if (finding == Whereabouts.Finding.MOVED) {
      lan.turn(false); // Nobody has said yet whether to speak on this one.
    }
    for (TcpLink link : links.values()) {
      if (seen.isOwn(Bytes.copyOf(link.local().getAddress().getAddress()))) {
        link.check();
      } else {
        link.cut();
      }
    }
    tell(new Event.AddressesChanged(addresses()));
  }

  /// Tells the node, from a thread that may wait.
  private void tell(Event event) {
    listener.ifPresent(hears ->
        Thread.ofVirtual()
            .name("teller")
            .start(() -> {
              try {
                hears.happened(event);
              } catch (InterruptedException e) {
                // The node takes nothing any more.
              }
            }));
  }

  @Override
  public void close() {
    watch.ifPresent(NetworkWatch::close);
    lan.turn(false);
    loop.execute(() -> {
      edge.deafen();
      dialler.close();
      List.copyOf(up.keySet()).forEach(link -> link.shut("stopped"));
      List.copyOf(visitors).forEach(link -> link.shut("stopped"));
    });
    loop.close();
  }

  /// What the edge asks and tells.
  private final class Links implements Owner {
    @Override
    public Optional<PeerClass> admit(PeerId peer) {
      Optional<PeerClass> admitted = PeerClass.of(peer, gate);
      // Whom we dial by name may pass: the invitation that names him is in the node's hands.
      return admitted.isEmpty() && dialler.isDialling(peer)
          ? Optional.of(PeerClass.GUEST)
          : admitted;
    }

    @Override
    public Identify introduction(TcpLink link) {
      return Introduction.of(
          peer(), link.peerClass(), addresses(), announcer.announced(), multiaddr(link.remote()));
    }

    @Override
    public void pushed(TcpLink link, Identify identify) {
      Thread.ofVirtual().name("identify").start(() -> learn(link, identify));
    }

    @Override
    public void accepted(TcpLink link) {
      if (reaching.isAsking(link.peer()) && linksOf(link.peer()).findAny().isPresent()) {
        visitors.add(link);
        loop.schedule(() -> endVisit(link), VISIT);
      } else {
        keep(link);
      }
    }

    @Override
    public void sessionOpened(TcpLink link) {
      if (visitors.remove(link)) {
        keep(link);
      }
    }

    @Override
    public Dialogue dialogue(TcpLink link, StreamProtocol protocol) {
      return switch (protocol) {
        case DIAL_REQUEST -> reaching.answer(link);
        case DIAL_BACK -> reaching.hear(link, socket -> isListening(link.peer(), socket));
        case DCUTR -> new OutOfPlace(link.role());
        case SESSION, BLOB, IDENTIFY, PUSH, PING ->
            throw new IllegalArgumentException("no dialogue");
      };
    }

    @Override
    public void closed(TcpLink link) {
      visitors.remove(link);
      Up was = up.remove(link);
      if (was != null) {
        links.remove(was.id());
      }
    }

    @Override
    public void blobOpened(TcpLink link, BlobStream stream) {
      Up is = up.get(link);
      if (is == null || listener.isEmpty()) {
        stream.close();
        return;
      }
      Listener hears = listener.get();
      Thread.ofVirtual().name("blob").start(() -> hears.blobOpened(is.id(), stream));
    }
  }
}
