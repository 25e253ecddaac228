package dev.pli.core.rules;

import dev.pli.core.Archive;
import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.evidence.Sid;
import dev.pli.core.frame.Frame;
import dev.pli.core.office.Result;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.StatementVerifier;
import java.time.Instant;
import java.util.Optional;

/// Takes the frames of a carried file, each as if a link had brought it, and counts what was new.
/// Node thread only.
final class Importing {
  private final Book book;
  private final Archive archive;
  private final Receiving receiving;
  private final Proving proving;
  private final Carrying carrying;

  Importing(Book book, Archive archive, Receiving receiving, Proving proving, Carrying carrying) {
    this.book = book;
    this.archive = archive;
    this.receiving = receiving;
    this.proving = proving;
    this.carrying = carrying;
  }

  /// Plis and receipts that were not here, and how many were; what was refused counts as neither.
  Result.CarriedIn take(Event.CarriedIn in, Instant now) {
    int plis = 0;
    int receipts = 0;
    int repeated = 0;
    book.contact(in.contact())
        .ifPresent(contact -> {
          carrying.seen(contact.id(), in.relNumber());
          proving.metByHand(contact, in.relNumber(), now);
        });
    for (Event.Carried carried : in.frames()) {
      Optional<Contact> contact = book.contact(in.contact()); // A frame may change it.
      boolean wasHeld = isHeld(in.contact(), carried.frame());
      contact.ifPresent(from -> receiving.carried(from, in.from(), carried, now));
      boolean isHeld = isHeld(in.contact(), carried.frame());
      repeated += wasHeld ? 1 : 0;
      boolean isNew = isHeld && !wasHeld;
      plis += isNew && carried.frame() instanceof Frame.Offer ? 1 : 0;
      receipts += isNew && carried.frame() instanceof Frame.StatementFrame ? 1 : 0;
    }
    return new Result.CarriedIn(Optional.empty(), "", plis, receipts, repeated);
  }

  /// Whether the pli or the receipt in it is here, whole.
  private boolean isHeld(ContactId contact, Frame frame) {
    return switch (frame) {
      case Frame.Offer offer ->
          Offers.pid(offer.payload()).filter(pid -> isHeld(contact, pid)).isPresent();
      case Frame.StatementFrame(var statement, _) ->
          sid(statement).filter(sid -> proving.holds(contact, sid)).isPresent();
      case Frame.Stored _,
          Frame.EpochCert _,
          Frame.AgreementText _,
          Frame.AgreementPropose _,
          Frame.AgreementSigned _,
          Frame.AgreementDeclined _,
          Frame.ReceiptNok _,
          Frame.OfferNok _,
          Frame.Devices _,
          Frame.CarryKeyFrame _,
          Frame.Unknown _ ->
          false;
    };
  }

  private boolean isHeld(ContactId contact, PliId id) {
    var key = new PliKey(contact, Direction.IN, id);
    return book.pli(key)
        .or(() -> archive.pli(key))
        .map(Pli::state)
        .filter(state -> state == PliState.ARRIVED || state == PliState.RECEIVED)
        .isPresent();
  }

  private static Optional<Bytes> sid(Bytes statement) {
    try {
      return Optional.of(Sid.of(StatementVerifier.read(statement)).value());
    } catch (RejectedException noStatement) {
      return Optional.empty();
    }
  }
}
