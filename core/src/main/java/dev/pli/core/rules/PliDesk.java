package dev.pli.core.rules;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Version;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Draft;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.evidence.App;
import dev.pli.core.evidence.Content;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.office.Answer;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.core.office.Result;
import dev.pli.crypto.seal.Commitment;
import dev.pli.crypto.seal.ContentKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people do with plis: send one whose content is sealed, cancel it, note that it was read or
/// where it belongs. Node thread only.
final class PliDesk {
  private static final App APP = new App("pli", Version.TEXT);

  private final Book book;
  private final Archive archive;
  private final Steps steps;
  private final Views views;
  private final Posting posting;
  private final Scribe scribe;

  PliDesk(Book book, Archive archive, Steps steps, Views views, Posting posting, Scribe scribe) {
    this.book = book;
    this.archive = archive;
    this.steps = steps;
    this.views = views;
    this.posting = posting;
    this.scribe = scribe;
  }

  /// A draft becomes a pli that waits for its recipient.
  Answer send(ContactId to, Draft draft, Instant now) {
    Contact contact = book.contact(to).orElseThrow();
    Optional<ErrorCode> refusal = posting.refusal(contact);
    if (refusal.isPresent()) {
      steps.then(erasing(new PliKey(to, Direction.OUT, draft.id()), draft));
      return new Answer.Failed(Problem.of(refusal.get(), contact.label()));
    }
    Pli pli = pli(contact, draft, now);
    steps.save(new Change.PliSaved(pli));
    for (int i = 0; i < draft.blobs().size(); i++) {
      Draft.SealedBlob blob = draft.blobs().get(i);
      steps.save(
          new Change.BlobSaved(
              new StoredBlob(
                  pli.key(),
                  i,
                  blob.blob(),
                  blob.place(),
                  blob.digests(),
                  dev.pli.crypto.seal.Sealing.segments(blob.blob().sealedBytes()))));
    }
    scribe.notice(pli, now);
    posting.queue(to, new Outgoing.Load.Offer(pli.key()), now);
    return new Answer.Done(
        new Result.OnePli(views.pli(book.pli(pli.key()).orElse(pli), List.of(), false)));
  }

  private Pli pli(Contact contact, Draft draft, Instant now) {
    List<Pli.Blob> blobs = draft.blobs().stream().map(Draft.SealedBlob::blob).toList();
    var content =
        new Content(
            Commitment.ct(blobs.stream().map(Pli.Blob::ct).toList()),
            blobs.stream().mapToLong(Pli.Blob::sealedBytes).sum(),
            ContentKey.of(draft.id().value(), draft.key()).commitment(),
            blobs.size() - 1,
            draft.root(),
            draft.mention());
    var offer =
        new OpenOffer(
            APP,
            content,
            book.self().fingerprint(),
            contact.counterpart().fingerprint(),
            draft.id(),
            Agreeing.agreed(contact).map(agreement -> agreement.sid()),
            now);
    return new Pli(
        new PliKey(contact.id(), Direction.OUT, draft.id()),
        PliState.QUEUED,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        new Pli.Content(offer.payload(), draft.key(), blobs),
        contact.verification(),
        draft.textBytes(),
        draft.notes());
  }

  private static Effect erasing(PliKey key, Draft draft) {
    return new Effect.EraseBlobs(
        key,
        draft.blobs().stream()
            .map(Draft.SealedBlob::place)
            .flatMap(place -> StoredBlob.file(place).stream())
            .toList());
  }

  /// A pli that waits here, or whose bytes are not all with its recipient, is taken back.
  Answer cancel(PliKey key, Instant now) {
    Optional<Pli> pli = book.pli(key);
    if (pli.isEmpty() || pli.get().isIncoming() || pli.get().state().isFinal()) {
      return Answer.failed(ErrorCode.ALREADY_DECIDED, key.id().text());
    }
    posting.cancel(pli.get(), now);
    return new Answer.Done(
        new Result.OnePli(views.pli(pli.get().with(PliState.CANCELLED), List.of(), false)));
  }

  /// A person has read it, or says where it belongs.
  void note(PliKey key, boolean isRead, Optional<String> caseReference) {
    archive
        .pli(key)
        .ifPresent(stored -> {
          Pli pli = book.pli(key).orElse(stored);
          Pli.Notes before = pli.notes();
          var after =
              new Pli.Notes(
                  caseReference.or(before::caseReference),
                  before.replaces(),
                  before.noForward(),
                  before.unread() && !isRead);
          if (!after.equals(before)) {
            steps.save(new Change.PliSaved(pli.with(after)));
          }
        });
  }
}
