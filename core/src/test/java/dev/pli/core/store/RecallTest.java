package dev.pli.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pli.core.Change;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliState;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.delivery.HighWater;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// The book read from disk equals the book in memory (invariant 19), whatever was saved before.
class RecallTest {
  private static final int ROUNDS = 60;

  @TempDir Path parent;

  private final List<Contact> contacts = new ArrayList<>();
  private final List<Pli> plis = new ArrayList<>();
  private final List<StoredBlob> blobs = new ArrayList<>();
  private final List<Outgoing> queued = new ArrayList<>();
  private final List<Bytes> invitations = new ArrayList<>();
  private final DeviceId device = new DeviceId(Bytes.hex("d1".repeat(16)));
  private long number;

  @RepeatedTest(12)
  void restartsWhereItWas(RepetitionInfo seed) throws Exception {
    var samples = new Samples(seed.getCurrentRepetition());
    var fixture = new VaultFixture(parent);
    List<Change> initial = samples.initial();
    var book = new BookModel(initial);
    VaultStore store = fixture.create(initial);
    for (int round = 0; round < ROUNDS; round++) {
      var changes = new ArrayList<Change>();
      for (int i = samples.random.nextInt(8); i >= 0; i--) {
        changes.addAll(draw(samples));
      }
      store.commit(changes);
      changes.forEach(book::apply);
      if (samples.random.nextInt(10) == 0) {
        store.close();
        store = fixture.open();
      }
      if (samples.random.nextInt(10) == 0) {
        assertEquals(book.facts(), new BookModel(VaultFixture.recalled(store)).facts());
      }
    }
    store.close();
    try (VaultStore again = fixture.open()) {
      assertEquals(book.facts(), new BookModel(VaultFixture.recalled(again)).facts());
    }
  }

  private List<Change> draw(Samples samples) {
    if (contacts.isEmpty() || samples.random.nextInt(12) == 0) {
      contacts.add(samples.contact(ContactId.random(samples.random)));
      return List.of(new Change.ContactSaved(contacts.getLast()));
    }
    ContactId contact = one(samples, contacts).id();
    return switch (samples.random.nextInt(21)) {
      case 0 -> touchContact(samples);
      case 1 ->
          List.of(
              new Change.SettingsSaved(samples.settings()),
              new Change.RecordNumbered(samples.random.nextLong(1L << 48)));
      case 2 -> List.of(new Change.EpochSaved(samples.epoch()));
      case 3 -> List.of(invitation(samples));
      case 4, 5, 6 -> newPli(samples, contact);
      case 7, 8, 9 -> changePli(samples);
      case 10 -> changeBlob(samples);
      case 11 -> queue(samples, contact);
      case 12 -> acknowledge(samples);
      case 13 -> List.of(new Change.SendingSideSaved(samples.side(contact, device, 7, number + 1)));
      case 14 -> marks(samples, contact);
      case 15 -> List.of(new Change.LinkPairSaved(samples.linkPair(contact, device)));
      case 16 ->
          List.of(
              new Change.StatementKept(samples.statement(contact, Optional.empty())),
              new Change.SignedForContact(contact, number, samples.bytes(32), 3),
              new Change.SeenFromContact(contact, number, samples.bytes(32)));
      case 17 -> List.of(new Change.JournalWritten(samples.entry()));
      case 18 -> List.of(new Change.Noticed(samples.notice()));
      case 19 -> List.of(new Change.CarryKeysSaved(samples.carryKeys(contact)));
      default -> forget(samples, contact);
    };
  }

  private static <T> T one(Samples samples, List<T> list) {
    return list.get(samples.random.nextInt(list.size()));
  }

  private List<Change> touchContact(Samples samples) {
    int i = samples.random.nextInt(contacts.size());
    contacts.set(i, samples.touched(contacts.get(i)));
    return List.of(new Change.ContactSaved(contacts.get(i)));
  }

  private Change invitation(Samples samples) {
    if (invitations.isEmpty() || samples.random.nextBoolean()) {
      invitations.add(samples.bytes(16));
    }
    return new Change.InvitationSaved(samples.invitation(one(samples, invitations)));
  }

  private List<Change> newPli(Samples samples, ContactId contact) {
    boolean in = samples.random.nextBoolean();
    Direction direction = in ? Direction.IN : Direction.OUT;
    PliState state = in ? PliState.ARRIVING : PliState.QUEUED;
    Pli pli = samples.pli(samples.key(contact, direction), state, samples.random.nextInt(4));
    plis.add(pli);
    var changes = new ArrayList<Change>(List.of(new Change.PliSaved(pli)));
    for (int i = 0; i <= pli.content().parts(); i++) {
      blobs.add(samples.blob(pli, i));
      changes.add(new Change.BlobSaved(blobs.getLast()));
    }
    return changes;
  }

  private List<Change> changePli(Samples samples) {
    if (plis.isEmpty()) {
      return List.of();
    }
    Pli pli = one(samples, plis);
    Pli next = samples.pli(pli.key(), PliState.values()[samples.random.nextInt(8)], 1);
    Pli changed =
        new Pli(
            pli.key(),
            pli.state().isFinal() ? pli.state() : next.state(),
            next.created(),
            next.arrived(),
            next.delivered(),
            next.route(),
            pli.content(),
            next.verification(),
            next.textBytes(),
            next.notes());
    plis.set(plis.indexOf(pli), changed);
    if (changed.state() == PliState.CANCELLED && samples.random.nextBoolean()) {
      blobs.removeIf(blob -> blob.pli().equals(pli.key()));
      return List.of(new Change.PliSaved(changed), new Change.ContentErased(pli.key()));
    }
    return List.of(new Change.PliSaved(changed));
  }

  /// A transfer goes on: the digests come once and never change after.
  private List<Change> changeBlob(Samples samples) {
    if (blobs.isEmpty()) {
      return List.of();
    }
    StoredBlob blob = one(samples, blobs);
    Bytes digests = blob.digests().isEmpty() ? samples.bytes(32 * 200) : blob.digests();
    StoredBlob next =
        blob.at(
            new StoredBlob.Place.File(samples.bytes(16).hex()),
            digests,
            samples.random.nextInt(200));
    blobs.set(blobs.indexOf(blob), next);
    return List.of(new Change.BlobSaved(next));
  }

  private List<Change> queue(Samples samples, ContactId contact) {
    queued.add(samples.outgoing(contact, device, 7, ++number));
    return List.of(new Change.Queued(queued.getLast()));
  }

  private List<Change> acknowledge(Samples samples) {
    if (queued.isEmpty()) {
      return List.of();
    }
    Outgoing row = one(samples, queued);
    return List.of(
        samples.random.nextBoolean()
            ? new Change.Unqueued(row)
            : new Change.Acknowledged(row.contact(), device, 7, row.number()));
  }

  private List<Change> marks(Samples samples, ContactId contact) {
    HighWater first = samples.mark(contact, device);
    HighWater second = samples.mark(contact, device);
    return List.of(
        new Change.HighWaterMoved(first),
        new Change.HighWaterMoved(second),
        new Change.HighWaterForgotten(contact, device, first.incarnation()));
  }

  /// A pairing that nobody confirmed: nothing was exchanged with that contact.
  private List<Change> forget(Samples samples, ContactId contact) {
    boolean known = plis.stream().anyMatch(pli -> pli.contact().equals(contact));
    if (known) {
      return List.of();
    }
    contacts.removeIf(other -> other.id().equals(contact));
    queued.removeIf(row -> row.contact().equals(contact));
    return List.of(new Change.ContactForgotten(contact));
  }
}
