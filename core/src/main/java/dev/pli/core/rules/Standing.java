package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.frame.Finish;
import dev.pli.core.frame.Sync;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import dev.pli.crypto.session.RecordType;
import dev.pli.crypto.session.Session;
import dev.pli.crypto.session.SessionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// FINISH and CONFIRM: both sides are proven, what each remembers is compared and committed, and
/// what waited goes on. docs/spec/session.md §7, §11, §16.
///
/// Node thread only.
final class Standing {
  /// Two links that both ends verified so close together came from dialling each other.
  private static final Duration CROSSED = Duration.ofSeconds(10);

  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Pairing pairing;
  private final LinkMemory memory;
  private final Lanes lanes;
  private final Posting posting;
  private final Agreeing agreeing;
  private final Proving proving;
  private final Carrying carrying;
  private final Dialling dialling;
  private final Scribe scribe;

  Standing(
      Book book,
      Links links,
      Steps steps,
      Pairing pairing,
      LinkMemory memory,
      Lanes lanes,
      Posting posting,
      Agreeing agreeing,
      Proving proving,
      Carrying carrying,
      Dialling dialling,
      Scribe scribe) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.pairing = pairing;
    this.memory = memory;
    this.lanes = lanes;
    this.posting = posting;
    this.agreeing = agreeing;
    this.proving = proving;
    this.carrying = carrying;
    this.dialling = dialling;
    this.scribe = scribe;
  }

  /// What this side tells the other about what it holds of it.
  Sync sync(ContactId contact, PeerDevice device) {
    List<Sync.Mark> marks =
        book.marks(new DeviceKey(contact, device.id())).values().stream()
            .map(held -> new Sync.Mark(held.incarnation(), held.mark()))
            .sorted(Comparator.comparing(Sync.Mark::incarnation, Long::compareUnsigned))
            .toList();
    Change.SeenFromContact seen = book.seenFrom(contact);
    return new Sync(marks, seen.count(), seen.head());
  }

  /// FINISH as the first record of the responder: the initiator commits, then confirms.
  void finish(Link link, Link.AwaitingFinish stage, Bytes record, Instant now)
      throws RejectedException {
    Session.Opened opened = stage.session().open(record);
    require(opened.type() == RecordType.FINISH, SessionRule.S316_FIRST_RECORD);
    Purpose purpose = stage.opening().isPairing() ? Purpose.PAIR : Purpose.LINK;
    Finish finish = Finish.parse(opened.body(), purpose);
    finish.requireInitiator(book.self().fingerprint());
    ContactId contact = stage.opening().contact().orElseThrow();
    link.peerMark = finish.mark();
    if (purpose == Purpose.LINK) {
      link.isSuspect = memory.compare(contact, stage.device(), finish.mark(), now);
    }
    stand(link, contact, stage.device(), opened.next(), stage.opening(), now);
    if (link.running().isPresent()) {
      links.send(link, RecordType.CONFIRM, sync(contact, stage.device()).encode());
      goOn(link, finish.sync(), now);
    }
  }

  /// CONFIRM as the first record of the initiator.
  void confirm(Link link, Link.AwaitingConfirm stage, Bytes record, Instant now)
      throws RejectedException {
    Session.Opened opened = stage.session().open(record);
    require(opened.type() == RecordType.CONFIRM, SessionRule.S316_FIRST_RECORD);
    Purpose purpose = stage.opening().isPairing() ? Purpose.PAIR : Purpose.LINK;
    Sync theirs = Sync.parse(opened.body(), purpose);
    ContactId contact = java.util.Objects.requireNonNull(link.contact);
    stand(link, contact, stage.device(), opened.next(), stage.opening(), now);
    if (link.running().isPresent()) {
      goOn(link, theirs, now);
    }
  }

  /// The link runs, unless another one to the same device stays in its place.
  private void stand(
      Link link,
      ContactId contact,
      PeerDevice device,
      Session session,
      Link.Opening opening,
      Instant now) {
    pairing.confirm(contact, opening, session, now);
    link.pairPsk = opening.isPairing() ? session.pairPsk() : opening.psk();
    link.stage = new Link.Running(session, device.id());
    link.verified = now;
    link.lastHash = session.lastHash();
    link.epochBegan = now;
    lanes.succeeded(contact);
    dialling.reached(link.peer);
    yieldToOne(link, contact, now);
    if (link.running().isPresent()) {
      memory.commit(contact, device, link);
    } else {
      memory.yielded(contact, device, link);
    }
  }

  /// One link a device: the newer stays; of two that crossed, the one with the lower hash, so that
  /// both ends keep the same.
  private void yieldToOne(Link link, ContactId contact, Instant now) {
    for (Link other : links.all()) {
      if (other != link && contact.equals(other.contact) && other.running().isPresent()) {
        boolean crossed = other.verified.plus(CROSSED).isAfter(now);
        boolean otherStays = crossed && other.lastHash.compareTo(link.lastHash) < 0;
        links.close(otherStays ? link : other);
        if (otherStays) {
          return;
        }
      }
    }
  }

  private void goOn(Link link, Sync theirs, Instant now) {
    Contact contact = book.contact(link.device().orElseThrow().contact()).orElseThrow();
    if (isRecounted(link, theirs, now)) {
      links.close(link); // The next one announces the new numbers.
      return;
    }
    scribe.presence(contact, "reachable", now);
    if (contact.keyChanged()) {
      links.close(link); // Paired, and that is all until a person has verified it.
      return;
    }
    steps.then(new Effect.AskAddresses(link.id));
    posting.resume(link, theirs, now);
    proving.met(contact, theirs.relNumber(), now);
    carrying.meet(link.device().orElseThrow(), now);
    agreeing.propose(contact, now);
  }

  /// What the other side holds and what is remembered here cannot both be: one of the two vaults
  /// was put back to an older state, or lies. The claim is unsigned, so its effect stays with this
  /// contact.
  private boolean isRecounted(Link link, Sync theirs, Instant now) {
    DeviceKey device = link.device().orElseThrow();
    SendingSide side = book.side(device).orElseThrow();
    long held = theirs.mark(side.incarnation());
    boolean isOwnOlder = Long.compareUnsigned(held, side.next()) >= 0;
    // On a link beside this one more may have been acknowledged since the other side said so.
    boolean isTheirsOlder = held < side.acknowledged() && !link.hasCrossed;
    if (isOwnOlder) {
      scribe.journal(now, "own_vault_older", device.contact(), "");
    } else if (isTheirsOlder && !link.isSuspect) {
      scribe.journal(now, "contact_restored_or_copied", device.contact(), "");
    }
    if ((isOwnOlder || isTheirsOlder) && !lanes.recount(device, now)) {
      scribe.journal(now, "contact_stopped", device.contact(), "");
    }
    return isOwnOlder || isTheirsOlder;
  }
}
