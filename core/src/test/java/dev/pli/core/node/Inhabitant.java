package dev.pli.core.node;

import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Step;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Request;
import dev.pli.core.rules.Messenger;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One vault in the [World]: its disk, its clock, its links, its person, and one [Life] after the
/// other.
final class Inhabitant implements World.Endpoint {
  private final World world;
  private final String name;
  private final PeerId peer;
  private final Multiaddr address;
  private final MemoryStore store;
  private final Carrier carrier;

  /// How far this device's clock is from the world's.
  private Duration skew = Duration.ZERO;

  private @Nullable Life life;
  private Transport.Gate gate = new Transport.Gate(Set.of(), false);

  /// What the peers were told last; it outlives this device's deaths, as they do.
  private Optional<PeerRecord> record = Optional.empty();

  private final Map<LinkId, World.Wire> links = new TreeMap<>(Comparator.comparing(LinkId::value));
  private final Set<PeerId> dialling = new HashSet<>();
  private final Map<Ticket, Consumer<Answer>> asked = new HashMap<>();
  private long lastTicket;
  private Consumer<Step> witness = _ -> {};

  Inhabitant(World world, String name, int port, PeerId peer, MemoryStore store) {
    this.world = world;
    this.name = name;
    this.peer = peer;
    this.address = Multiaddr.tcp(Bytes.of(127, 0, 0, 1), port);
    this.store = store;
    this.carrier = new Carrier(world, this);
    world.add(this);
  }

  void watchedBy(Consumer<Step> next) {
    witness = next;
  }

  String name() {
    return name;
  }

  MemoryStore store() {
    return store;
  }

  Multiaddr address() {
    return address;
  }

  @Override
  public PeerId peer() {
    return peer;
  }

  boolean isUp() {
    return life != null;
  }

  Instant clock() {
    return world.now().plus(skew);
  }

  /// Somebody sets this machine's clock.
  void setClock(Duration next) {
    skew = next;
  }

  Messenger rules() {
    return life().rules();
  }

  Life life() {
    if (life == null) {
      throw new IllegalStateException(name + " is down");
    }
    return life;
  }

  /// The contact that this vault calls so.
  Contact contact(String label) {
    return rules()
        .contact(label)
        .orElseThrow(() -> new AssertionError(name + " knows no " + label));
  }

  // A process begins and ends.

  void start() {
    if (life == null) {
      life = new Life(world, this, step -> witness.accept(step));
      life.begin();
    }
  }

  /// The process is killed.
  void crash() {
    if (life == null) {
      return;
    }
    life.end();
    life = null;
    asked.clear();
    dialling.clear();
    gate = new Transport.Gate(Set.of(), false);
    carrier.crash();
    List<World.Wire> open = List.copyOf(links.values());
    links.clear();
    open.forEach(World.Wire::cut);
    if (world.happens(0.3)) {
      store.blobs().cutPower(world.random);
    }
    world.after(Duration.ofMillis(200 + world.random.nextInt(20_000)), this::start);
  }

  /// It dies during its next commit, if it has not before.
  void dieAt(MemoryStore.Moment moment) {
    store.dieAt(moment);
  }

  /// It dies once it has performed as many effects.
  void dieAfter(int effects) {
    if (life != null) {
      life.dieAfter(effects);
    }
  }

  /// Its disk is full: whoever waits for an answer hears so, and every link goes.
  void forsake() {
    asked.values().forEach(told -> told.accept(Answer.failed(ErrorCode.NO_SPACE)));
    asked.clear();
    admit(new Transport.Gate(Set.of(), false));
  }

  void tell(Event event) {
    if (life != null) {
      life.tell(event);
    }
  }

  /// Work of the process that runs now, void once it has ended.
  void living(Duration delay, Runnable work) {
    if (life != null) {
      life.living(delay, work);
    }
  }

  // What the rules want done.

  void perform(Effect effect) {
    switch (effect) {
      case Effect.Transmit(var link, var frame) -> wire(link).ifPresent(w -> w.send(this, frame));
      case Effect.CloseLink(var link) -> close(link);
      case Effect.AbortLink(var link) -> close(link);
      case Effect.Dial(var to, _) -> dial(to);
      case Effect.LookOut _ -> {} // One network, and nobody moves.
      case Effect.AskAddresses(var link) -> wire(link).ifPresent(this::askAddresses);
      case Effect.Announce(var seq, var own) -> announce(new PeerRecord(peer, seq, own));
      case Effect.Admit(var contacts, var guests) -> admit(new Transport.Gate(contacts, guests));
      case Effect.Push push -> carrier.push(push, wire(push.link()));
      case Effect.Pull pull -> carrier.pull(pull);
      case Effect.StopPull stopped -> carrier.stop(stopped);
      case Effect.CheckContent(var pli) -> carrier.check(pli);
      case Effect.EraseBlobs erased ->
          living(world.delay(), () -> erased.files().forEach(store.blobs()::erase));
      case Effect.Reply(var ticket, var answer) -> answer(ticket, answer);
      case Effect.Publish _, Effect.Continue _, Effect.SetAlarm _, Effect.BlobNamed _ -> {}
    }
  }

  private Optional<World.Wire> wire(LinkId link) {
    return Optional.ofNullable(links.get(link));
  }

  private void close(LinkId link) {
    World.Wire wire = links.remove(link);
    if (wire != null) {
      wire.close(this);
    }
  }

  /// A dial under way, or a link, is enough.
  private void dial(PeerId to) {
    boolean isLinked = links.values().stream().anyMatch(w -> w.other(this).peer().equals(to));
    if (isLinked || !dialling.add(to)) {
      return;
    }
    Life now = life();
    world.dial(
        this,
        to,
        isUp -> {
          if (!now.isOver()) {
            dialling.remove(to);
            if (!isUp) {
              tell(new Event.DialFailed(to, "unreachable"));
            }
          }
        });
  }

  private void askAddresses(World.Wire wire) {
    living(
        world.delay().plus(world.delay()),
        () -> {
          if (!wire.isCut() && wire.other(this) instanceof Inhabitant other) {
            tell(new Event.PeerFound(other.peer, List.of(other.address)));
            other.record.ifPresent(said -> tell(new Event.RecordReceived(said)));
          }
        });
  }

  /// Whatever this device forgot, its next record has a higher number.
  private void announce(PeerRecord next) {
    record.ifPresent(last -> {
      if (next.seq() < last.seq() + PeerRecord.EDITIONS) {
        throw new AssertionError("a record's number was used before");
      }
    });
    record = Optional.of(next);
  }

  private void admit(Transport.Gate next) {
    gate = next;
    for (World.Wire wire : List.copyOf(links.values())) {
      if (!admits(wire.other(this).peer())) {
        close(new LinkId(wire.id));
      }
    }
  }

  @Override
  public boolean admits(PeerId dialler) {
    return life != null && (gate.guests() || gate.contacts().contains(dialler));
  }

  private void answer(Ticket ticket, Answer answer) {
    Consumer<Answer> told = asked.remove(ticket);
    if (told != null) {
      told.accept(answer);
    }
  }

  // The network speaks.

  @Override
  public void opened(World.Wire wire, Event.LinkOpened opened) {
    if (life == null || !(admits(opened.peer()) || wire.isSmuggled())) {
      wire.cut();
      return;
    }
    links.put(opened.link(), wire);
    tell(opened);
  }

  @Override
  public void received(World.Wire wire, Bytes frame) {
    if (links.get(new LinkId(wire.id)) == wire) {
      tell(new Event.FrameReceived(new LinkId(wire.id), frame));
    }
  }

  @Override
  public void streamed(World.Wire wire, Bytes stream, boolean isWhole) {
    if (links.get(new LinkId(wire.id)) == wire) {
      carrier.streamed(stream, isWhole);
    }
  }

  @Override
  public void closed(World.Wire wire) {
    if (links.remove(new LinkId(wire.id)) == wire) {
      tell(new Event.LinkClosed(new LinkId(wire.id), "closed"));
    }
  }

  // What a person does.

  void ask(Request request, Consumer<Answer> told) {
    var ticket = new Ticket(++lastTicket);
    asked.put(ticket, told);
    tell(new Event.Asked(ticket, request));
  }

  /// Seals a pli and gives it to the rules; `told` hears whether it waits for its recipient.
  void send(String to, String text, List<Integer> enclosures, Consumer<Draft> told) {
    Contact contact = contact(to);
    Draft draft;
    try {
      draft = Drafts.seal(store.blobs(), world.random, text, enclosures);
    } catch (IOException full) {
      return; // The person hears that the disk is full, and keeps the letter.
    }
    var ticket = new Ticket(++lastTicket);
    asked.put(
        ticket,
        answer -> {
          if (answer instanceof Answer.Done) {
            told.accept(draft);
          }
        });
    tell(new Event.ContentSealed(ticket, contact.id(), draft));
  }

  void cancel(PliKey pli) {
    tell(new Event.CancelAsked(new Ticket(++lastTicket), pli));
  }

  /// Everything that it keeps, of one contact and direction.
  List<Pli> plis(Contact contact, Direction direction) {
    return store.plis().stream()
        .filter(pli -> pli.contact().equals(contact.id()) && pli.key().direction() == direction)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
