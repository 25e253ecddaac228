package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.frame.BlobGet;
import dev.pli.core.frame.BlobNo;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import dev.pli.crypto.session.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Blobs that did not fit an offer: the recipient asks for each, from the first segment that it
/// does not hold, and the same sealed bytes come on a stream of their own. docs/spec/session.md
/// §10.
///
/// ```
/// recipient   Asked -> Running -> Whole          cut: asked again on the next link
/// sender      answers a BLOB_GET of a pli offered to this contact, and nothing else
/// ```
///
/// Node thread only.
final class Transfers {
  /// Streams that one link carries at once, each way.
  static final int STREAMS_A_LINK = 2;

  /// A stream that breaks on a link that lives is the sender's matter; it is not pressed.
  private static final Duration AFTER_CUT = Duration.ofSeconds(1);

  /// Somebody must make room first.
  private static final Duration AFTER_NO_ROOM = Duration.ofSeconds(30);

  private static final int TAG_BYTES = 16;

  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Posting posting;
  private final Receiving receiving;
  private final RandomGenerator random;

  /// What is being pulled, and on which link; forgotten with the process.
  private final Map<BlobKey, Link> running = new HashMap<>();

  /// Blobs that are not asked for again before this time: a stream broke, or this disk is full.
  private final Map<BlobKey, Instant> rests = new HashMap<>();

  /// Plis whose content is being opened.
  private final Set<PliKey> checking = new HashSet<>();

  private record BlobKey(PliKey pli, int index) {}

  Transfers(
      Book book,
      Links links,
      Steps steps,
      Posting posting,
      Receiving receiving,
      RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.posting = posting;
    this.receiving = receiving;
    this.random = random;
  }

  /// Asks for what is missing of a contact's plis, oldest first, as far as the link has room.
  void pull(Link link, Instant now) {
    Optional<DeviceKey> device = link.device();
    if (device.isEmpty() || Rekeying.isOverdue(link, now)) {
      return;
    }
    arriving(device.get().contact()).forEach(pli -> pull(link, pli));
  }

  private List<Pli> arriving(ContactId contact) {
    return book.plis().stream()
        .filter(pli -> pli.contact().equals(contact) && pli.state() == PliState.ARRIVING)
        .sorted(Comparator.comparing(Pli::arrived))
        .toList();
  }

  /// When the next blob that rests is asked for again. What was due by `now` waits for a link.
  Optional<Instant> next(Instant now) {
    return rests.values().stream().filter(until -> until.isAfter(now)).min(Instant::compareTo);
  }

  /// Whether a stream for it may still come: its link lives.
  private boolean isRunning(BlobKey key) {
    Link link = running.get(key);
    return link != null && link.running().isPresent();
  }

  /// Whoever has rested long enough may be asked for again, as soon as there is a link.
  void wake(Instant now) {
    rests.values().removeIf(until -> !now.isBefore(until));
  }

  private void pull(Link link, Pli pli) {
    boolean whole = true;
    for (StoredBlob blob : book.blobs(pli.key()).values()) {
      if (!isWhole(blob)) {
        whole = false;
        var key = new BlobKey(pli.key(), blob.index());
        if (!isRunning(key) && !rests.containsKey(key) && pullsOn(link) < STREAMS_A_LINK) {
          ask(link, key, blob);
        }
      }
    }
    if (whole && checking.add(pli.key())) {
      steps.then(new Effect.CheckContent(pli.key()));
    }
  }

  /// Plis that were complete when the process ended are opened and compared now.
  void checkComplete() {
    for (Pli pli : book.plis()) {
      boolean whole =
          pli.state() == PliState.ARRIVING
              && book.blobs(pli.key()).values().stream().allMatch(Transfers::isWhole);
      if (whole && checking.add(pli.key())) {
        steps.then(new Effect.CheckContent(pli.key()));
      }
    }
  }

  static boolean isWhole(StoredBlob blob) {
    return blob.heldSegments() == Sealing.segments(blob.blob().sealedBytes());
  }

  private long pullsOn(Link link) {
    return running.values().stream().filter(other -> other == link).count();
  }

  private void ask(Link link, BlobKey key, StoredBlob blob) {
    Bytes tag = random(TAG_BYTES);
    running.put(key, link);
    // The pump looks at the file: segments behind the last synced one may have survived too.
    steps.then(new Effect.Pull(link.id, key.pli(), key.index(), blob.heldSegments(), tag));
  }

  private Bytes random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  /// The pump is ready for the stream, and has found from which segment on.
  void ready(Event.PullReady event) {
    links
        .find(event.link())
        .filter(link -> link.running().isPresent())
        .ifPresent(link ->
            links.send(
                link,
                RecordType.BLOB_GET,
                new BlobGet(event.pli().id(), event.index(), event.fromSegment(), event.tag())
                    .encode()));
  }

  /// The other side asks for a blob; S511 for all that it may not have, answered alike.
  void push(Link link, BlobGet request, Instant now) {
    DeviceKey device = link.device().orElseThrow();
    var key = new PliKey(device.contact(), Direction.OUT, request.pli());
    try {
      Pli pli = book.pli(key).orElseThrow(() -> new RejectedException(SealRule.S511_UNKNOWN_BLOB));
      require(isServed(pli), SealRule.S511_UNKNOWN_BLOB);
      require(request.blob() < pli.content().blobs().size(), SealRule.S511_UNKNOWN_BLOB);
      long sealed = pli.content().blobs().get(request.blob()).sealedBytes();
      require(request.firstSegment() < Sealing.segments(sealed), SealRule.S511_UNKNOWN_BLOB);
      posting.underWay(pli, link, now);
      steps.then(
          new Effect.Push(
              link.id, key, request.blob(), (int) request.firstSegment(), request.tag()));
    } catch (RejectedException gone) {
      var answer = new BlobNo(request.pli(), request.blob(), BlobNo.Reason.GONE);
      links.send(link, RecordType.BLOB_NO, answer.encode());
    }
  }

  private static boolean isServed(Pli pli) {
    return pli.state() == PliState.SENDING || pli.state() == PliState.QUEUED;
  }

  /// The sender does not have it, or not now.
  void refused(Link link, BlobNo answer, Instant now) {
    DeviceKey device = link.device().orElseThrow();
    var key = new PliKey(device.contact(), Direction.IN, answer.pli());
    if (running.remove(new BlobKey(key, answer.blob())) == null) {
      return; // Nothing was asked for.
    }
    steps.then(new Effect.StopPull(key, answer.blob()));
    if (answer.reason() == BlobNo.Reason.GONE) {
      book.pli(key)
          .filter(pli -> isArriving(pli.key()))
          .ifPresent(pli -> receiving.fail(pli, SealRule.S511_UNKNOWN_BLOB, now));
    }
  }

  /// A resume point is on disk: what is behind it never travels again.
  void advanced(Event.TransferAdvanced event) {
    StoredBlob blob = book.blobs(event.pli()).get(event.index());
    if (blob != null && isArriving(event.pli())) {
      steps.save(
          new Change.BlobSaved(
              blob.at(
                  new StoredBlob.Place.File(event.file()), event.digests(), event.heldSegments())));
      if (!(blob.place() instanceof StoredBlob.Place.File)) {
        steps.then(new Effect.BlobNamed(event.pli(), event.index()));
      }
    }
  }

  /// A file may have brought meanwhile what a link still brings.
  private boolean isArriving(PliKey pli) {
    return book.pli(pli).filter(found -> found.state() == PliState.ARRIVING).isPresent();
  }

  /// A stream that ends late, when a newer link carries the blob already, ends nothing else.
  void ended(Event.TransferEnded event, Instant now) {
    var key = new BlobKey(event.pli(), event.index());
    Link on = running.get(key);
    boolean isElsewhere = on != null && !on.id.equals(event.link());
    if (!isElsewhere) {
      running.remove(key);
    }
    switch (event.ending()) {
      case Event.Ending.Whole _ -> rests.remove(key);
      case Event.Ending.Cut _ -> {
        if (!isElsewhere) {
          rests.put(key, now.plus(AFTER_CUT));
        }
      }
      case Event.Ending.NoRoom _ -> rests.put(key, now.plus(AFTER_NO_ROOM));
      case Event.Ending.Refused(var rule) ->
          book.pli(event.pli())
              .filter(pli -> isArriving(pli.key()))
              .ifPresent(pli -> receiving.fail(pli, rule, now));
    }
    links.find(event.link()).ifPresent(link -> link.blobBytes += event.bytes());
  }

  void checked(PliKey pli) {
    checking.remove(pli);
  }

  /// What ran on a link that is gone ended with it; its pumps say so themselves, later.
  void lost(Link link) {
    running.values().removeIf(other -> other == link);
  }
}
