package dev.pli.core.rules;

import static dev.pli.core.identity.IdentityRule.S106_CARD_OTHER;
import static dev.pli.core.identity.IdentityRule.S107_CARD_OWN;
import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S301_HEADER;
import static dev.pli.crypto.session.SessionRule.S302_UNKNOWN_PEER;
import static dev.pli.crypto.session.SessionRule.S309_FINGERPRINT;

import dev.pli.core.Change;
import dev.pli.core.address.PeerId;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.ContactRule;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Introduction;
import dev.pli.core.identity.Versions;
import dev.pli.core.office.Notice;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.session.Handshake;
import dev.pli.crypto.session.Psk;
import dev.pli.crypto.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which contact a link is for, whether the other side is that contact, and what both sides store
/// before they speak. docs/spec/invitation.md §5; docs/spec/session.md §7.
///
/// ```
/// guest    Invited (held invitation) -> AwaitingFinish (key stored) -> Paired (confirmed)
/// inviter  Open -> used by one card, contact stored -> Paired at CONFIRM
/// ```
///
/// Node thread only.
final class Pairing {
  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Scribe scribe;
  private final Lanes lanes;
  private final RandomGenerator random;

  Pairing(Book book, Links links, Steps steps, Scribe scribe, Lanes lanes, RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.scribe = scribe;
    this.lanes = lanes;
    this.random = random;
  }

  /// What to say first on a link to `peer`; empty when nothing may be said.
  Optional<Link.Opening> opening(PeerId peer, Instant now) {
    Optional<Contact> guest = book.contacts().stream().filter(c -> isHost(c, peer)).findAny();
    if (guest.isPresent()) {
      return pairingWith(guest.get(), now);
    }
    return book.withDevice(peer).filter(this::mayLink).flatMap(contact -> linkWith(contact, peer));
  }

  private static boolean isHost(Contact contact, PeerId peer) {
    return contact.state() != Contact.State.REMOVED
        && contact.current().held().filter(held -> host(held).equals(peer)).isPresent();
  }

  static PeerId host(Counterpart.HeldInvitation held) {
    return PeerId.of(held.hostKey());
  }

  /// While an identity is announced and not verified, nothing is exchanged with either.
  boolean mayLink(Contact contact) {
    return !lanes.isStopped(contact.id())
        && contact.state() != Contact.State.REMOVED
        && !(contact.keyChanged() && contact.current().confirmed());
  }

  private Optional<Link.Opening> pairingWith(Contact contact, Instant now) {
    Counterpart.HeldInvitation held = contact.current().held().orElseThrow();
    if (now.toEpochMilli() < held.expiryMs()) {
      return Optional.of(
          new Link.Opening(
              Optional.of(contact.id()),
              Optional.of(held.id()),
              Psk.ofInvitation(held.secret()),
              random.nextLong(),
              false));
    }
    // After expiry only a link can show that the inviter did store the pairing.
    return linkWith(contact, host(held));
  }

  private Optional<Link.Opening> linkWith(Contact contact, PeerId peer) {
    List<Secret> keys = contact.current().pairPsks();
    if (keys.isEmpty() || Book.device(contact, peer).isEmpty()) {
      return Optional.empty();
    }
    Secret psk = keys.get(keys.size() - 1 - lanes.attempts(contact.id()) % keys.size());
    return Optional.of(linkOpening(contact, peer, psk, false));
  }

  private Link.Opening linkOpening(Contact contact, PeerId peer, Secret psk, boolean lost) {
    long incarnation =
        Book.device(contact, peer)
            .flatMap(device -> book.side(new DeviceKey(contact.id(), device.id())))
            .map(SendingSide::incarnation)
            .orElseGet(random::nextLong);
    return new Link.Opening(Optional.of(contact.id()), Optional.empty(), psk, incarnation, lost);
  }

  /// A device met for the first time starts its own count: the number announced with message 3 is
  /// new.
  Link.Opening renumbered(Link.Opening opening, Contact contact, PeerDevice device) {
    boolean isKnown = book.side(new DeviceKey(contact.id(), device.id())).isPresent();
    return isKnown || opening.isPairing() ? opening : opening.numbered(random.nextLong());
  }

  /// The inviter's side of message 1 with purpose pair.
  Link.Opening invited(Bytes invitation, Instant now) throws RejectedException {
    IssuedInvitation issued =
        book.invitation(invitation)
            .filter(candidate -> candidate.isUsable(now))
            .orElseThrow(() -> new RejectedException(ContactRule.S206_INVITATION_UNKNOWN));
    return new Link.Opening(
        Optional.empty(),
        Optional.of(invitation),
        Psk.ofInvitation(issued.secret().orElseThrow()),
        random.nextLong(),
        false);
  }

  /// Whether a first message that broke `rule` came from somebody who has shown nothing that is
  /// ours: such a link ends without a byte.
  boolean isStranger(Link link, Rule rule) {
    return rule == ContactRule.S206_INVITATION_UNKNOWN
        || rule == S302_UNKNOWN_PEER
        || (rule == S301_HEADER && book.withDevice(link.peer).isEmpty());
  }

  /// The responder's side of message 1 with purpose link.
  Link.Opening linked(PeerId peer) throws RejectedException {
    Contact contact =
        book.withDevice(peer)
            .filter(this::mayLink)
            .orElseThrow(() -> new RejectedException(S302_UNKNOWN_PEER));
    List<Secret> keys = contact.current().pairPsks();
    return keys.isEmpty()
        ? linkOpening(contact, peer, Secret.random(32, random), true)
        : linkOpening(contact, peer, keys.getLast(), false);
  }

  /// Whether `introduction` shows a device that may speak for `counterpart`; the device as it is to
  /// be pinned.
  PeerDevice judge(
      Link link,
      Card card,
      Optional<Counterpart> pinned,
      Introduction introduction,
      Bytes remoteStatic,
      Instant now)
      throws RejectedException {
    require(introduction.fingerprint().equals(card.fingerprint()), S309_FINGERPRINT);
    require(!card.fingerprint().equals(book.self().fingerprint()), S107_CARD_OWN);
    introduction.devices().requireSignedBy(card);
    DeviceList newest = newest(pinned, introduction.devices());
    var certificate = introduction.certificate();
    certificate.requireSignedBy(card);
    certificate.requireHostKey(link.peer.publicKey());
    certificate.requireDhKey(remoteStatic);
    certificate.requireListedIn(newest);
    for (Contact other : book.contacts()) {
      for (PeerDevice device : other.current().pinned()) {
        certificate.requireNoKeyOf(device.certificate());
        certificate.requireNotBefore(device.certificate());
      }
    }
    Versions.SUPPORTED.requireHighest(Versions.IN_USE, introduction.versions());
    return pinned
        .flatMap(counterpart -> counterpart.device(certificate.device()))
        .map(known -> known.with(certificate).seen(now))
        .orElseGet(() -> PeerDevice.of(certificate, isFirst(pinned), now))
        .reachedAt(link.address);
  }

  private static boolean isFirst(Optional<Counterpart> pinned) {
    return pinned.map(Counterpart::pinned).orElse(List.of()).isEmpty();
  }

  static DeviceList newest(Optional<Counterpart> pinned, DeviceList carried)
      throws RejectedException {
    Optional<DeviceList> stored = pinned.flatMap(Counterpart::devices);
    return stored.isPresent() ? stored.get().newerOf(carried) : carried;
  }

  /// The initiator stores what message 2 showed, and the key of this attempt, before message 3
  /// leaves.
  void storeAsGuest(
      Contact contact,
      Introduction introduction,
      PeerDevice device,
      Session session,
      Link.Opening opening,
      Instant now)
      throws RejectedException {
    Counterpart before = contact.current();
    Counterpart after =
        before
            .shown(introduction.card(), newest(Optional.of(before), introduction.devices()))
            .pinning(device, now);
    if (opening.isPairing()) {
      after = after.attempted(session.pairPsk());
    }
    save(contact, before, after);
    var key = new DeviceKey(contact.id(), device.id());
    if (opening.isPairing() || book.side(key).isEmpty()) {
      lanes.begin(key, opening.incarnation());
    }
    announceDevice(contact, before, device, now);
  }

  /// What message 3 led to: the contact, and the device it speaks through.
  record Admitted(ContactId contact, PeerDevice device) {}

  /// The responder stores the initiator before FINISH leaves.
  Admitted storeAsHost(
      Link link,
      Link.Opening opening,
      Introduction introduction,
      Handshake.Proof.Proven proven,
      Instant now)
      throws RejectedException {
    return opening.isPairing()
        ? storeGuest(link, opening, introduction, proven, now)
        : storeLinked(link, opening, introduction, proven, now);
  }

  private Admitted storeLinked(
      Link link,
      Link.Opening opening,
      Introduction introduction,
      Handshake.Proof.Proven proven,
      Instant now)
      throws RejectedException {
    Contact contact = opening.contact().flatMap(book::contact).orElseThrow();
    Counterpart before = contact.current();
    Card card = before.card().orElseThrow(() -> new RejectedException(S302_UNKNOWN_PEER));
    PeerDevice device =
        judge(link, card, Optional.of(before), introduction, proven.remoteStatic(), now);
    Counterpart after =
        before
            .shown(Optional.empty(), newest(Optional.of(before), introduction.devices()))
            .pinning(device, now);
    save(contact, before, after);
    announceDevice(contact, before, device, now);
    var key = new DeviceKey(contact.id(), device.id());
    if (book.side(key).filter(side -> side.incarnation() == opening.incarnation()).isEmpty()) {
      // Message 2 has announced the number of another device: the next link announces this one's.
      lanes.begin(key, random.nextLong());
      throw new RejectedException(S302_UNKNOWN_PEER);
    }
    return new Admitted(contact.id(), device);
  }

  private Admitted storeGuest(
      Link link,
      Link.Opening opening,
      Introduction introduction,
      Handshake.Proof.Proven proven,
      Instant now)
      throws RejectedException {
    IssuedInvitation invitation =
        book.invitation(opening.invitation().orElseThrow())
            .filter(issued -> issued.isUsableBy(introduction.fingerprint(), now))
            .orElseThrow(() -> new RejectedException(ContactRule.S209_INVITATION_TAKEN));
    Card card = introduction.card().orElseThrow(() -> new RejectedException(S106_CARD_OTHER));
    Optional<Contact> known = book.withIdentity(card.fingerprint());
    PeerDevice device =
        judge(link, card, known.map(Contact::current), introduction, proven.remoteStatic(), now);
    Counterpart guest =
        known
            .map(Contact::current)
            .orElseGet(() -> Counterpart.unknown(card.fingerprint(), invitation.proof()))
            .shown(Optional.of(card), introduction.devices())
            .pinning(device, now)
            .paired(proven.session().pairPsk());
    Contact contact = place(invitation, known, guest, now);
    steps.save(new Change.ContactSaved(contact));
    steps.save(new Change.InvitationSaved(invitation.usedBy(card.fingerprint())));
    lanes.begin(new DeviceKey(contact.id(), device.id()), opening.incarnation());
    closeOthers(link, contact.id());
    return new Admitted(contact.id(), device);
  }

  /// The contact that a guest becomes: a new one, the one it already was, or the one it replaces.
  private Contact place(
      IssuedInvitation invitation, Optional<Contact> known, Counterpart guest, Instant now) {
    if (known.isPresent()) {
      Contact contact = known.get().with(guest);
      return contact.state() == Contact.State.REMOVED
          ? contact.labelled(invitation.label()).with(Contact.State.PENDING)
          : contact;
    }
    Optional<Contact> replaced = invitation.replaces().flatMap(book::contact);
    return replaced
        .map(contact -> contact.challenged(guest, now))
        .orElseGet(() -> Contact.pending(ContactId.random(random), invitation.label(), guest, now));
  }

  private void closeOthers(Link link, ContactId contact) {
    for (Link other : links.all()) {
      if (other != link && contact.equals(other.contact)) {
        links.close(other);
      }
    }
  }

  /// Both sides have proven the new key: the contact exists, the invitation's secret goes.
  void confirm(ContactId id, Link.Opening opening, Session session, Instant now) {
    Contact contact = book.contact(id).orElseThrow();
    boolean isNew = !contact.current().confirmed();
    if (opening.isPairing()) {
      contact = contact.with(contact.current().confirmedBy(session.pairPsk()));
    } else if (isNew) {
      contact = contact.with(contact.current().confirmedBy(opening.psk()));
    }
    if (isNew) {
      steps.save(new Change.ContactSaved(contact.with(Contact.State.ACTIVE)));
      announce(contact, now);
    }
    opening
        .invitation()
        .flatMap(book::invitation)
        .ifPresent(issued ->
            steps.save(new Change.InvitationSaved(issued.ended(IssuedInvitation.State.USED))));
  }

  private void announce(Contact contact, Instant now) {
    if (contact.keyChanged()) {
      scribe.journal(now, "key_changed", contact.id(), "");
      scribe.notice(Notice.Kind.KEY_CHANGED, contact, "key_changed", now);
    } else {
      scribe.journal(now, "contact_added", contact.id(), "");
      scribe.notice(Notice.Kind.CONTACT_ADDED, contact, "active", now);
    }
  }

  private void announceDevice(Contact contact, Counterpart before, PeerDevice device, Instant now) {
    if (before.confirmed() && before.device(device.id()).isEmpty()) {
      lanes.moveTo(new DeviceKey(contact.id(), device.id()));
      scribe.journal(now, "device_added", contact.id(), "");
      scribe.notice(Notice.Kind.DEVICE_ADDED, contact, "active", now);
    }
  }

  private void save(Contact contact, Counterpart before, Counterpart after) {
    if (!before.equals(after)) {
      steps.save(new Change.ContactSaved(contact.with(after)));
    }
  }

  /// A new device list of a contact, told during a link: a device that it drops is revoked.
  void devices(Contact contact, Bytes encoded, Instant now) throws RejectedException {
    DeviceList list = DeviceList.parse(encoded);
    Counterpart before = contact.current();
    Card card = before.card().orElseThrow(() -> new RejectedException(S302_UNKNOWN_PEER));
    list.requireSignedBy(card);
    if (before.devices().isPresent()) {
      list.requireAfter(before.devices().get());
    }
    Counterpart after = before.shown(Optional.empty(), list).revokingUnlisted(now);
    save(contact, before, after);
    scribe.journal(now, "devices_changed", contact.id(), "");
    links
        .running(contact.id())
        .filter(link -> Book.device(contact.with(after), link.peer).isEmpty())
        .ifPresent(links::close);
  }

  /// A handshake was refused: a guest who met another card than invited hears so, and forgets it.
  void rejected(Link link, Link.Stage stage, Rule rule, Instant now) {
    if (rule == S106_CARD_OTHER
        && stage instanceof Link.AwaitingReply waiting
        && waiting.opening().isPairing()) {
      waiting.opening().contact().flatMap(book::contact).ifPresent(contact -> forget(contact, now));
    }
  }

  private void forget(Contact contact, Instant now) {
    scribe.journal(now, "card_not_the_invited", contact.id(), "");
    scribe.notice(Notice.Kind.CONTACT_STATE, contact, "fingerprint_mismatch", now);
    if (contact.state() == Contact.State.PENDING) {
      steps.save(new Change.ContactForgotten(contact.id()));
    } else {
      steps.save(new Change.ContactSaved(contact.with(contact.current().held(Optional.empty()))));
    }
  }

  /// The stream ended after message 3: the other side may hold another key.
  void unanswered(ContactId contact) {
    lanes.failed(contact);
  }

  /// Message 3 came from the pinned device under another key: one side has restored an old backup.
  void countWrongPsk(Link.Opening opening, Bytes remoteStatic, Instant now) {
    opening
        .contact()
        .flatMap(book::contact)
        .filter(contact ->
            contact.current().pinned().stream()
                .anyMatch(device -> device.certificate().dhKey().equals(remoteStatic)))
        .ifPresent(contact -> lanes.failed(contact.id()));
  }
}
