package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Pli;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hmac;
import java.time.Instant;
import java.util.Optional;

/// Writes what is remembered for people: the journal's entries and the notices of `watch`. Names
/// nobody: a contact stands in the journal under a pseudonym, in a notice under its fingerprint:
/// the one it has in [Views#contact], until a new one is verified.
final class Scribe {
  /// Hex digits of a pseudonym: 64 bits, so that no two of ten thousand contacts share one.
  private static final int PSEUDONYM_DIGITS = 16;

  private final Book book;
  private final Steps steps;

  Scribe(Book book, Steps steps) {
    this.book = book;
    this.steps = steps;
  }

  void journal(Instant now, String kind, String detail) {
    write(now, kind, Optional.empty(), detail);
  }

  void journal(Instant now, String kind, ContactId about, String detail) {
    write(now, kind, Optional.of(pseudonym(about.value())), detail);
  }

  /// A stable name for something of this vault that tells a stranger nothing.
  String pseudonym(Bytes of) {
    return Hmac.mac(book.pseudonymKey(), of).hex().substring(0, PSEUDONYM_DIGITS);
  }

  private void write(Instant now, String kind, Optional<String> subject, String detail) {
    steps.save(
        new Change.JournalWritten(
            Entry.of(book.lastEntry() + 1, now, kind, subject, detail, book.lastHash())));
  }

  /// The state of a pli has changed.
  void notice(Pli pli, Instant now) {
    notice(
        pli.isIncoming() ? Notice.Kind.PLI_RECEIVED : Notice.Kind.PLI_STATE,
        Optional.of(pli.id().text()),
        book.contact(pli.contact()).map(contact -> contact.counterpart().fingerprint()),
        Optional.of(pli.state().json()),
        now);
  }

  void notice(Notice.Kind kind, Contact about, String state, Instant now) {
    notice(
        kind,
        Optional.empty(),
        Optional.of(about.counterpart().fingerprint()),
        Optional.of(state),
        now);
  }

  /// A contact can be reached, or cannot any more: told to who follows now, and not kept.
  void presence(Contact about, String state, Instant now) {
    steps.then(
        new Effect.Publish(
            new Notice(
                book.cursor(),
                now,
                Notice.Kind.CONTACT_STATE,
                Optional.empty(),
                Optional.of(about.counterpart().fingerprint().text()),
                Optional.of(state),
                Optional.empty(),
                Optional.empty())));
  }

  private void notice(
      Notice.Kind kind,
      Optional<String> pli,
      Optional<Fingerprint> peer,
      Optional<String> state,
      Instant now) {
    var notice =
        new Notice(
            book.cursor() + 1,
            now,
            kind,
            pli,
            peer.map(Fingerprint::text),
            state,
            Optional.empty(),
            Optional.empty());
    steps.save(new Change.Noticed(notice));
    steps.then(new Effect.Publish(notice));
  }
}
