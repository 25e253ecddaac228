package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Counterpart.ProofTerms;
import dev.pli.core.evidence.Agreement;
import dev.pli.core.evidence.AgreementText;
import dev.pli.core.evidence.EvidenceRule;
import dev.pli.core.evidence.Signatory;
import dev.pli.core.frame.Frame;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.Language;
import dev.pli.core.office.Notice;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The proof agreement between two contacts: proposed by the one with the lower fingerprint, signed
/// by both over the same bytes, or declined. Without it nothing is ever signed.
/// docs/spec/evidence.md §4.
///
/// ```
/// Open(wanted) -> Proposed (own signature made) -> Agreed
/// Open(unwanted), and a proposal comes -> Declined
/// ```
///
/// Only a text that this program ships is agreed to without being read. Node thread only.
final class Agreeing {
  private final Book book;
  private final Steps steps;
  private final Posting posting;
  private final Scribe scribe;
  private final RandomGenerator random;

  Agreeing(Book book, Steps steps, Posting posting, Scribe scribe, RandomGenerator random) {
    this.book = book;
    this.steps = steps;
    this.posting = posting;
    this.scribe = scribe;
    this.random = random;
  }

  /// The agreement in force with a contact.
  static Optional<Agreement> agreed(Contact contact) {
    return contact.current().proof() instanceof ProofTerms.Agreed terms
        ? Optional.of(stored(terms.payload()))
        : Optional.empty();
  }

  private static Agreement stored(Bytes payload) {
    try {
      return Agreement.parse(payload);
    } catch (RejectedException e) {
      throw new IllegalStateException("an agreement that was stored does not read", e);
    }
  }

  /// A link stands: proposes what is to be agreed, once, and again when nobody answered for a day.
  void propose(Contact contact, Instant now) {
    boolean isProposer = book.self().fingerprint().compareTo(contact.current().fingerprint()) < 0;
    boolean isDue =
        switch (contact.current().proof()) {
          case ProofTerms.Open(var wanted) -> wanted;
          case ProofTerms.Proposed(var payload, _) -> !isSignable(stored(payload), now);
          case ProofTerms.Agreed _, ProofTerms.Declined _ -> false;
        };
    Optional<Card> card = contact.current().card();
    if (!isProposer || !isDue || card.isEmpty()) {
      return;
    }
    Language language = Language.of(book.settings().language()).orElse(Language.FRENCH);
    Agreement agreement =
        Agreement.propose(language, book.self().identity().card(), card.get(), now);
    Bytes own = agreement.sign(book.self().identity(), random);
    keep(contact, new ProofTerms.Proposed(agreement.payload(), own));
    posting.queue(contact.id(), new Frame.AgreementText(AgreementText.of(language)), now);
    posting.queue(contact.id(), new Frame.AgreementPropose(agreement.payload()), now);
    posting.queue(contact.id(), new Frame.AgreementSigned(own), now);
  }

  private static boolean isSignable(Agreement agreement, Instant now) {
    try {
      agreement.requireSignable(now);
      return true;
    } catch (RejectedException tooOld) {
      return false;
    }
  }

  /// The text that the next proposal names, for who wants to read it there; ours are known by
  /// heart.
  void text(Bytes text) throws RejectedException {
    require(
        AgreementText.languageOf(AgreementText.hash(text)).isPresent(),
        EvidenceRule.E403_AGREEMENT_TEXT);
  }

  void proposed(Contact contact, Bytes payload, Instant now) throws RejectedException {
    Agreement agreement = Agreement.parse(payload);
    agreement.requireBetween(book.self().identity().card(), card(contact));
    agreement.requireSays(Signatory.of(book.self().identity().card()));
    agreement.requireSignable(now);
    boolean isWanted =
        switch (contact.current().proof()) {
          case ProofTerms.Open(var wanted) -> wanted;
          case ProofTerms.Proposed _, ProofTerms.Agreed _ -> true;
          case ProofTerms.Declined _ -> false;
        };
    if (!isWanted || AgreementText.languageOf(agreement.text()).isEmpty()) {
      keep(contact, new ProofTerms.Declined());
      scribe.journal(now, "agreement_declined", contact.id(), "");
      posting.queue(contact.id(), new Frame.AgreementDeclined(agreement.sid().value()), now);
      return;
    }
    if (contact.current().proof() instanceof ProofTerms.Agreed) {
      return; // What both have signed stands.
    }
    Bytes own = agreement.sign(book.self().identity(), random);
    keep(contact, new ProofTerms.Proposed(agreement.payload(), own));
    posting.queue(contact.id(), new Frame.AgreementSigned(own), now);
  }

  void signed(Contact contact, Bytes statement, Instant now) throws RejectedException {
    Agreement theirs = Agreement.verify(statement, card(contact));
    if (!(contact.current().proof() instanceof ProofTerms.Proposed(var payload, var own))) {
      return; // Agreed already, or declined: nothing changes.
    }
    theirs.requireSameAs(stored(payload));
    Bytes text =
        AgreementText.of(
            AgreementText.languageOf(theirs.text())
                .orElseThrow(() -> new RejectedException(EvidenceRule.E403_AGREEMENT_TEXT)));
    keep(contact, new ProofTerms.Agreed(payload, own, statement, text));
    scribe.journal(now, "agreement_signed", contact.id(), theirs.sid().text());
    book.contact(contact.id())
        .ifPresent(agreed -> scribe.notice(Notice.Kind.CONTACT_STATE, agreed, "agreed", now));
  }

  void declined(Contact contact, Bytes sid, Instant now) {
    if (contact.current().proof() instanceof ProofTerms.Proposed(var payload, _)
        && stored(payload).sid().value().equals(sid)) {
      keep(contact, new ProofTerms.Declined());
      scribe.journal(now, "agreement_declined", contact.id(), "");
      scribe.notice(Notice.Kind.CONTACT_STATE, contact, "declined", now);
    }
  }

  private static Card card(Contact contact) throws RejectedException {
    return contact
        .current()
        .card()
        .orElseThrow(() -> new RejectedException(EvidenceRule.E402_AGREEMENT_PARTIES));
  }

  private void keep(Contact contact, ProofTerms terms) {
    steps.save(new Change.ContactSaved(contact.with(contact.current().with(terms))));
  }
}
