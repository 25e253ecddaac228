package dev.pli.core.rules;

import dev.pli.core.Effect;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.ContactId;
import dev.pli.core.delivery.LinkId;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The live links of this process, oldest first. Node thread only.
final class Links {
  private final Map<LinkId, Link> live = new LinkedHashMap<>();
  private final Steps steps;

  Links(Steps steps) {
    this.steps = steps;
  }

  void add(Link link) {
    live.put(link.id, link);
  }

  Optional<Link> find(LinkId id) {
    return Optional.ofNullable(live.get(id));
  }

  /// The link is gone already.
  Optional<Link> remove(LinkId id) {
    return Optional.ofNullable(live.remove(id));
  }

  Collection<Link> all() {
    return List.copyOf(live.values());
  }

  /// The link that carries a contact's session, newest first if two still overlap.
  Optional<Link> running(ContactId contact) {
    return live.values().stream()
        .filter(link -> contact.equals(link.contact) && link.running().isPresent())
        .reduce((_, newer) -> newer);
  }

  /// Other running links of the same contact.
  List<Link> othersRunning(Link link) {
    return live.values().stream()
        .filter(other -> other != link && other.running().isPresent())
        .filter(other -> Objects.equals(other.contact, link.contact))
        .toList();
  }

  /// The incarnations in which a contact speaks on its live links.
  Set<Long> incarnations(ContactId contact) {
    return live.values().stream()
        .filter(link -> contact.equals(link.contact))
        .map(link -> link.peerIncarnation)
        .collect(Collectors.toSet());
  }

  /// The link's contact is known: it may live beside others.
  void name(Link link, ContactId contact) {
    link.contact = contact;
    for (Link other : live.values()) {
      if (other != link && contact.equals(other.contact)) {
        link.hasCrossed = true;
        other.hasCrossed = true;
      }
    }
  }

  /// A link to this host key, in any stage but closed.
  Optional<Link> to(PeerId peer) {
    return live.values().stream()
        .filter(link -> link.peer.equals(peer) && !(link.stage instanceof Link.Closed))
        .findAny();
  }

  /// Seals one record of the running session and puts it on the link.
  void send(Link link, RecordType type, Bytes body) {
    Link.Running running = link.running().orElseThrow();
    Session.Sealed sealed = running.session().seal(type, body);
    link.stage = new Link.Running(sealed.next(), running.device());
    steps.then(new Effect.Transmit(link.id, sealed.record()));
  }

  /// The next epoch's keys stand ready; EPOCH moves each direction to them.
  void await(Link link, Session next) {
    Link.Running running = link.running().orElseThrow();
    link.stage = new Link.Running(running.session().rekeyed(next), running.device());
  }

  /// Takes nothing more from the link and asks for its end.
  void close(Link link) {
    forget(link);
    steps.then(new Effect.CloseLink(link.id));
  }

  /// The same for a link whose peer broke a rule: it hears that, and not which.
  void abort(Link link) {
    forget(link);
    steps.then(new Effect.AbortLink(link.id));
  }

  private void forget(Link link) {
    link.stage = new Link.Closed();
    live.remove(link.id);
  }
}
