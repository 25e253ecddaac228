package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.Route;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.frame.Ack;
import dev.pli.core.frame.Envelope;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameCodec;
import dev.pli.core.frame.FrameRule;
import dev.pli.core.frame.OfferedBlob;
import dev.pli.core.frame.Sync;
import dev.pli.core.office.ErrorCode;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The outbox at work: what waits for a contact leaves in order on its link, a window at a time,
/// and stays here until the other device says that it is kept. docs/spec/frames.md §12.
///
/// Node thread only.
final class Posting {
  /// Envelopes on a link and not acknowledged: as many as one commit of the reader takes.
  static final int WINDOW_ENVELOPES = 64;

  /// Rows that wait for one contact at most. docs/spec/session.md §16.
  static final int MAX_WAITING = 10_000;

  /// Sealed bytes of blobs that travel inside an offer, all together.
  static final int MAX_INLINE_BYTES = 12_288;

  /// Numbers, key and lengths of an envelope with an offer, at most.
  private static final int ENVELOPE_BYTES = 160;

  /// Length, commitment and Protobuf around one blob, at most.
  private static final int BLOB_BYTES = 56;

  private final Book book;
  private final Archive archive;
  private final Links links;
  private final Steps steps;
  private final Lanes lanes;
  private final Scribe scribe;

  Posting(Book book, Archive archive, Links links, Steps steps, Lanes lanes, Scribe scribe) {
    this.book = book;
    this.archive = archive;
    this.links = links;
    this.steps = steps;
    this.lanes = lanes;
    this.scribe = scribe;
  }

  /// Why nothing may be queued for a contact now; empty when it may.
  Optional<ErrorCode> refusal(Contact contact) {
    if (contact.state() == Contact.State.REMOVED) {
      return Optional.of(ErrorCode.CONTACT_REMOVED);
    }
    if (contact.keyChanged()) {
      return Optional.of(ErrorCode.KEY_CHANGED);
    }
    if (contact.state() == Contact.State.PENDING || contact.counterpart().live().isEmpty()) {
      return Optional.of(ErrorCode.CONTACT_PENDING);
    }
    return book.waiting(contact.id()).count() >= MAX_WAITING
        ? Optional.of(ErrorCode.LIMIT_REACHED)
        : Optional.empty();
  }

  void queue(ContactId contact, Frame frame, Instant now) {
    // The numbers are put on when it leaves.
    var unnumbered = new Envelope(book.self().deviceId(), 0, 0, now, frame);
    queue(contact, new Outgoing.Load.Body(FrameCodec.encode(unnumbered)), now);
  }

  /// As [#queue], unless the same waits for the contact already: `tail` is what its body ends with,
  /// and an envelope ends with its body.
  void queueOnce(ContactId contact, Frame frame, Bytes tail, Instant now) {
    if (book.waiting(contact).noneMatch(row -> endsWith(row, tail))) {
      queue(contact, frame, now);
    }
  }

  private static boolean endsWith(Outgoing row, Bytes tail) {
    return row.load() instanceof Outgoing.Load.Body(var encoded)
        && encoded.length() > tail.length()
        && encoded.slice(encoded.length() - tail.length(), encoded.length()).equals(tail);
  }

  void queue(ContactId contact, Outgoing.Load load, Instant now) {
    Optional<PeerDevice> device = book.contact(contact).flatMap(found -> found.current().live());
    device.ifPresent(live -> {
      lanes.queue(new DeviceKey(contact, live.id()), load, now);
      links.running(contact).ifPresent(link -> send(link, now));
    });
  }

  /// The session stands, and the peer has told how far it holds what was sent.
  void resume(Link link, Sync theirs, Instant now) {
    DeviceKey key = link.device().orElseThrow();
    SendingSide side = book.side(key).orElseThrow();
    long held = theirs.mark(side.incarnation());
    if (held > side.acknowledged()) {
      acknowledged(key, side.incarnation(), held);
    }
    link.sent = Math.max(held, side.acknowledged());
    unoffered(key.contact()).forEach(pli -> offer(pli, now));
    send(link, now);
  }

  /// Puts on the link what waits, up to the window.
  void send(Link link, Instant now) {
    Optional<DeviceKey> device = link.device();
    if (device.isEmpty() || Rekeying.isOverdue(link, now)) {
      return;
    }
    SendingSide side = book.side(device.get()).orElseThrow();
    long last = side.acknowledged() + WINDOW_ENVELOPES;
    List<Outgoing> due =
        List.copyOf(
            book.waiting(device.get())
                .subMap(Math.max(link.sent, side.acknowledged()), false, last, true)
                .values());
    for (Outgoing row : due) {
      send(link, row, now);
    }
  }

  private void send(Link link, Outgoing row, Instant now) {
    Optional<Frame> frame = frame(row);
    link.sent = row.number();
    frame.ifPresent(body -> {
      var envelope =
          new Envelope(book.self().deviceId(), row.incarnation(), row.number(), row.queued(), body);
      links.send(link, RecordType.ENVELOPE, FrameCodec.encode(envelope));
    });
    if (row.load() instanceof Outgoing.Load.Offer(var key)) {
      book.pli(key)
          .filter(pli -> pli.state() == PliState.QUEUED)
          .ifPresent(pli -> move(sending(pli, link), now));
    }
  }

  /// A pli that was carried may be with its recipient already: until the other side asks for it
  /// here, or its receipt says otherwise, that is its route.
  private static Pli sending(Pli pli, Link link) {
    Pli sending = pli.with(PliState.SENDING);
    return pli.route().equals(Optional.of(Route.CARRIED)) ? sending : sending.by(link.route);
  }

  Optional<Frame> frame(Outgoing row) {
    return switch (row.load()) {
      case Outgoing.Load.Body(var encoded) -> Optional.of(own(encoded));
      // A pli may be finished before its envelope is acknowledged.
      case Outgoing.Load.Offer(var key) ->
          book.pli(key).or(() -> archive.pli(key)).map(this::offer);
    };
  }

  private static Frame own(Bytes encoded) {
    try {
      return FrameCodec.parse(encoded).frame();
    } catch (RejectedException e) {
      throw new IllegalStateException("a frame of this outbox does not read", e);
    }
  }

  /// The same bytes every time: offer, key and blobs are as they were sealed.
  private Frame offer(Pli pli) {
    List<StoredBlob> fresh = book.fresh(pli.key());
    List<StoredBlob> stored = fresh.isEmpty() ? archive.blobs(pli.key()) : fresh;
    var blobs = new ArrayList<OfferedBlob>();
    int inline = MAX_INLINE_BYTES - inlineRoom(pli.content().offer().length(), stored.size());
    for (int i = 0; i < pli.content().blobs().size(); i++) {
      Pli.Blob blob = pli.content().blobs().get(i);
      Bytes bytes = inlineBytes(stored.get(i), inline);
      inline += bytes.length();
      blobs.add(new OfferedBlob(blob.sealedBytes(), blob.ct(), bytes));
    }
    var wishes = new Frame.Wishes(pli.notes().replaces(), pli.notes().noForward());
    return new Frame.Offer(pli.content().offer(), Optional.of(pli.content().key()), blobs, wishes);
  }

  /// What an envelope leaves for inline blobs: it fits one record whole.
  private static int inlineRoom(int offerBytes, int blobs) {
    int rest = FrameCodec.MAX_BODY_BYTES - offerBytes - ENVELOPE_BYTES - BLOB_BYTES * blobs;
    return Math.min(MAX_INLINE_BYTES, rest);
  }

  private static Bytes inlineBytes(StoredBlob blob, int before) {
    return blob.place() instanceof StoredBlob.Place.Row(var sealed)
            && before + sealed.length() <= MAX_INLINE_BYTES
        ? sealed
        : Bytes.EMPTY;
  }

  /// An ACK takes envelopes out of the outbox and moves nothing else.
  void acknowledge(Link link, Ack ack, Instant now) throws RejectedException {
    DeviceKey key = link.device().orElseThrow();
    SendingSide side = book.side(key).orElseThrow();
    require(
        ack.device().equals(book.self().deviceId()) && ack.incarnation() == side.incarnation(),
        FrameRule.S702_DEVICE);
    require(ack.mark() <= link.sent, FrameRule.S704_ACK);
    if (ack.mark() > side.acknowledged()) {
      acknowledged(key, side.incarnation(), ack.mark());
      send(link, now);
    }
  }

  private void acknowledged(DeviceKey key, long incarnation, long mark) {
    steps.save(new Change.Acknowledged(key.contact(), key.device(), incarnation, mark));
  }

  /// The link is gone: what was on its way waits again.
  void lost(ContactId contact, Instant now) {
    for (Pli pli : List.copyOf(book.plis())) {
      if (pli.contact().equals(contact) && pli.state() == PliState.SENDING) {
        move(pli.with(PliState.QUEUED), now);
      }
    }
  }

  /// The recipient pulls a blob of a pli that waited: it is on its way again.
  void underWay(Pli pli, Link link, Instant now) {
    if (pli.state() == PliState.QUEUED || !pli.route().equals(Optional.of(link.route))) {
      move(pli.with(PliState.SENDING).by(link.route), now);
    }
  }

  /// Saves the next state of a pli and says so.
  void move(Pli pli, Instant now) {
    steps.save(new Change.PliSaved(pli));
    scribe.notice(pli, now);
    if (!waits(pli)) {
      unoffered(pli.contact()).stream().findFirst().ifPresent(next -> offer(next, now));
    }
  }

  private static boolean waits(Pli pli) {
    return pli.state() == PliState.QUEUED || pli.state() == PliState.SENDING;
  }

  /// A pli that is not all with its recipient is taken back: nothing of it is kept but that it was.
  void cancel(Pli pli, Instant now) {
    offering(pli).ifPresent(this::blankOut);
    List<String> files =
        archive.blobs(pli.key()).stream()
            .flatMap(blob -> StoredBlob.file(blob.place()).stream())
            .toList();
    steps.save(new Change.ContentErased(pli.key()));
    move(pli.with(PliState.CANCELLED), now);
    steps.then(new Effect.EraseBlobs(pli.key(), files));
  }

  /// The same row with nothing in it: its number must still arrive, or all behind it would wait.
  private Outgoing blank(Outgoing row) {
    var nothing = new Envelope(book.self().deviceId(), 0, 0, row.queued(), new Frame.Unknown());
    return new Outgoing(
        row.contact(),
        row.device(),
        row.incarnation(),
        row.number(),
        row.queued(),
        new Outgoing.Load.Body(FrameCodec.encode(nothing)));
  }

  /// What a row carries has arrived by another way: its number alone still goes.
  void blankOut(Outgoing row) {
    steps.save(new Change.Queued(blank(row)));
  }

  /// The recipient has no room now: the pli waits until another has gone, or for the next link.
  void turnedAway(Pli pli, Instant now) {
    move(pli.with(PliState.QUEUED), now);
  }

  private void offer(Pli pli, Instant now) {
    queue(pli.contact(), new Outgoing.Load.Offer(pli.key()), now);
  }

  /// Plis to a contact that wait and are in no envelope: turned away, or their transfer was cut.
  List<Pli> unoffered(ContactId contact) {
    Set<Outgoing.Load> offered =
        book.waiting(contact).map(Outgoing::load).collect(Collectors.toSet());
    return book.plis().stream()
        .filter(pli -> pli.contact().equals(contact) && pli.state() == PliState.QUEUED)
        .filter(pli -> !offered.contains(new Outgoing.Load.Offer(pli.key())))
        .toList();
  }

  /// The row that still offers this pli, if no device has acknowledged it.
  Optional<Outgoing> offering(Pli pli) {
    return pli.key().direction() == Direction.IN
        ? Optional.empty()
        : book.waiting(pli.contact())
            .filter(row -> row.load().equals(new Outgoing.Load.Offer(pli.key())))
            .findAny();
  }
}
