package dev.pli.core.node;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.Step;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.delivery.LinkId;
import dev.pli.core.delivery.Route;
import dev.pli.core.delivery.Ticket;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Answer;
import dev.pli.core.office.Request;
import dev.pli.core.rules.Book;
import dev.pli.core.rules.Messenger;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One vault under attack: its rules, what they saved, and what they say to whom. Each event is a
/// batch of its own.
final class Besieged {
  static final Bytes HASH = Bytes.hex("77".repeat(32));

  final MemoryStore store;
  final Random random;
  final Set<LinkId> closed = new HashSet<>();
  final Set<LinkId> aborted = new HashSet<>();
  Instant now = World.DAWN.plus(Duration.ofHours(2));
  private final String label;
  private final Messenger messenger;
  private final Map<LinkId, List<Bytes>> said = new HashMap<>();
  private final Map<Ticket, Answer> answers = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private long last;

  /// Its `contact` is the correspondent with this label.
  Besieged(MemoryStore store, String contact, Random random) {
    this.store = store;
    this.label = contact;
    this.random = random;
    var book = new Book();
    store.recall(book::apply);
    this.messenger = new Messenger(book, store, random);
    perform(List.of(messenger.start(now)));
  }

  Book book() {
    return messenger.book();
  }

  Contact contact() {
    return book().contacts().stream()
        .filter(contact -> contact.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  void happens(Event event) {
    perform(List.of(messenger.handle(event, now), messenger.handle(new Event.InboxDrained(), now)));
  }

  /// Two events before one commit.
  void happensAtOnce(Event first, Event second) {
    perform(
        List.of(
            messenger.handle(first, now),
            messenger.handle(second, now),
            messenger.handle(new Event.InboxDrained(), now)));
  }

  void passes(Duration time) {
    now = now.plus(time);
    happens(new Event.AlarmRang());
  }

  private void perform(List<Step> steps) {
    try {
      store.commit(steps.stream().flatMap(step -> step.changes().stream()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var next = new ArrayList<Event>();
    for (Effect effect : steps.stream().flatMap(step -> step.effects().stream()).toList()) {
      effects.add(effect);
      switch (effect) {
        case Effect.Transmit(var link, var frame) -> said(link).add(frame);
        case Effect.CloseLink(var link) -> closed.add(link);
        case Effect.AbortLink(var link) -> aborted.add(link);
        case Effect.Reply(var ticket, var answer) -> answers.put(ticket, answer);
        case Effect.Continue(var event) -> next.add(event);
        default -> {}
      }
    }
    next.forEach(this::happens);
  }

  /// Somebody whose host key is proven has dialled.
  LinkId dialledBy(PeerId peer) {
    var link = new LinkId(++last);
    happens(new Event.LinkOpened(link, peer, Role.RESPONDER, HASH, Route.DIRECT, Optional.empty()));
    return link;
  }

  /// It has dialled somebody whose host key is proven.
  LinkId dials(PeerId peer) {
    var link = new LinkId(++last);
    happens(new Event.LinkOpened(link, peer, Role.INITIATOR, HASH, Route.DIRECT, Optional.empty()));
    return link;
  }

  void hears(LinkId link, Bytes frame) {
    happens(new Event.FrameReceived(link, frame));
  }

  /// What was said on a link and not taken yet.
  List<Bytes> said(LinkId link) {
    return said.computeIfAbsent(link, _ -> new ArrayList<>());
  }

  Answer asked(Request request) {
    var ticket = new Ticket(++last);
    happens(new Event.Asked(ticket, request));
    return java.util.Objects.requireNonNull(answers.remove(ticket));
  }

  Answer sends(dev.pli.core.delivery.Draft draft) {
    var ticket = new Ticket(++last);
    happens(new Event.ContentSealed(ticket, contact().id(), draft));
    return java.util.Objects.requireNonNull(answers.remove(ticket));
  }

  /// Its owner takes a pli back in the batch in which something else has come.
  Answer takesBack(PliKey pli, Event come) {
    var ticket = new Ticket(++last);
    perform(
        List.of(
            messenger.handle(come, now),
            messenger.handle(new Event.CancelAsked(ticket, pli), now),
            messenger.handle(new Event.InboxDrained(), now)));
    return java.util.Objects.requireNonNull(answers.remove(ticket));
  }

  <E extends Effect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The rules that its journal names as broken, in order.
  List<String> refused() {
    return store.journal(0, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.kind().equals("refused"))
        .map(Entry::detail)
        .toList();
  }

  /// Statements about plis that went to the contact.
  List<Change.Kept> kept() {
    return store.plis().stream()
        .filter(pli -> pli.contact().equals(contact().id()) && !pli.isIncoming())
        .flatMap(pli -> store.statements(pli.key()).stream())
        .toList();
  }
}
