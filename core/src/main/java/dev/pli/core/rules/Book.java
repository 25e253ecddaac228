package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.Self;
import dev.pli.core.Settings;
import dev.pli.core.address.PeerId;
import dev.pli.core.carry.CarryKeys;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.IssuedInvitation;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.LinkPair;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.journal.Entry;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The durable memory of the rules: everything a decision needs, and no history. It moves by
/// [#apply] alone, so the book read from disk equals the book in memory.
///
/// Finished plis leave it; the archive keeps them. Node thread only.
public final class Book {
  private @Nullable Self self;
  private @Nullable Secret pseudonymKey;
  private Settings settings = Settings.initial("other", "fr");
  private final Map<ContactId, Contact> contacts = new TreeMap<>();
  private final Map<Bytes, IssuedInvitation> invitations = new TreeMap<>();
  private final Map<PliKey, Pli> plis = new TreeMap<>(ByKey.ORDER);
  private final Map<PliKey, NavigableMap<Integer, StoredBlob>> blobs = new TreeMap<>(ByKey.ORDER);

  /// Plis that this batch finished, and blobs of plis that it began: not yet in the archive.
  private final Map<PliKey, Pli> finished = new TreeMap<>(ByKey.ORDER);

  private final Map<PliKey, NavigableMap<Integer, StoredBlob>> fresh = new TreeMap<>(ByKey.ORDER);
  private final Map<DeviceKey, NavigableMap<Long, Outgoing>> outbox = new TreeMap<>();
  private final Map<DeviceKey, SendingSide> sides = new TreeMap<>();
  private final Map<DeviceKey, NavigableMap<Long, HighWater>> marks = new TreeMap<>();
  private final Map<DeviceKey, LinkPair> pairs = new TreeMap<>();
  private final NavigableMap<Integer, EpochKeys> epochs = new TreeMap<>();
  private final Map<ContactId, Change.SignedForContact> signed = new TreeMap<>();
  private final Map<ContactId, Change.SeenFromContact> seen = new TreeMap<>();
  private final Map<ContactId, CarryKeys> carryKeys = new TreeMap<>();
  private long lastEntry;
  private Bytes lastHash = Entry.ORIGIN;
  private long cursor;
  private long recordSeq;

  /// Moves the book by one saved fact.
  public void apply(Change change) {
    switch (change) {
      case Change.SelfSaved(var next) -> self = next;
      case Change.PseudonymKeySaved(var key) -> pseudonymKey = key;
      case Change.SettingsSaved(var next) -> settings = next;
      case Change.RecordNumbered(var seq) -> recordSeq = seq;
      case Change.ContactSaved(var contact) -> contacts.put(contact.id(), contact);
      case Change.ContactForgotten(var contact) -> forget(contact);
      case Change.InvitationSaved(var invitation) -> invitations.put(invitation.id(), invitation);
      case Change.PliSaved(var pli) -> keep(pli);
      case Change.BlobSaved(var blob) -> keep(blob);
      case Change.ContentErased(var pli) -> blobs.remove(pli);
      case Change.Queued(var row) -> queue(row);
      case Change.Acknowledged acknowledged -> acknowledge(acknowledged);
      case Change.Unqueued(var row) -> lane(key(row)).remove(row.number());
      case Change.SendingSideSaved(var side) ->
          sides.put(new DeviceKey(side.contact(), side.device()), side);
      case Change.HighWaterMoved(var mark) ->
          marks
              .computeIfAbsent(new DeviceKey(mark.contact(), mark.device()), _ -> new TreeMap<>())
              .put(mark.incarnation(), mark);
      case Change.HighWaterForgotten(var contact, var device, var incarnation) -> {
        NavigableMap<Long, HighWater> held = marks.get(new DeviceKey(contact, device));
        if (held != null) {
          held.remove(incarnation);
        }
      }
      case Change.LinkPairSaved(var pair) ->
          pairs.put(new DeviceKey(pair.contact(), pair.device()), pair);
      case Change.StatementKept _ -> {} // The archive's.
      case Change.EpochSaved(var epoch) -> epochs.put(epoch.number(), epoch);
      case Change.SignedForContact head -> signed.put(head.contact(), head);
      case Change.SeenFromContact head -> seen.put(head.contact(), head);
      case Change.CarryKeysSaved(var keys) -> carryKeys.put(keys.contact(), keys);
      case Change.JournalWritten(var entry) -> {
        lastEntry = entry.number();
        lastHash = entry.hash();
      }
      case Change.Noticed(var notice) -> cursor = notice.cursor();
    }
  }

  /// The last batch of changes is on disk: what is finished is the archive's alone now.
  void turn() {
    finished.clear();
    fresh.clear();
  }

  private void forget(ContactId contact) {
    contacts.remove(contact);
    signed.remove(contact);
    seen.remove(contact);
    carryKeys.remove(contact);
    outbox.keySet().removeIf(key -> key.contact().equals(contact));
    sides.keySet().removeIf(key -> key.contact().equals(contact));
    marks.keySet().removeIf(key -> key.contact().equals(contact));
    pairs.keySet().removeIf(key -> key.contact().equals(contact));
  }

  /// A finished pli is history, but for one that may still become « remis ».
  private void keep(Pli pli) {
    if (pli.state().isFinal()) {
      plis.remove(pli.key());
      blobs.remove(pli.key());
      finished.put(pli.key(), pli);
    } else {
      plis.put(pli.key(), pli);
    }
  }

  private void keep(StoredBlob blob) {
    var held = blob.pli().direction() == Direction.IN ? blobs : fresh;
    if (plis.containsKey(blob.pli())) {
      held.computeIfAbsent(blob.pli(), _ -> new TreeMap<>()).put(blob.index(), blob);
    }
  }

  private void queue(Outgoing row) {
    lane(key(row)).put(row.number(), row);
    SendingSide side = sides.get(key(row));
    if (side != null && side.incarnation() == row.incarnation()) {
      sides.put(
          key(row),
          new SendingSide(
              side.contact(),
              side.device(),
              side.incarnation(),
              Math.max(side.next(), row.number() + 1),
              side.acknowledged()));
    }
  }

  private void acknowledge(Change.Acknowledged by) {
    var key = new DeviceKey(by.contact(), by.device());
    lane(key).values().removeIf(row -> covers(by, row));
    SendingSide side = sides.get(key);
    if (side != null && side.incarnation() == by.incarnation()) {
      sides.put(
          key,
          new SendingSide(
              side.contact(), side.device(), side.incarnation(), side.next(), by.mark()));
    }
  }

  private static boolean covers(Change.Acknowledged by, Outgoing row) {
    return row.incarnation() == by.incarnation() && row.number() <= by.mark();
  }

  private NavigableMap<Long, Outgoing> lane(DeviceKey key) {
    return outbox.computeIfAbsent(key, _ -> new TreeMap<>());
  }

  private static DeviceKey key(Outgoing row) {
    return new DeviceKey(row.contact(), row.device());
  }

  /// Who this vault is.
  public Self self() {
    if (self == null) {
      throw new IllegalStateException("a vault without an identity");
    }
    return self;
  }

  Secret pseudonymKey() {
    if (pseudonymKey == null) {
      throw new IllegalStateException("a vault without a pseudonym key");
    }
    return pseudonymKey;
  }

  public Settings settings() {
    return settings;
  }

  public Collection<Contact> contacts() {
    return Collections.unmodifiableCollection(contacts.values());
  }

  public Optional<Contact> contact(ContactId id) {
    return Optional.ofNullable(contacts.get(id));
  }

  /// The contact whose current identity has a live device with this host key.
  Optional<Contact> withDevice(PeerId peer) {
    return contacts.values().stream()
        .filter(contact -> device(contact, peer).isPresent())
        .findAny();
  }

  /// The contact that has pinned this identity, as its present or its announced one.
  Optional<Contact> withIdentity(Fingerprint fingerprint) {
    return contacts.values().stream()
        .filter(contact ->
            contact.counterpart().fingerprint().equals(fingerprint)
                || contact.current().fingerprint().equals(fingerprint))
        .findAny();
  }

  static Optional<PeerDevice> device(Contact contact, PeerId peer) {
    return contact.current().pinned().stream()
        .filter(device -> device.revoked().isEmpty() && device.peer().equals(peer))
        .findAny();
  }

  Collection<IssuedInvitation> invitations() {
    return Collections.unmodifiableCollection(invitations.values());
  }

  Optional<IssuedInvitation> invitation(Bytes id) {
    return Optional.ofNullable(invitations.get(id));
  }

  /// Plis that are not finished.
  Collection<Pli> plis() {
    return Collections.unmodifiableCollection(plis.values());
  }

  /// A pli that is not finished, or was in this batch.
  Optional<Pli> pli(PliKey key) {
    return Optional.ofNullable(plis.get(key)).or(() -> Optional.ofNullable(finished.get(key)));
  }

  /// Blobs of an outgoing pli that this batch began, by index; empty when the archive has them.
  List<StoredBlob> fresh(PliKey key) {
    return List.copyOf(fresh.getOrDefault(key, new TreeMap<>()).values());
  }

  /// Blobs of an unfinished incoming pli, by index.
  NavigableMap<Integer, StoredBlob> blobs(PliKey key) {
    return Collections.unmodifiableNavigableMap(blobs.getOrDefault(key, new TreeMap<>()));
  }

  /// What waits for a device, by number.
  NavigableMap<Long, Outgoing> waiting(DeviceKey key) {
    return Collections.unmodifiableNavigableMap(outbox.getOrDefault(key, new TreeMap<>()));
  }

  /// Rows that wait for any device of a contact.
  Stream<Outgoing> waiting(ContactId contact) {
    return outbox.entrySet().stream()
        .filter(lane -> lane.getKey().contact().equals(contact))
        .flatMap(lane -> lane.getValue().values().stream());
  }

  Optional<SendingSide> side(DeviceKey key) {
    return Optional.ofNullable(sides.get(key));
  }

  /// Marks of every incarnation of a device, by incarnation.
  NavigableMap<Long, HighWater> marks(DeviceKey key) {
    return Collections.unmodifiableNavigableMap(marks.getOrDefault(key, new TreeMap<>()));
  }

  Optional<LinkPair> pair(DeviceKey key) {
    return Optional.ofNullable(pairs.get(key));
  }

  /// This device's epochs whose keys are not all erased, by number.
  public NavigableMap<Integer, EpochKeys> epochs() {
    return Collections.unmodifiableNavigableMap(epochs);
  }

  /// How much this device has signed for a contact; nothing at first.
  Change.SignedForContact signedFor(ContactId contact) {
    return signed.getOrDefault(contact, new Change.SignedForContact(contact, 0, Bytes.EMPTY, 0));
  }

  /// How much a contact's device has signed for this one, as far as it came here.
  Change.SeenFromContact seenFrom(ContactId contact) {
    return seen.getOrDefault(contact, new Change.SeenFromContact(contact, 0, Bytes.zero(32)));
  }

  /// The keys under which this device and a contact's carry to each other.
  CarryKeys carryKeys(ContactId contact) {
    return carryKeys.getOrDefault(contact, CarryKeys.none(contact));
  }

  long lastEntry() {
    return lastEntry;
  }

  public Bytes lastHash() {
    return lastHash;
  }

  /// The highest number that a record of this device's addresses may have used.
  long recordSeq() {
    return recordSeq;
  }

  /// The cursor of the last durable notice.
  public long cursor() {
    return cursor;
  }

  /// Orders plis by contact, direction and id.
  private static final class ByKey {
    static final java.util.Comparator<PliKey> ORDER =
        java.util.Comparator.comparing(PliKey::contact)
            .thenComparing(PliKey::direction)
            .thenComparing(PliKey::id);
  }
}
