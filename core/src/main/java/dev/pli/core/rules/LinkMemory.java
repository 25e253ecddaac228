package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.delivery.LinkPair;
import dev.pli.core.delivery.LinkPair.Pair;
import dev.pli.core.identity.LinkMark;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What both ends remember of their last link. When they disagree, one of them has been copied or
/// put back to an older state: that is said and journaled, never a bar. docs/spec/session.md §11.
///
/// Node thread only.
final class LinkMemory {
  private final Book book;
  private final Steps steps;
  private final Scribe scribe;

  LinkMemory(Book book, Steps steps, Scribe scribe) {
    this.book = book;
    this.steps = steps;
    this.scribe = scribe;
  }

  /// What this side shows of its last link: the newest that may have reached the other, else the
  /// committed one.
  LinkMark toShow(ContactId contact, PeerDevice device) {
    LinkPair pair = pair(contact, device);
    Optional<Pair> newest =
        pair.pendingResponder().isEmpty()
            ? pair.committed()
            : Optional.of(pair.pendingResponder().getLast());
    return newest.map(p -> new LinkMark(p.counter(), p.lastHash())).orElse(LinkMark.NONE);
  }

  /// Before message 3 leaves: this link's hash may reach the other.
  void pendingAsInitiator(ContactId contact, PeerDevice device, long shown, Bytes lastHash) {
    LinkPair pair = pair(contact, device);
    save(
        new LinkPair(
            pair.contact(),
            pair.device(),
            pair.committed(),
            added(pair.pendingInitiator(), new Pair(shown, lastHash)),
            pair.pendingResponder()));
  }

  /// Before FINISH leaves: the pair that both will have committed when CONFIRM has come.
  void pendingAsResponder(
      ContactId contact, PeerDevice device, LinkMark theirs, LinkMark own, Bytes lastHash) {
    LinkPair pair = pair(contact, device);
    long counter = Math.max(theirs.counter(), own.counter()) + 1;
    save(
        new LinkPair(
            pair.contact(),
            pair.device(),
            pair.committed(),
            pair.pendingInitiator(),
            added(pair.pendingResponder(), new Pair(counter, lastHash))));
  }

  private static List<Pair> added(List<Pair> pairs, Pair next) {
    var kept = new ArrayList<>(pairs);
    kept.add(next);
    return kept.size() > LinkPair.MAX_PENDING ? kept.subList(1, kept.size()) : kept;
  }

  /// Judges what the other side remembers; whether a person was told that it is something else. A
  /// device without a committed pair is not compared.
  boolean compare(ContactId contact, PeerDevice device, LinkMark theirs, Instant now) {
    LinkPair pair = pair(contact, device);
    if (pair.committed().isEmpty()) {
      return false;
    }
    Optional<Pair> agreed =
        Stream.of(
                pair.committed().stream(),
                pair.pendingInitiator().stream(),
                pair.pendingResponder().stream())
            .flatMap(pairs -> pairs)
            .filter(candidate -> candidate.lastHash().equals(theirs.lastHash()))
            .findFirst();
    if (agreed.isEmpty()) {
      scribe.journal(now, "contact_restored_or_copied", contact, "");
    }
    return agreed.isEmpty();
  }

  /// The link stands: both sides remember it, and nothing is pending.
  ///
  /// Of links that crossed, one side may have seen one alone: all of them are still accepted, but
  /// not shown, until a link stands that crossed no other.
  void commit(ContactId contact, PeerDevice device, Link link) {
    long counter = Math.max(link.ownMark.counter(), link.peerMark.counter()) + 1;
    var next = new Pair(counter, link.lastHash);
    LinkPair pair = pair(contact, device);
    List<Pair> others = link.hasCrossed ? acceptable(pair, next) : List.of();
    save(new LinkPair(contact, device.id(), Optional.of(next), others, List.of()));
  }

  private static List<Pair> acceptable(LinkPair pair, Pair committed) {
    List<Pair> all =
        Stream.of(
                pair.pendingInitiator().stream(),
                pair.pendingResponder().stream(),
                pair.committed().stream())
            .flatMap(pairs -> pairs)
            .filter(other -> !other.lastHash().equals(committed.lastHash()))
            .toList();
    return all.subList(Math.max(0, all.size() - LinkPair.MAX_PENDING), all.size());
  }

  /// Another link stands in this one's place, and what was committed for that one stays. The other
  /// side may have seen this one alone.
  void yielded(ContactId contact, PeerDevice device, Link link) {
    pendingAsInitiator(contact, device, link.ownMark.counter(), link.lastHash);
  }

  private LinkPair pair(ContactId contact, PeerDevice device) {
    return book.pair(new DeviceKey(contact, device.id()))
        .orElseGet(
            () -> new LinkPair(contact, device.id(), Optional.empty(), List.of(), List.of()));
  }

  private void save(LinkPair pair) {
    steps.save(new Change.LinkPairSaved(pair));
  }
}
