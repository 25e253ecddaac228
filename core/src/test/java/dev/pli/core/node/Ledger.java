package dev.pli.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pli.core.Change;
import dev.pli.core.Step;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.contact.Verification;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.identity.DeviceCertificate;
import dev.pli.core.identity.Fingerprint;
import dev.pli.core.journal.Entry;
import dev.pli.core.office.Notice;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sees every fact that any vault saves, and holds it against the other vaults' disks: what must be
/// true at each moment, whatever happens, and what must be true once all is calm.
final class Ledger {
  private final Map<Fingerprint, Inhabitant> people = new LinkedHashMap<>();
  private final Map<Inhabitant, Fingerprint> names = new LinkedHashMap<>();

  private final Optional<Liar> liar;

  /// Who was whom when the story began, and by which keys they speak.
  private final Map<Inhabitant, Map<ContactId, Pinned>> pins = new HashMap<>();

  /// What a person was told waits for its recipient.
  private final List<Promise> promises = new ArrayList<>();

  /// Vaults whose clock was wrong at some time: their receipts may be refused for it.
  private final Set<Inhabitant> wrongClocks = new HashSet<>();

  /// Vaults that were put back to an older state: what they have forgotten proves nothing.
  private final Set<Inhabitant> putBack = new HashSet<>();

  private record Promise(Inhabitant from, String to, PliId pli) {}

  private record Pinned(
      Fingerprint fingerprint, List<DeviceCertificate> devices, Verification verification) {
    static Pinned of(Contact contact) {
      return new Pinned(
          contact.current().fingerprint(),
          contact.current().pinned().stream().map(PeerDevice::certificate).toList(),
          contact.verification());
    }
  }

  Ledger(Optional<Liar> liar) {
    this.liar = liar;
  }

  /// From now on nobody becomes another, and nobody new comes.
  void pinAll() {
    for (Inhabitant one : names.keySet()) {
      var all = new HashMap<ContactId, Pinned>();
      one.store().contacts().forEach(contact -> all.put(contact.id(), Pinned.of(contact)));
      pins.put(one, all);
    }
  }

  void watch(Inhabitant inhabitant, Fingerprint fingerprint) {
    people.put(fingerprint, inhabitant);
    names.put(inhabitant, fingerprint);
    inhabitant.watchedBy(step -> saw(inhabitant, step));
  }

  void promised(Inhabitant from, String to, PliId pli) {
    promises.add(new Promise(from, to, pli));
  }

  void clockWasSet(Inhabitant inhabitant) {
    wrongClocks.add(inhabitant);
  }

  /// What it had promised is forgotten with all the rest.
  void wasPutBack(Inhabitant inhabitant) {
    putBack.add(inhabitant);
    promises.removeIf(promise -> promise.from == inhabitant);
  }

  // At each step.

  private void saw(Inhabitant who, Step step) {
    for (Change change : step.changes()) {
      switch (change) {
        case Change.StatementKept(var kept) -> statement(who, kept);
        case Change.PliSaved(var pli) -> pli(who, pli);
        case Change.Acknowledged by -> acknowledged(who, by);
        case Change.JournalWritten(var entry) -> refused(who, entry);
        case Change.ContactSaved(var contact) -> contact(who, contact);
        default -> {}
      }
    }
  }

  private Optional<Inhabitant> peer(Inhabitant who, ContactId contact) {
    return who.rules()
        .book()
        .contact(contact)
        .map(known -> people.get(known.current().fingerprint()));
  }

  /// Where a pli of `who` stands in the vault at the other end.
  private PliKey mirrored(Inhabitant who, Inhabitant peer, PliKey key) {
    Direction other = key.direction() == Direction.OUT ? Direction.IN : Direction.OUT;
    return new PliKey(contactOf(peer, who), other, key.id());
  }

  /// What `whose` calls `other`, on its disk.
  private ContactId contactOf(Inhabitant whose, Inhabitant other) {
    return whose.store().contactOf(names.get(other));
  }

  /// A receipt that came was signed for a pli that the signer's disk holds, and was saved first.
  private void statement(Inhabitant who, Change.Kept kept) {
    Optional<Inhabitant> signer = peer(who, kept.contact());
    if (kept.kind() != Change.Kept.Kind.PEER_RECEIPT || !isFaithful(signer)) {
      return;
    }
    PliKey key = mirrored(who, signer.get(), kept.pli().orElseThrow());
    Pli pli =
        signer.get().store().pli(key).orElseThrow(() -> new AssertionError("signed before stored"));
    assertEquals(PliState.RECEIVED, pli.state(), "signed before stored");
    assertTrue(isSound(signer.get(), pli), "signed for a content that does not open");
    Optional<Change.Kept> own = signer.get().store().statement(key.contact(), kept.sid());
    assertEquals(
        Optional.of(kept.jws()),
        own.map(Change.Kept::jws),
        "a receipt was sent before it was saved");
  }

  private boolean isFaithful(Optional<Inhabitant> peer) {
    return peer.isPresent() && !putBack.contains(peer.get());
  }

  private static boolean isSound(Inhabitant owner, Pli pli) {
    try {
      new ContentReading(owner.store().blobs(), pli, owner.store().blobs(pli.key()))
          .check(Set.of());
      return true;
    } catch (IOException | RejectedException e) {
      return false;
    }
  }

  private void pli(Inhabitant who, Pli pli) {
    if (pli.state() == PliState.DELIVERED) {
      assertTrue(
          who.store().statements(pli.key()).stream()
              .anyMatch(kept -> kept.kind() == Change.Kept.Kind.PEER_RECEIPT),
          "« remis » without a receipt");
    }
    Optional<Inhabitant> peer = peer(who, pli.contact());
    if (peer.isEmpty() && isShown(pli)) {
      assertTrue(liar.orElseThrow().hasSealed(pli), "shown, never sealed");
      assertTrue(isSound(who, pli), "shown, and does not open");
    }
    if (!isFaithful(peer)) {
      return;
    }
    Optional<Pli> there = peer.get().store().pli(mirrored(who, peer.get(), pli.key()));
    switch (pli.state()) {
      case RECEIVED, ARRIVED, ARRIVING -> {
        if (pli.isIncoming()) {
          came(pli, there.orElseThrow(() -> new AssertionError("a pli that nobody sent")));
        } else {
          assertTrue(there.filter(Ledger::isShown).isPresent(), "« reçu » before it was");
        }
      }
      case DELIVERED, QUEUED, SENDING, CANCELLED, FAILED -> {}
    }
  }

  private static boolean isShown(Pli pli) {
    return pli.isIncoming()
        && (pli.state() == PliState.ARRIVED || pli.state() == PliState.RECEIVED);
  }

  private static void came(Pli here, Pli there) {
    assertEquals(there.content().offer(), here.content().offer());
    assertTrue(
        there.state() == PliState.CANCELLED || there.content().key().equals(here.content().key()),
        "another key than the sender's");
  }

  private void acknowledged(Inhabitant who, Change.Acknowledged by) {
    Optional<Inhabitant> peer = peer(who, by.contact());
    if (isFaithful(peer)) {
      long kept =
          peer.get()
              .store()
              .mark(contactOf(peer.get(), who), Village.self(who).deviceId(), by.incarnation());
      assertTrue(by.mark() <= kept, "an ack above what is committed");
    }
  }

  /// Honest people never send what must be refused.
  private void refused(Inhabitant who, Entry entry) {
    String kind = entry.kind();
    if (putBack.isEmpty() && !isLiar(who, entry.subject())) {
      assertFalse(
          kind.equals("refused") && !entry.detail().equals("S511_UNKNOWN_BLOB"),
          () -> who + ": " + entry.detail());
      assertFalse(kind.equals("contact_restored_or_copied"), who + " suspects a copy");
      assertFalse(kind.equals("own_vault_older"), who + " suspects itself");
      assertFalse(kind.equals("contact_stopped"), who + " was made to number too often");
      assertFalse(kind.equals("receipts_withheld"), who + " misses its own receipts");
      assertFalse(kind.equals("receipts_out_of_chain"), who + " misses a receipt");
    }
  }

  private boolean isLiar(Inhabitant who, Optional<String> subject) {
    return liar.isPresent()
        && who.store().contacts().stream()
            .filter(contact -> !people.containsKey(contact.current().fingerprint()))
            .map(contact -> who.rules().pseudonym(contact.id().value()))
            .anyMatch(name -> subject.map(Bytes::ascii).equals(Optional.of(name)));
  }

  private void contact(Inhabitant who, Contact contact) {
    Map<ContactId, Pinned> known = pins.get(who);
    if (known != null) {
      assertEquals(known.get(contact.id()), Pinned.of(contact), who + " knows another now");
    }
  }

  // Once all is calm.

  void assertAllIsWell() {
    for (Promise promise : promises) {
      assertKept(promise);
    }
    for (Inhabitant from : names.keySet()) {
      for (Inhabitant to : names.keySet()) {
        if (from != to) {
          assertArrived(from, to);
        }
      }
    }
  }

  /// What a person was told is queued is still there.
  private void assertKept(Promise promise) {
    ContactId to = promise.from.contact(promise.to).id();
    var key = new PliKey(to, Direction.OUT, promise.pli);
    assertTrue(promise.from.store().pli(key).isPresent(), "a pli that was promised is lost");
  }

  private void assertArrived(Inhabitant from, Inhabitant to) {
    Contact contact = from.contact(to.name());
    for (Pli pli : from.plis(contact, Direction.OUT)) {
      Optional<Pli> there = to.store().pli(mirrored(from, to, pli.key()));
      switch (pli.state()) {
        case DELIVERED, RECEIVED -> {
          if (!putBack.contains(to) || there.isPresent()) {
            assertTrue(isShown(there.orElseThrow()), "not shown");
            assertTrue(putBack.contains(to) || there.get().state() == PliState.RECEIVED);
            assertTrue(isSound(to, there.get()), "not what was sent");
            assertShownOnce(to, pli.id());
          }
          assertTrue(
              pli.state() == PliState.DELIVERED
                  || !contact.current().hasProof()
                  || wrongClocks.contains(to)
                  || wrongClocks.contains(from)
                  || putBack.contains(to)
                  || putBack.contains(from),
              "no receipt came");
        }
        case CANCELLED -> {}
        case QUEUED, SENDING, FAILED, ARRIVED, ARRIVING ->
            throw new AssertionError(
                from + " to " + to + ": " + pli.state() + ", there " + there.map(Pli::state));
      }
    }
  }

  private static void assertShownOnce(Inhabitant to, PliId pli) {
    long shown =
        to.store().notices(0, Integer.MAX_VALUE).stream()
            .filter(notice -> notice.kind() == Notice.Kind.PLI_RECEIVED)
            .filter(notice -> notice.pli().equals(Optional.of(pli.text())))
            .count();
    assertEquals(1, shown, "shown once");
  }
}
