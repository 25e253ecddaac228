package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.SealedContent;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.FrameRule;
import dev.pli.core.frame.Sync;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import dev.pli.crypto.session.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/// What comes from a contact: every envelope once, in order; an offer becomes a pli when all of it
/// is here and is what was promised. docs/spec/frames.md §12; docs/spec/files.md §3.
///
/// A refused content still moves the mark, so that nothing behind it waits. Node thread only.
final class Receiving {
  /// Offers of one contact that are not complete.
  static final int MAX_UNFINISHED = 256;

  private final Book book;
  private final Archive archive;
  private final Links links;
  private final Steps steps;
  private final Posting posting;
  private final Agreeing agreeing;
  private final Proving proving;
  private final Pairing pairing;
  private final Scribe scribe;
  private final Carrying carrying;

  Receiving(
      Book book,
      Archive archive,
      Links links,
      Steps steps,
      Posting posting,
      Agreeing agreeing,
      Proving proving,
      Pairing pairing,
      Scribe scribe,
      Carrying carrying) {
    this.book = book;
    this.archive = archive;
    this.links = links;
    this.steps = steps;
    this.posting = posting;
    this.agreeing = agreeing;
    this.proving = proving;
    this.pairing = pairing;
    this.scribe = scribe;
    this.carrying = carrying;
  }

  /// One envelope, which the session has authenticated. What it rejects closes the link.
  void take(Link link, Bytes body, Instant now) throws RejectedException {
    Envelope envelope = FrameCodec.parse(body);
    DeviceKey from = link.device().orElseThrow();
    require(
        envelope.device().equals(from.device()) && envelope.incarnation() == link.peerIncarnation,
        FrameRule.S702_DEVICE);
    long mark = mark(from, envelope.incarnation());
    link.ackDue = true;
    if (Long.compareUnsigned(envelope.seq(), mark) <= 0) {
      return; // Kept already: acknowledged again, that is all.
    }
    require(envelope.seq() == mark + 1, FrameRule.S701_SEQUENCE);
    makeRoom(from, envelope.incarnation());
    steps.save(
        new Change.HighWaterMoved(
            new HighWater(from.contact(), from.device(), envelope.incarnation(), mark + 1)));
    Contact contact = book.contact(from.contact()).orElseThrow();
    try {
      take(contact, envelope, Way.over(link), now);
    } catch (RejectedException refused) {
      drop(contact, envelope.frame(), refused.rule(), now);
    }
  }

  private long mark(DeviceKey from, long incarnation) {
    HighWater mark = book.marks(from).get(incarnation);
    return mark == null ? 0 : mark.mark();
  }

  /// Before an incarnation is met that would be one too many, one that no live link speaks in is
  /// forgotten: the one in which the least has come.
  private void makeRoom(DeviceKey from, long incarnation) {
    NavigableMap<Long, HighWater> marks = book.marks(from);
    if (marks.size() < Sync.MAX_MARKS || marks.containsKey(incarnation)) {
      return;
    }
    Set<Long> live = links.incarnations(from.contact());
    marks.values().stream()
        .filter(held -> !live.contains(held.incarnation()))
        .min(Comparator.comparing(HighWater::mark, Long::compareUnsigned))
        .ifPresent(held ->
            steps.save(
                new Change.HighWaterForgotten(from.contact(), from.device(), held.incarnation())));
  }

  /// One frame from a carried file: by the same rules, but for its number, which it has not. A
  /// refused one is answered as it would be on a link, and moves nothing else.
  void carried(Contact contact, DeviceId from, Event.Carried carried, Instant now) {
    var envelope = new Envelope(from, 0, 0, now, carried.frame());
    try {
      take(contact, envelope, Way.byHand(carried, now), now);
    } catch (RejectedException refused) {
      drop(contact, carried.frame(), refused.rule(), now);
      discard(contact, carried);
    }
  }

  /// Its blobs lie here for nothing.
  private void discard(Contact contact, Event.Carried carried) {
    if (carried.frame() instanceof Frame.Offer(var payload, _, _, _)
        && !carried.blobs().isEmpty()) {
      List<String> files = carried.blobs().stream().map(Event.CarriedBlob::file).toList();
      Offers.pid(payload)
          .map(pid -> new PliKey(contact.id(), Direction.IN, pid))
          .ifPresent(key -> steps.then(new Effect.EraseBlobs(key, files)));
    }
  }

  private void take(Contact contact, Envelope envelope, Way way, Instant now)
      throws RejectedException {
    switch (envelope.frame()) {
      case Frame.Offer offer -> offer(contact, offer, way, now);
      case Frame.Stored(var pli) -> stored(contact, pli.value(), way, now);
      case Frame.StatementFrame(var statement, _) -> proving.receipt(contact, statement, way, now);
      case Frame.EpochCert(var statement) -> proving.epoch(contact, statement, now);
      case Frame.AgreementText(var text) -> agreeing.text(text);
      case Frame.AgreementPropose(var payload) -> agreeing.proposed(contact, payload, now);
      case Frame.AgreementSigned(var statement) -> agreeing.signed(contact, statement, now);
      case Frame.AgreementDeclined(var sid) -> agreeing.declined(contact, sid, now);
      case Frame.ReceiptNok nok -> proving.refused(contact, nok, now);
      case Frame.OfferNok nok -> refused(contact, nok, now);
      case Frame.Devices(var list) -> pairing.devices(contact, list, now);
      case Frame.CarryKeyFrame(var key) -> carrying.told(contact, key, envelope.device());
      case Frame.Unknown _ -> {} // Counted, acknowledged, dropped.
    }
  }

  private void drop(Contact contact, Frame frame, Rule rule, Instant now) {
    scribe.journal(now, "refused", contact.id(), rule.name());
    if (frame instanceof Frame.Offer(var payload, _, _, _)) {
      int code =
          rule == FrameRule.S705_OFFER_LIMIT || rule == SealRule.S509_SIZE
              ? Frame.OfferNok.OVER_LIMIT
              : Frame.OfferNok.REFUSED;
      Offers.pid(payload)
          .ifPresent(pid -> posting.queue(contact.id(), new Frame.OfferNok(pid, code), now));
    }
  }

  private void offer(Contact contact, Frame.Offer frame, Way way, Instant now)
      throws RejectedException {
    Offers.Checked checked = Offers.check(contact, book.self().fingerprint(), frame);
    var key = new PliKey(contact.id(), Direction.IN, checked.offer().pli());
    Optional<Pli> known = book.pli(key).or(() -> archive.pli(key));
    if (known.isPresent()) {
      require(known.get().content().offer().equals(frame.payload()), FrameRule.S703_PLI_KNOWN);
      if (known.get().state() == PliState.ARRIVING && way.carried().isPresent()) {
        completeByHand(known.get().by(way.route()), way.carried().get(), now);
      } else {
        repeat(known.get(), now);
        way.carried().ifPresent(carried -> discard(contact, carried));
      }
      return;
    }
    require(
        way.carried().isPresent() || unfinished(contact) < MAX_UNFINISHED,
        FrameRule.S705_OFFER_LIMIT);
    Pli pli = Offers.pli(key, checked, frame, contact, way.route(), now);
    if (checked.isWhole()) {
      long text = SealedContent.check(checked.key(), checked.inline(), checked.offer().content());
      pli = pli.complete(Proving.isDue(contact, pli) ? PliState.ARRIVED : PliState.RECEIVED, text);
    }
    steps.save(new Change.PliSaved(pli));
    Offers.blobs(pli, frame).forEach(blob -> steps.save(new Change.BlobSaved(blob)));
    if (checked.isWhole()) {
      completed(pli, now);
    } else if (way.carried().isPresent()) {
      completeByHand(pli, way.carried().get(), now);
    }
  }

  /// The blobs that were missing have come in the same file. What of them a link had brought, or
  /// still brings, goes.
  private void completeByHand(Pli pli, Event.Carried carried, Instant now) {
    List<String> replaced = new ArrayList<>();
    for (Event.CarriedBlob blob : carried.blobs()) {
      StoredBlob stored = book.blobs(pli.key()).get(blob.index());
      if (stored == null || Transfers.isWhole(stored)) {
        replaced.add(blob.file());
      } else {
        StoredBlob.file(stored.place()).ifPresent(replaced::add);
        steps.save(
            new Change.BlobSaved(
                stored.at(
                    new StoredBlob.Place.File(blob.file()),
                    blob.digests(),
                    Sealing.segments(stored.blob().sealedBytes()))));
      }
    }
    steps.save(new Change.PliSaved(pli));
    if (!replaced.isEmpty()) {
      steps.then(new Effect.EraseBlobs(pli.key(), replaced));
    }
    carried.check().ifPresent(check -> checked(new Event.ContentChecked(pli.key(), check), now));
  }

  private long unfinished(Contact contact) {
    return book.plis().stream()
        .filter(pli -> pli.contact().equals(contact.id()))
        .filter(pli -> pli.state() == PliState.ARRIVING)
        .count();
  }

  /// The sender does not know that it is here: says it again, unless that waits already.
  private void repeat(Pli pli, Instant now) {
    if (pli.state() == PliState.RECEIVED) {
      posting.queueOnce(pli.contact(), new Frame.Stored(pli.id()), pli.id().value(), now);
      proving.again(pli, now);
    }
  }

  /// Every blob was opened and compared.
  void checked(Event.ContentChecked event, Instant now) {
    Optional<Pli> pli = book.pli(event.pli()).filter(found -> found.state() == PliState.ARRIVING);
    if (pli.isEmpty()) {
      return;
    }
    switch (event.check()) {
      case Event.Check.Sound(var textBytes) -> {
        Contact contact = book.contact(pli.get().contact()).orElseThrow();
        PliState next = Proving.isDue(contact, pli.get()) ? PliState.ARRIVED : PliState.RECEIVED;
        Pli complete = pli.get().complete(next, textBytes);
        steps.save(new Change.PliSaved(complete));
        completed(complete, now);
      }
      case Event.Check.Unsound(var rule) -> fail(pli.get(), rule, now);
      case Event.Check.Unreadable _ -> {} // Looked at again at the next start.
    }
  }

  private void completed(Pli pli, Instant now) {
    scribe.notice(pli, now);
    if (pli.state() == PliState.ARRIVED) {
      steps.then(new Effect.Continue(new Event.PliSaved(pli.key())));
    } else {
      posting.queue(pli.contact(), new Frame.Stored(pli.id()), now);
    }
  }

  /// A pli that cannot be what was promised: nothing of it is kept, and its sender hears so.
  void fail(Pli pli, Rule rule, Instant now) {
    scribe.journal(now, "refused", pli.contact(), rule.name());
    List<String> files =
        book.blobs(pli.key()).values().stream()
            .map(StoredBlob::place)
            .filter(place -> place instanceof StoredBlob.Place.File)
            .map(place -> ((StoredBlob.Place.File) place).name())
            .toList();
    steps.save(new Change.ContentErased(pli.key()));
    steps.save(new Change.PliSaved(pli.with(PliState.FAILED)));
    steps.then(new Effect.EraseBlobs(pli.key(), files));
    posting.queue(pli.contact(), new Frame.OfferNok(pli.id(), Frame.OfferNok.REFUSED), now);
  }

  /// The other device has all of it, and signs nothing, or not yet.
  private void stored(Contact contact, Bytes pid, Way way, Instant now) {
    out(contact, pid)
        .filter(pli -> !pli.state().isFinal())
        .ifPresent(pli -> posting.move(way.named(pli).with(PliState.RECEIVED), now));
  }

  private void refused(Contact contact, Frame.OfferNok nok, Instant now) {
    Optional<Pli> pli = out(contact, nok.pli().value());
    if (pli.isEmpty() || pli.get().state().isFinal()) {
      return;
    }
    if (nok.code() == Frame.OfferNok.OVER_LIMIT) {
      posting.turnedAway(pli.get(), now);
    } else {
      posting.move(pli.get().with(PliState.FAILED), now);
    }
  }

  private Optional<Pli> out(Contact contact, Bytes pid) {
    return book.pli(
        new PliKey(contact.id(), Direction.OUT, new dev.pli.core.conversation.PliId(pid)));
  }

  /// What is owed after a batch: one ack for all that came on a link.
  void acknowledge(Link link) {
    Optional<DeviceKey> from = link.device();
    if (!link.ackDue || from.isEmpty()) {
      return;
    }
    link.ackDue = false;
    var ack =
        new Ack(from.get().device(), link.peerIncarnation, mark(from.get(), link.peerIncarnation));
    links.send(link, RecordType.ACK, ack.encode());
  }
}
