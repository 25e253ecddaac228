package dev.pli.core.node;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The rows of one vault, as its tables hold them: whole facts by key, the newest in the place of
/// the one before. Not thread-safe.
final class Rows {
  private Optional<Change> self = Optional.empty();
  private Optional<Change> pseudonymKey = Optional.empty();
  private Optional<Change> settings = Optional.empty();
  private Optional<Change> recordSeq = Optional.empty();
  private final NavigableMap<Integer, Change> epochs = new TreeMap<>();
  private final Map<ContactId, Change> contacts = new LinkedHashMap<>();
  private final Map<Bytes, Change> invitations = new LinkedHashMap<>();
  private final Map<PliKey, Pli> plis = new LinkedHashMap<>();
  private final Map<PliKey, NavigableMap<Integer, StoredBlob>> blobs = new LinkedHashMap<>();
  private final Map<RowKey, Outgoing> outbox = new LinkedHashMap<>();
  private final Map<Device, SendingSide> sides = new LinkedHashMap<>();
  private final Map<Lane, Change> marks = new LinkedHashMap<>();
  private final Map<Device, Change> pairs = new LinkedHashMap<>();
  private final Map<StatementKey, Change.Kept> statements = new LinkedHashMap<>();
  private final Map<ContactId, Change> signed = new LinkedHashMap<>();
  private final Map<ContactId, Change> seen = new LinkedHashMap<>();
  private final Map<ContactId, Change> carry = new LinkedHashMap<>();
  private final NavigableMap<Long, Entry> journal = new TreeMap<>();
  private final NavigableMap<Long, Notice> notices = new TreeMap<>();

  private record Device(ContactId contact, DeviceId device) {}

  private record Lane(ContactId contact, DeviceId device, long incarnation) {}

  private record RowKey(ContactId contact, DeviceId device, long incarnation, long number) {
    static RowKey of(Outgoing row) {
      return new RowKey(row.contact(), row.device(), row.incarnation(), row.number());
    }
  }

  private record StatementKey(ContactId contact, Bytes sid) {}

  Rows copy() {
    var copy = new Rows();
    copy.self = self;
    copy.pseudonymKey = pseudonymKey;
    copy.settings = settings;
    copy.recordSeq = recordSeq;
    copy.epochs.putAll(epochs);
    copy.contacts.putAll(contacts);
    copy.invitations.putAll(invitations);
    copy.plis.putAll(plis);
    blobs.forEach((key, all) -> copy.blobs.put(key, new TreeMap<>(all)));
    copy.outbox.putAll(outbox);
    copy.sides.putAll(sides);
    copy.marks.putAll(marks);
    copy.pairs.putAll(pairs);
    copy.statements.putAll(statements);
    copy.signed.putAll(signed);
    copy.seen.putAll(seen);
    copy.carry.putAll(carry);
    copy.journal.putAll(journal);
    copy.notices.putAll(notices);
    return copy;
  }

  void take(List<Change> changes) {
    changes.forEach(this::take);
  }

  private void take(Change change) {
    switch (change) {
      case Change.SelfSaved _ -> self = Optional.of(change);
      case Change.PseudonymKeySaved _ -> pseudonymKey = Optional.of(change);
      case Change.SettingsSaved _ -> settings = Optional.of(change);
      case Change.RecordNumbered _ -> recordSeq = Optional.of(change);
      case Change.EpochSaved(var epoch) -> epochs.put(epoch.number(), change);
      case Change.ContactSaved(var contact) -> contacts.put(contact.id(), change);
      case Change.ContactForgotten(var contact) -> forget(contact);
      case Change.InvitationSaved(var invitation) -> invitations.put(invitation.id(), change);
      case Change.PliSaved(var pli) -> plis.merge(pli.key(), pli, Rows::changed);
      case Change.BlobSaved(var blob) -> save(blob);
      case Change.ContentErased(var key) -> {
        blobs.remove(key);
        plis.computeIfPresent(key, (_, pli) -> withoutKey(pli));
      }
      case Change.Queued(var row) -> queue(row);
      case Change.Unqueued(var row) -> outbox.remove(RowKey.of(row));
      case Change.Acknowledged by -> acknowledge(by);
      case Change.SendingSideSaved(var side) ->
          sides.put(new Device(side.contact(), side.device()), side);
      case Change.HighWaterMoved(var mark) ->
          marks.put(new Lane(mark.contact(), mark.device(), mark.incarnation()), change);
      case Change.HighWaterForgotten(var contact, var device, var incarnation) ->
          marks.remove(new Lane(contact, device, incarnation));
      case Change.LinkPairSaved(var pair) ->
          pairs.put(new Device(pair.contact(), pair.device()), change);
      case Change.StatementKept(var kept) ->
          statements.put(new StatementKey(kept.contact(), kept.sid()), kept);
      case Change.SignedForContact head -> signed.put(head.contact(), head);
      case Change.SeenFromContact head -> seen.put(head.contact(), head);
      case Change.CarryKeysSaved(var keys) -> carry.put(keys.contact(), change);
      case Change.JournalWritten(var entry) -> write(entry);
      case Change.Noticed(var notice) -> notices.put(notice.cursor(), notice);
    }
  }

  /// The offer, the key and the list of blobs never change once they are written.
  private static Pli changed(Pli before, Pli after) {
    return with(after, before.content());
  }

  private static Pli withoutKey(Pli pli) {
    var content =
        new Pli.Content(pli.content().offer(), Secret.copyOf(Bytes.EMPTY), pli.content().blobs());
    return with(pli, content);
  }

  private static Pli with(Pli pli, Pli.Content content) {
    return new Pli(
        pli.key(),
        pli.state(),
        pli.created(),
        pli.arrived(),
        pli.delivered(),
        pli.route(),
        content,
        pli.verification(),
        pli.textBytes(),
        pli.notes());
  }

  private void save(StoredBlob blob) {
    if (!plis.containsKey(blob.pli())) {
      throw new IllegalArgumentException("a blob of a pli that was never saved");
    }
    blobs.computeIfAbsent(blob.pli(), _ -> new TreeMap<>()).put(blob.index(), blob);
  }

  private void forget(ContactId contact) {
    contacts.remove(contact);
    outbox.keySet().removeIf(key -> key.contact().equals(contact));
    sides.keySet().removeIf(key -> key.contact().equals(contact));
    marks.keySet().removeIf(key -> key.contact().equals(contact));
    pairs.keySet().removeIf(key -> key.contact().equals(contact));
    statements.keySet().removeIf(key -> key.contact().equals(contact));
    signed.remove(contact);
    seen.remove(contact);
    carry.remove(contact);
  }

  private void queue(Outgoing row) {
    outbox.put(RowKey.of(row), row);
    sides.computeIfPresent(
        new Device(row.contact(), row.device()),
        (_, side) ->
            side.incarnation() != row.incarnation()
                ? side
                : new SendingSide(
                    side.contact(),
                    side.device(),
                    side.incarnation(),
                    Math.max(side.next(), row.number() + 1),
                    side.acknowledged()));
  }

  private void acknowledge(Change.Acknowledged by) {
    outbox
        .keySet()
        .removeIf(key ->
            key.contact().equals(by.contact())
                && key.device().equals(by.device())
                && key.incarnation() == by.incarnation()
                && key.number() <= by.mark());
    sides.computeIfPresent(
        new Device(by.contact(), by.device()),
        (_, side) ->
            side.incarnation() != by.incarnation()
                ? side
                : new SendingSide(
                    side.contact(), side.device(), side.incarnation(), side.next(), by.mark()));
  }

  private void write(Entry entry) {
    if (journal.putIfAbsent(entry.number(), entry) != null) {
      throw new IllegalArgumentException("a journal entry written twice");
    }
  }

  /// The numbers come last: they say more than the rows that are still queued.
  void recall(Consumer<Change> book) {
    self.ifPresent(book);
    pseudonymKey.ifPresent(book);
    settings.ifPresent(book);
    recordSeq.ifPresent(book);
    epochs.values().forEach(book);
    contacts.values().forEach(book);
    invitations.values().forEach(book);
    for (Pli pli : plis.values()) {
      if (!pli.state().isFinal()) {
        book.accept(new Change.PliSaved(pli));
        if (pli.key().direction() == Direction.IN) {
          blobs(pli.key()).forEach(blob -> book.accept(new Change.BlobSaved(blob)));
        }
      }
    }
    outbox.values().forEach(row -> book.accept(new Change.Queued(row)));
    sides.values().forEach(side -> book.accept(new Change.SendingSideSaved(side)));
    marks.values().forEach(book);
    pairs.values().forEach(book);
    signed.values().forEach(book);
    seen.values().forEach(book);
    carry.values().forEach(book);
    Optional.ofNullable(journal.lastEntry())
        .ifPresent(last -> book.accept(new Change.JournalWritten(last.getValue())));
    Optional.ofNullable(notices.lastEntry())
        .ifPresent(last -> book.accept(new Change.Noticed(last.getValue())));
  }

  Optional<Pli> pli(PliKey key) {
    return Optional.ofNullable(plis.get(key));
  }

  List<Pli> plis() {
    return List.copyOf(plis.values());
  }

  List<StoredBlob> blobs(PliKey key) {
    return List.copyOf(blobs.getOrDefault(key, new TreeMap<>()).values());
  }

  long mark(ContactId contact, DeviceId device, long incarnation) {
    return marks.get(new Lane(contact, device, incarnation)) instanceof Change.HighWaterMoved(var m)
        ? m.mark()
        : 0;
  }

  long acknowledged(ContactId contact, DeviceId device) {
    SendingSide side = sides.get(new Device(contact, device));
    return side == null ? 0 : side.acknowledged();
  }

  /// The contact with this identity; there is one at most.
  Optional<ContactId> contactOf(Fingerprint identity) {
    return contacts.values().stream()
        .map(row -> ((Change.ContactSaved) row).contact())
        .filter(contact -> contact.current().fingerprint().equals(identity))
        .map(Contact::id)
        .findFirst();
  }

  List<Contact> contacts() {
    return contacts.values().stream().map(row -> ((Change.ContactSaved) row).contact()).toList();
  }

  List<Change.Kept> statements() {
    return List.copyOf(statements.values());
  }

  List<Entry> journal() {
    return List.copyOf(journal.values());
  }

  List<Notice> notices() {
    return List.copyOf(notices.values());
  }

  static boolean isShown(Pli pli, Archive.Filter filter) {
    var reasons = new ArrayList<Predicate<Pli>>();
    reasons.add(p -> p.key().direction() == filter.direction());
    reasons.add(
        p -> !p.isIncoming() || p.state() == PliState.ARRIVED || p.state() == PliState.RECEIVED);
    reasons.add(p -> !filter.unreadOnly() || p.notes().unread());
    reasons.add(p -> filter.contact().map(p.contact()::equals).orElse(true));
    reasons.add(p ->
        filter.caseReference().isEmpty()
            || p.notes().caseReference().equals(filter.caseReference()));
    return reasons.stream().allMatch(reason -> reason.test(pli));
  }
}
