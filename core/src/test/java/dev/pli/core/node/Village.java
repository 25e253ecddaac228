package dev.pli.core.node;

import dev.pli.core.Event;
import dev.pli.core.Self;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Invitation;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Alice, Bob and Carol, each a correspondent of both others, and all that may befall them. Alice
/// and Carol have no proof agreement; the other two pairs have.
final class Village {
  private static final Duration DAY = Duration.ofDays(1);

  /// Long enough for every pause between two dials, several times.
  private static final Duration LONG_CALM = Duration.ofMinutes(45);

  static final List<MemoryStore.Copy> PAIRED = paired();

  final World world;
  final Inhabitant alice;
  final Inhabitant bob;
  final Inhabitant carol;
  final Ledger ledger;
  private final Optional<Liar> mallory;

  /// Ids of invitations that somebody has left open.
  private final Map<Inhabitant, Bytes> open = new HashMap<>();

  private Village(
      long seed,
      Instant dawn,
      MemoryStore alice,
      MemoryStore bob,
      MemoryStore carol,
      Optional<MemoryStore> mallory) {
    world = new World(new Random(seed), dawn);
    this.alice = new Inhabitant(world, "Alice", 4001, Cast.ALICE.peer(), alice);
    this.bob = new Inhabitant(world, "Bob", 4002, Cast.BOB.peer(), bob);
    this.carol = new Inhabitant(world, "Carol", 4003, Cast.CAROL.peer(), carol);
    this.mallory = mallory.map(disk -> new Liar(world, disk, List.of(this.alice, this.bob)));
    ledger = new Ledger(this.mallory);
    all().forEach(one -> ledger.watch(one, self(one).fingerprint()));
  }

  static Self self(Inhabitant inhabitant) {
    return Cast.all().get(inhabitant.name());
  }

  /// Nobody knows anybody.
  static Village ofStrangers(long seed) {
    return new Village(
        seed,
        World.DAWN,
        founded(Cast.ALICE),
        founded(Cast.BOB),
        founded(Cast.CAROL),
        Optional.empty());
  }

  private static MemoryStore founded(Self self) {
    return MemoryStore.of(Cast.founded(self));
  }

  /// Everybody knows everybody, Mallory is about, and it is an hour later.
  static Village ofFriends(long seed) {
    return ofFriends(seed, Optional.of(MemoryStore.of(PAIRED.get(3))));
  }

  /// The same without Mallory.
  static Village ofHonestFriends(long seed) {
    return ofFriends(seed, Optional.empty());
  }

  private static Village ofFriends(long seed, Optional<MemoryStore> mallory) {
    var village =
        new Village(
            seed,
            World.DAWN.plus(Duration.ofHours(1)),
            MemoryStore.of(PAIRED.get(0)),
            MemoryStore.of(PAIRED.get(1)),
            MemoryStore.of(PAIRED.get(2)),
            mallory);
    village.ledger.pinAll();
    return village;
  }

  private static List<MemoryStore.Copy> paired() {
    var village = ofStrangers(0);
    var mallory =
        new Inhabitant(village.world, "Mallory", 4004, Cast.MALLORY.peer(), founded(Cast.MALLORY));
    village.ledger.watch(mallory, Cast.MALLORY.fingerprint());
    mallory.start();
    village.start();
    village.pair(village.alice, village.bob, true);
    village.pair(village.alice, village.carol, false);
    village.pair(village.bob, village.carol, true);
    village.pair(village.alice, mallory, true);
    village.pair(village.bob, mallory, false);
    village.world.run(Duration.ofMinutes(5));
    village.greet(village.alice, village.bob); // Both have a key epoch now.
    village.greet(village.bob, village.alice);
    village.greet(village.carol, village.bob);
    village.greet(village.bob, village.carol);
    village.greet(village.alice, mallory);
    village.world.run(Duration.ofMinutes(5));
    return Stream.concat(village.all().stream(), Stream.of(mallory))
        .map(one -> one.store().copy())
        .toList();
  }

  private void greet(Inhabitant from, Inhabitant to) {
    from.send(to.name(), "first", List.of(), _ -> {});
  }

  List<Inhabitant> all() {
    return List.of(alice, bob, carol);
  }

  void start() {
    all().forEach(Inhabitant::start);
    mallory.ifPresent(Liar::rove);
    world.run(Duration.ofSeconds(2));
  }

  void pair(Inhabitant host, Inhabitant guest, boolean proof) {
    invite(host, guest.name(), proof, link -> accept(guest, host.name(), link, proof));
    world.run(Duration.ofMinutes(2));
  }

  void invite(Inhabitant host, String label, boolean proof, Consumer<String> told) {
    host.ask(
        new Request.Invite(
            Optional.of(label),
            Duration.ofDays(7),
            List.of(),
            Optional.empty(),
            proof,
            Optional.empty()),
        answer -> {
          if (answer instanceof Answer.Done(Result.Invited(var invitation))) {
            told.accept(invitation.link().orElseThrow());
          }
        });
  }

  void accept(Inhabitant guest, String label, String link, boolean proof) {
    guest.ask(
        new Request.Accept(link, Optional.of(label), Optional.empty(), proof, Duration.ZERO),
        _ -> {});
  }

  // What befalls them.

  /// Somebody writes to somebody.
  void gossip() {
    Inhabitant from = anybody();
    List<String> others =
        from.store().contacts().stream()
            .map(Contact::label)
            .filter(label -> mallory.isPresent() || !label.equals("Mallory"))
            .toList();
    if (from.isUp()) {
      write(from, others.get(world.random.nextInt(others.size())));
    }
  }

  /// Everybody writes to everybody.
  void gossipOfAll() {
    for (Inhabitant from : all()) {
      for (Inhabitant to : all()) {
        if (from != to) {
          write(from, to.name());
        }
      }
    }
  }

  private void write(Inhabitant from, String to) {
    var enclosures = new ArrayList<Integer>();
    while (world.random.nextInt(4) == 0 && enclosures.size() < 3) {
      enclosures.add(world.random.nextInt(3));
    }
    String text = "letter ".repeat(world.random.nextInt(200));
    from.send(to, text, enclosures, draft -> ledger.promised(from, to, draft.id()));
  }

  Inhabitant anybody() {
    return all().get(world.random.nextInt(all().size()));
  }

  /// One thing goes wrong.
  void mishap() {
    Inhabitant victim = anybody();
    switch (world.random.nextInt(18)) {
      case 0, 1 -> cutSomeLink();
      case 2 -> victim.crash();
      case 3, 4 -> victim.dieAt(pick(MemoryStore.Moment.values()));
      case 5, 6 -> victim.dieAfter(world.random.nextInt(25));
      case 7 -> fillDisk(victim);
      case 8 -> setClock(victim);
      case 9 -> cancelSome(victim);
      case 10 -> victim.tell(new Event.Hurried());
      case 11, 12 -> stranger(victim);
      case 13 -> leaveInvitation(victim);
      case 14, 15, 16 -> carry(victim, anybody());
      default -> world.run(Duration.ofSeconds(world.random.nextInt(40)));
    }
  }

  /// A link is lost, or a process dies.
  void strike() {
    switch (world.random.nextInt(4)) {
      case 0 -> cutSomeLink();
      case 1 -> anybody().crash();
      case 2 -> anybody().dieAt(pick(MemoryStore.Moment.values()));
      default -> anybody().dieAfter(world.random.nextInt(6));
    }
  }

  /// Somebody takes a medium to somebody, soon or later, once or twice, or loses it.
  private void carry(Inhabitant from, Inhabitant to) {
    if (from == to || !from.isUp()) {
      return;
    }
    Stick.filledBy(from, to.name())
        .ifPresent(stick -> {
          for (int times = world.random.nextInt(3); times > 0; times--) {
            Duration later = Duration.ofMillis(world.random.nextInt(90_000));
            world.after(later, () -> stick.takenBy(to, from.name()));
          }
        });
  }

  private void stranger(Inhabitant victim) {
    Optional<Bytes> seen =
        world.random.nextBoolean() ? Optional.ofNullable(open.get(victim)) : Optional.empty();
    world.smuggle(new Stranger(world, seen), victim);
  }

  /// Nobody is going to use it.
  private void leaveInvitation(Inhabitant victim) {
    invite(victim, "Nobody", false, link -> open.put(victim, id(link)));
  }

  private Bytes id(String link) {
    try {
      return Invitation.parse(link, world.now()).id();
    } catch (RejectedException e) {
      throw new AssertionError("an invitation that does not read", e);
    }
  }

  private <T> T pick(T[] values) {
    return values[world.random.nextInt(values.length)];
  }

  void cutSomeLink() {
    List<World.Wire> live = world.living();
    if (!live.isEmpty()) {
      live.get(world.random.nextInt(live.size())).cut();
    }
  }

  private void fillDisk(Inhabitant victim) {
    victim.store().setFull(true);
    world.after(
        Duration.ofMillis(world.random.nextInt(60_000)), () -> victim.store().setFull(false));
  }

  private void setClock(Inhabitant victim) {
    Duration off =
        switch (world.random.nextInt(4)) {
          case 0 -> DAY;
          case 1 -> DAY.negated();
          case 2 -> Duration.ofMinutes(world.random.nextInt(10) - 5L);
          default -> Duration.ZERO;
        };
    victim.setClock(off);
    ledger.clockWasSet(victim);
  }

  private void cancelSome(Inhabitant owner) {
    List<Pli> waiting =
        owner.store().plis().stream()
            .filter(pli -> pli.key().direction() == Direction.OUT && !pli.state().isFinal())
            .toList();
    if (!waiting.isEmpty() && owner.isUp()) {
      owner.cancel(waiting.get(world.random.nextInt(waiting.size())).key());
    }
  }

  /// Nothing goes wrong any more: everything is repaired, each process begins once more, and time
  /// passes.
  void calm() {
    world.setCalm(true);
    for (Inhabitant one : all()) {
      one.store().setFull(false);
      one.store().spare();
      one.setClock(Duration.ZERO);
      one.crash();
    }
    world.run(LONG_CALM);
  }
}
