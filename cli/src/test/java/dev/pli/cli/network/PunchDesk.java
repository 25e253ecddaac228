package dev.pli.cli.network;

import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.node.BlobStream;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import dev.pli.transport.PunchStreams;
import dev.pli.transport.Punching;
import dev.pli.transport.identify.Identify;
import dev.pli.transport.link.AcceptLimits;
import dev.pli.transport.link.PeerClass;
import dev.pli.transport.link.StreamProtocol;
import dev.pli.transport.netty.Dialogue;
import dev.pli.transport.netty.Loop;
import dev.pli.transport.netty.Owner;
import dev.pli.transport.netty.TcpEdge;
import dev.pli.transport.netty.TcpLink;
import dev.pli.transport.noise.ChannelIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// A process at one desk with the product's TCP edge, its links and its punching, and no messenger
/// above. A machine in between that copies bytes both ways stands for a relay: the desk that dials
/// it is A, and the one that waits there is B.
///
/// ```
///  listen PORT            -> listening PEER       try IP PORT        -> open | closed
///  seen IP PORT PEER      -> seen ADDRESS         splice PORT PORT   -> splicing
///  relay ROLE PEER OWN IP PORT                    -> up ROLE HASH | gaveUp
/// ```
public final class PunchDesk implements Owner, Punching.Ends {
  private static final int TRY_MILLIS = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final ChannelIdentity identity =
      ChannelIdentity.create(Ed25519.KeyPair.generate(random), random);
  private final Loop loop = new Loop();
  private final TcpEdge edge =
      new TcpEdge(loop, this, identity, random, new AcceptLimits(loop.nanos()));
  private final Punching punching = new Punching(loop, edge, random, this);
  private Optional<PunchStreams> streams = Optional.empty(); // Loop only.

  private PunchDesk() {}

  public static void main(String[] arguments) throws Exception {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var desk = new PunchDesk();
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("listen")) {
        desk.close();
        desk = new PunchDesk();
      }
      desk.obey(words);
    }
    desk.close();
  }

  private void close() {
    loop.execute(() -> {
      punching.close();
      edge.deafen();
    });
    loop.close();
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private void obey(String[] words) throws Exception {
    switch (words[0]) {
      case "listen" -> {
        edge.listen(new InetSocketAddress("0.0.0.0", Integer.parseInt(words[1])));
        say("listening " + identity.peer());
      }
      case "try" -> say(isOpen(socket(words)) ? "open" : "closed");
      case "seen" -> {
        PeerId relay = PeerId.parse(words[3]);
        edge.connect(socket(words), relay, TcpEdge.From.LISTENING_PORT, new Asking());
      }
      case "splice" -> splice(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "relay" -> relay(Role.valueOf(words[1]), PeerId.parse(words[2]), words);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  /// Copies between the first that comes to one port and the first that comes to the other.
  private static void splice(int one, int other) throws IOException {
    var left = new ServerSocket(one);
    var right = new ServerSocket(other);
    say("splicing");
    Thread.startVirtualThread(() -> {
      try (left;
          right) {
        Socket a = left.accept();
        Socket b = right.accept();
        Thread.startVirtualThread(() -> copy(a, b));
        copy(b, a);
      } catch (IOException e) {
        say("no splice");
      }
    });
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  private void relay(Role role, PeerId peer, String[] words) throws Exception {
    var address = new InetSocketAddress(words[4], Integer.parseInt(words[5]));
    List<Multiaddr> own = List.of(Multiaddr.parse(words[3]));
    var result = new Relayed(own);
    if (role == Role.INITIATOR) {
      edge.connect(address, peer, TcpEdge.From.LISTENING_PORT, result);
    } else {
      loop.execute(() -> edge.punch(List.of(address), peer, role, result));
    }
  }

  /// What comes of the link over the splice.
  private final class Relayed implements TcpEdge.Result {
    private final List<Multiaddr> own;

    Relayed(List<Multiaddr> own) {
      this.own = own;
    }

    @Override
    public void opened(TcpLink link) {
      var begun = new PunchStreams(link, punching, () -> own);
      streams = Optional.of(begun);
      if (link.role() == Role.RESPONDER) {
        begun.begin(List.of());
      }
    }

    @Override
    public void failed(String reason) {
      say("relay " + reason);
    }
  }

  private static InetSocketAddress socket(String[] words) {
    return new InetSocketAddress(words[1], Integer.parseInt(words[2]));
  }

  private static boolean isOpen(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, TRY_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Asks a relay where it sees this desk.
  private static final class Asking implements TcpEdge.Result {
    @Override
    public void opened(TcpLink link) {
      Thread.startVirtualThread(() -> {
        try {
          say("seen " + link.identify().observedAddress().orElseThrow());
        } catch (IOException e) {
          say("seen nowhere");
        }
      });
    }

    @Override
    public void failed(String reason) {
      say("seen nowhere: " + reason);
    }
  }

  private static void up(TcpLink link) {
    say("up " + link.role() + " " + link.handshakeHash().hex());
  }

  @Override
  public void dial(Punching.RelayedLink link, List<Multiaddr> addresses) {
    punching.upgradeFailed(link);
  }

  @Override
  public void punched(Punching.RelayedLink relayed, TcpLink direct) {
    up(direct);
  }

  @Override
  public void gaveUp(Punching.RelayedLink relayed) {
    say("gaveUp");
  }

  @Override
  public Optional<PeerClass> admit(PeerId peer) {
    return Optional.of(PeerClass.CONTACT);
  }

  @Override
  public Identify introduction(TcpLink link) {
    Bytes ip = Bytes.copyOf(link.remote().getAddress().getAddress());
    Multiaddr seen = Multiaddr.tcp(ip, link.remote().getPort());
    return new Identify(identity.peer(), List.of(), List.of(), Optional.of(seen), Optional.empty());
  }

  @Override
  public void accepted(TcpLink link) {
    if (punching.linked(link.peer())) {
      up(link);
    }
  }

  @Override
  public void closed(TcpLink link) {}

  @Override
  public void pushed(TcpLink link, Identify identify) {}

  @Override
  public void sessionOpened(TcpLink link) {}

  @Override
  public Dialogue dialogue(TcpLink link, StreamProtocol protocol) {
    return streams.orElseThrow().answer();
  }

  @Override
  public void blobOpened(TcpLink link, BlobStream stream) {
    stream.close();
  }
}
