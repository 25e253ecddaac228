package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.ContactRule;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.Invitation;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.contact.Verification;
import dev.pli.core.contact.VerificationCode;
import dev.pli.core.conversation.Pli;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Notice;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Request;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// What people do with correspondents: invite, accept, name, verify, remove. Answers at once; what
/// follows on the network comes as notices. Node thread only.
final class ContactDesk {
  /// Digits of a fingerprint or an id that name something, at least.
  static final int MIN_DIGITS = 8;

  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Views views;
  private final Scribe scribe;
  private final Posting posting;
  private final RandomGenerator random;

  ContactDesk(
      Book book,
      Links links,
      Steps steps,
      Views views,
      Scribe scribe,
      Posting posting,
      RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.views = views;
    this.scribe = scribe;
    this.posting = posting;
    this.random = random;
  }

  Answer invite(Request.Invite request, List<Multiaddr> own, Instant now) {
    Optional<Contact> replaced = Optional.empty();
    String label;
    if (request.replaces().isPresent()) {
      Named named = named(request.replaces().get());
      if (named.problem().isPresent()) {
        return new Answer.Failed(named.problem().get());
      }
      replaced = named.contact();
      label = replaced.orElseThrow().label();
    } else {
      label = request.label().orElseThrow();
      if (isTaken(label)) {
        return Answer.failed(ErrorCode.LABEL_TAKEN, label);
      }
    }
    long open = book.invitations().stream().filter(i -> i.isUsable(now)).count();
    if (open >= IssuedInvitation.MAX_OPEN) {
      return Answer.failed(ErrorCode.LIMIT_REACHED);
    }
    return issue(request, label, replaced, own, now);
  }

  private Answer issue(
      Request.Invite request,
      String label,
      Optional<Contact> replaced,
      List<Multiaddr> own,
      Instant now) {
    Invitation invitation =
        Invitation.issue(
            book.self().fingerprint(),
            book.self().peer(),
            addresses(request.addresses(), own),
            now.plus(request.validity()),
            random);
    var issued =
        new IssuedInvitation(
            invitation.id(),
            label,
            Optional.of(invitation.secret()),
            invitation.addresses().stream().map(Multiaddr::encode).toList(),
            now,
            invitation.expiry(),
            request.proof(),
            replaced.map(Contact::id),
            IssuedInvitation.State.OPEN,
            Optional.empty());
    steps.save(new Change.InvitationSaved(issued));
    scribe.journal(now, "invited", issued.id().hex().substring(0, MIN_DIGITS));
    return new Answer.Done(
        new Result.Invited(views.invitation(issued, Optional.of(invitation.text()))));
  }

  private static List<Multiaddr> addresses(List<String> typed, List<Multiaddr> own) {
    var all = new ArrayList<Multiaddr>();
    for (String text : typed) {
      try {
        all.add(Multiaddr.parse(text));
      } catch (RejectedException e) {
        throw new IllegalArgumentException("an address that its reader has not checked", e);
      }
    }
    own.stream().filter(address -> !all.contains(address)).forEach(all::add);
    return all.stream()
        .filter(address -> address.encode().length() <= Invitation.MAX_ADDRESS_BYTES)
        .limit(Invitation.MAX_ADDRESSES)
        .toList();
  }

  Answer cancel(Request.CancelInvitation request, Instant now) {
    String digits = request.id().toLowerCase(Locale.ROOT);
    List<IssuedInvitation> matching =
        book.invitations().stream()
            .filter(issued -> digits.length() >= MIN_DIGITS)
            .filter(issued -> issued.id().hex().startsWith(digits))
            .toList();
    if (matching.isEmpty()) {
      return Answer.failed(ErrorCode.INVITATION_NOT_FOUND, request.id());
    }
    if (matching.size() > 1) {
      return Answer.failed(ErrorCode.AMBIGUOUS, request.id());
    }
    IssuedInvitation issued = matching.getFirst();
    if (issued.state() == IssuedInvitation.State.OPEN) {
      issued = issued.ended(IssuedInvitation.State.CANCELLED);
      steps.save(new Change.InvitationSaved(issued));
      scribe.journal(now, "invitation_cancelled", issued.id().hex().substring(0, MIN_DIGITS));
    }
    return new Answer.Done(new Result.Invited(views.invitation(issued, Optional.empty())));
  }

  /// Invitations past their term lose their secret.
  void expire(Instant now) {
    for (IssuedInvitation issued : List.copyOf(book.invitations())) {
      if (issued.secret().isPresent() && !now.isBefore(issued.expires())) {
        IssuedInvitation.State end =
            issued.usedBy().isPresent()
                ? IssuedInvitation.State.USED
                : IssuedInvitation.State.EXPIRED;
        steps.save(new Change.InvitationSaved(issued.ended(end)));
      }
    }
  }

  Answer accept(Request.Accept request, Instant now) {
    Invitation invitation;
    try {
      invitation = Invitation.parse(request.link(), now);
      invitation.requireNotOwn(book.self().fingerprint());
    } catch (RejectedException e) {
      return e.rule() == ContactRule.S204_LINK_EXPIRY
          ? Answer.failed(ErrorCode.INVITATION_EXPIRED)
          : Answer.failed(ErrorCode.USAGE, e.rule().name());
    }
    Counterpart inviter =
        Counterpart.invitedBy(
            invitation.inviter(),
            new Counterpart.HeldInvitation(
                invitation.id(),
                invitation.secret(),
                invitation.host().publicKey(),
                invitation.addresses().stream().map(Multiaddr::encode).toList(),
                invitation.expiry().toEpochMilli()),
            request.proof());
    return place(request, inviter, now);
  }

  private Answer place(Request.Accept request, Counterpart inviter, Instant now) {
    Optional<Contact> known = book.withIdentity(inviter.fingerprint());
    if (known.isPresent() && known.get().state() != Contact.State.REMOVED) {
      if (known.get().current().used().equals(inviter.held().map(Counterpart.HeldInvitation::id))) {
        return Answer.failed(ErrorCode.INVITATION_USED);
      }
      return keep(known.get().with(again(known.get().current(), inviter)));
    }
    if (request.replaces().isPresent()) {
      Named named = named(request.replaces().get());
      return named.contact().isPresent()
          ? keep(named.contact().get().challenged(inviter, now))
          : new Answer.Failed(named.problem().orElseThrow());
    }
    String label = request.label().orElseThrow();
    if (isTaken(label)) {
      return Answer.failed(ErrorCode.LABEL_TAKEN, label);
    }
    return keep(
        known
            .map(removed -> removed.with(inviter).labelled(label).with(Contact.State.PENDING))
            .orElseGet(() -> Contact.pending(ContactId.random(random), label, inviter, now)));
  }

  /// The same identity with a new invitation: what was pinned stays until the new pairing stands.
  private static Counterpart again(Counterpart known, Counterpart inviter) {
    return known.held(inviter.held());
  }

  private Answer keep(Contact contact) {
    steps.save(new Change.ContactSaved(contact));
    return new Answer.Done(new Result.OneContact(views.contact(contact)));
  }

  Answer rename(Request.RenameContact request) {
    return with(
        request.contact(),
        contact ->
            !contact.label().equals(request.label()) && isTaken(request.label())
                ? Answer.failed(ErrorCode.LABEL_TAKEN, request.label())
                : keep(contact.labelled(request.label())));
  }

  Answer set(Request.SetContact request) {
    return with(
        request.contact(),
        contact ->
            keep(
                contact.noted(
                    request.country().or(contact::country),
                    request.colleague().orElse(contact.colleague()))));
  }

  Answer acknowledge(Request.AcknowledgeDevice request, Instant now) {
    return with(
        request.contact(),
        contact -> {
          List<PeerDevice> pinned = contact.current().pinned();
          Optional<PeerDevice> device =
              pinned.stream().filter(d -> d.peer().text().equals(request.device())).findAny();
          if (device.isEmpty()) {
            return Answer.failed(ErrorCode.DEVICE_NOT_FOUND, request.device());
          }
          scribe.journal(now, "device_acknowledged", contact.id(), "");
          return keep(
              contact.with(contact.current().with(replaced(pinned, device.get().acknowledge()))));
        });
  }

  private static List<PeerDevice> replaced(List<PeerDevice> devices, PeerDevice next) {
    return devices.stream().map(d -> d.id().equals(next.id()) ? next : d).toList();
  }

  Answer remove(Request.RemoveContact request, Instant now) {
    if (!request.confirmed()) {
      return Answer.failed(ErrorCode.CONFIRMATION_REQUIRED);
    }
    return with(
        request.contact(),
        contact -> {
          for (Pli pli : List.copyOf(book.plis())) {
            if (pli.contact().equals(contact.id()) && !pli.isIncoming()) {
              posting.cancel(pli, now);
            }
          }
          book.waiting(contact.id()).toList().forEach(row -> steps.save(new Change.Unqueued(row)));
          links.running(contact.id()).ifPresent(links::close);
          scribe.journal(now, "contact_removed", contact.id(), "");
          Contact removed = contact.with(Contact.State.REMOVED);
          scribe.notice(Notice.Kind.CONTACT_STATE, removed, "removed", now);
          return keep(removed);
        });
  }

  /// What a person says after comparing; what was typed is compared before it comes here.
  Answer verify(Request.Verify request, Instant now) {
    return with(
        request.contact(),
        contact ->
            switch (request.comparison()) {
              case Request.Comparison.Show _, Request.Comparison.Heard _ ->
                  throw new IllegalArgumentException("compared before it comes to the rules");
              case Request.Comparison.Same(var words) ->
                  verified(
                      contact,
                      new Verification.ByVoice(
                          now,
                          words ? Verification.Compared.WORDS : Verification.Compared.DIGITS,
                          ""),
                      now);
              case Request.Comparison.Different _ -> disputed(contact, now);
              case Request.Comparison.Met(var code) -> met(contact, code, now);
              case Request.Comparison.Reset _ -> keepNoting(contact.unverified(now), now);
            });
  }

  private Answer met(Contact contact, String code, Instant now) {
    try {
      VerificationCode.parse(code)
          .requireBetween(contact.current().fingerprint(), book.self().fingerprint());
    } catch (RejectedException e) {
      return disputed(contact, now);
    }
    return verified(contact, new Verification.Met(now), now);
  }

  private Answer verified(Contact contact, Verification verification, Instant now) {
    scribe.journal(now, "contact_verified", contact.id(), Views.verification(verification).state());
    return keepNoting(contact.verified(verification), now);
  }

  private Answer disputed(Contact contact, Instant now) {
    scribe.journal(now, "verification_failed", contact.id(), "");
    return keepNoting(contact.disputed(now), now);
  }

  private Answer keepNoting(Contact contact, Instant now) {
    links.running(contact.id()).filter(_ -> contact.keyChanged()).ifPresent(links::close);
    scribe.notice(
        Notice.Kind.CONTACT_STATE,
        contact,
        Views.verification(contact.verification()).state(),
        now);
    return keep(contact);
  }

  /// A contact as a person named it, or why there is none.
  record Named(Optional<Contact> contact, Optional<Problem> problem) {}

  private Answer with(String name, java.util.function.Function<Contact, Answer> act) {
    Named named = named(name);
    return named.contact().isPresent()
        ? act.apply(named.contact().get())
        : new Answer.Failed(named.problem().orElseThrow());
  }

  /// By label, or by eight or more digits of the fingerprint, present or announced.
  Named named(String name) {
    List<Contact> matching = matching(name, c -> c.state() != Contact.State.REMOVED);
    return switch (matching.size()) {
      case 0 ->
          new Named(Optional.empty(), Optional.of(Problem.of(ErrorCode.CONTACT_NOT_FOUND, name)));
      case 1 -> new Named(Optional.of(matching.getFirst()), Optional.empty());
      default -> new Named(Optional.empty(), Optional.of(Problem.of(ErrorCode.AMBIGUOUS, name)));
    };
  }

  /// One that was removed, for who names it still.
  Optional<Contact> removed(String name) {
    return matching(name, c -> c.state() == Contact.State.REMOVED).stream().findFirst();
  }

  private List<Contact> matching(String name, Predicate<Contact> among) {
    String digits = name.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    List<Contact> present = book.contacts().stream().filter(among).toList();
    String label = Normalizer.normalize(name, Normalizer.Form.NFC);
    List<Contact> matching = present.stream().filter(c -> c.label().equals(label)).toList();
    return matching.isEmpty() && digits.length() >= MIN_DIGITS
        ? present.stream().filter(c -> isIdentifiedBy(c, digits)).toList()
        : matching;
  }

  private static boolean isIdentifiedBy(Contact contact, String digits) {
    return contact.counterpart().fingerprint().text().startsWith(digits)
        || contact.current().fingerprint().text().startsWith(digits);
  }

  private boolean isTaken(String label) {
    boolean byContact =
        book.contacts().stream()
            .anyMatch(c -> c.state() != Contact.State.REMOVED && c.label().equals(label));
    boolean byInvitation =
        book.invitations().stream()
            .anyMatch(i ->
                i.state() == IssuedInvitation.State.OPEN
                    && i.replaces().isEmpty()
                    && i.label().equals(label));
    return byContact || byInvitation;
  }
}
