package dev.pli.core.rules;

import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.contact.Verification;
import dev.pli.core.contact.Verification.Compared;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.evidence.Mention;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Result;
import dev.pli.core.office.View;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the book and the links look like to an interface. Changes nothing; node thread only.
public final class Views {
  private final Book book;
  private final Links links;

  Views(Book book, Links links) {
    this.book = book;
    this.links = links;
  }

  /// One contact with how it can be reached now.
  public View.Contact contact(Contact contact) {
    Counterpart shown = contact.counterpart();
    Optional<Link> link = links.running(contact.id());
    return new View.Contact(
        shown.fingerprint().text(),
        contact.successor().map(next -> next.fingerprint().text()),
        contact.label(),
        contact.state().name().toLowerCase(Locale.ROOT),
        verification(contact.verification()),
        contact.keyChanged(),
        contact.current().hasProof(),
        link.isPresent(),
        link.map(open -> open.route.json()),
        contact.current().pinned().stream()
            .flatMap(device -> device.lastSeen().stream())
            .max(Instant::compareTo),
        queued(contact),
        contact.country(),
        contact.colleague(),
        contact.current().pinned().stream().map(device -> device(contact, device)).toList());
  }

  private int queued(Contact contact) {
    return (int)
        book.plis().stream()
            .filter(pli -> !pli.isIncoming() && pli.contact().equals(contact.id()))
            .count();
  }

  private static View.Device device(Contact contact, PeerDevice device) {
    return new View.Device(
        device.peer().text(),
        Optional.empty(),
        device.added(),
        contact.current().live().filter(live -> live.id().equals(device.id())).isPresent(),
        device.acknowledged(),
        device.revoked());
  }

  static View.Verification verification(Verification verification) {
    return switch (verification) {
      case Verification.NotVerified(var since) ->
          new View.Verification("not_verified", Optional.empty(), Optional.of(since));
      case Verification.ByVoice(var since, var compared, _) ->
          new View.Verification(
              "verified_by_voice", Optional.of(method(compared)), Optional.of(since));
      case Verification.Met(var since) ->
          new View.Verification("met", Optional.of("qr"), Optional.of(since));
    };
  }

  private static String method(Compared compared) {
    return switch (compared) {
      case WORDS -> "words";
      case DIGITS -> "digits";
    };
  }

  /// This vault's own identity, at the folder `vault`.
  public Result.Id id(String vault) {
    var self = book.self();
    return new Result.Id(
        self.fingerprint().text(),
        vault,
        book.settings().profile(),
        self.identity().card().created(),
        self.peer().text(),
        List.of(
            new View.Device(
                self.peer().text(),
                Optional.empty(),
                Instant.ofEpochMilli(self.certificate().created()),
                true,
                true,
                Optional.empty())));
  }

  /// Its link is shown once, when it is made, and never again.
  View.Invitation invitation(IssuedInvitation issued, Optional<String> link) {
    return new View.Invitation(
        issued.id().hex(),
        issued.label(),
        link,
        Optional.empty(),
        book.self().fingerprint().text(),
        issued.addresses().stream().map(Views::address).toList(),
        issued.created(),
        issued.expires(),
        issued.proof(),
        issued.state().json());
  }

  private static String address(Bytes address) {
    try {
      return dev.pli.core.address.Multiaddr.parse(address).toString();
    } catch (RejectedException e) {
      throw new IllegalStateException("an address that was stored does not read", e);
    }
  }

  /// All invitations, newest first, without their links.
  public List<View.Invitation> invitations() {
    return book.invitations().stream()
        .sorted(java.util.Comparator.comparing(IssuedInvitation::created).reversed())
        .map(issued -> invitation(issued, Optional.empty()))
        .toList();
  }

  /// Every contact that was not removed, by label.
  public List<View.Contact> contacts() {
    return book.contacts().stream()
        .filter(contact -> contact.state() != Contact.State.REMOVED)
        .sorted(java.util.Comparator.comparing(Contact::label))
        .map(this::contact)
        .toList();
  }

  /// One pli; `enclosures` is what its manifest lists besides the text.
  public View.Pli pli(Pli pli, List<View.Enclosure> enclosures, boolean hasReceipt) {
    Optional<Contact> contact = book.contact(pli.contact());
    return new View.Pli(
        pli.id().text(),
        pli.key().direction().name().toLowerCase(Locale.ROOT),
        contact.map(c -> c.counterpart().fingerprint().text()).orElse(""),
        contact.map(Contact::label).orElse(""),
        verification(pli.verification()).state(),
        "open",
        pli.state().json(),
        pli.notes().caseReference(),
        mention(pli),
        pli.created(),
        pli.delivered(),
        Optional.empty(),
        pli.route().map(route -> route.json()),
        pli.textBytes(),
        pli.content().parts() - 1,
        enclosures,
        hasReceipt,
        pli.notes().replaces().map(id -> id.text()),
        pli.notes().noForward(),
        pli.notes().unread());
  }

  /// How far the bytes of a pli have come, for who follows now; empty when it is not under way. Its
  /// cursor is nobody's: it is never stored.
  public Optional<Notice> moving(PliKey key, Instant now, long bytes) {
    return book.pli(key)
        .filter(pli -> pli.state() == PliState.SENDING || pli.state() == PliState.ARRIVING)
        .map(pli ->
            new Notice(
                0,
                now,
                Notice.Kind.PROGRESS,
                Optional.of(pli.id().text()),
                book.contact(pli.contact()).map(c -> c.counterpart().fingerprint().text()),
                Optional.of(pli.state()).filter(state -> !pli.isIncoming()).map(PliState::json),
                Optional.of(bytes),
                Optional.of(total(pli))));
  }

  private static long total(Pli pli) {
    return pli.content().blobs().stream().mapToLong(blob -> blob.sealedBytes()).sum();
  }

  private static Optional<String> mention(Pli pli) {
    try {
      Mention mention = OpenOffer.parse(pli.content().offer()).content().mention();
      return switch (mention) {
        case ORDINAIRE -> Optional.empty();
        case OFFICIELLE -> Optional.of("official");
        case CONFIDENTIELLE -> Optional.of("confidential");
      };
    } catch (RejectedException e) {
      throw new IllegalStateException("an offer that was stored does not read", e);
    }
  }

  /// Plis that wait on this device only.
  public int queued() {
    return (int) book.plis().stream().filter(pli -> !pli.isIncoming()).count();
  }
}
