package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.address.Multiaddr;
import dev.pli.core.address.PeerId;
import dev.pli.core.address.PeerRecord;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.delivery.RetrySchedule;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which contacts this device looks for, and when again: every one that may be linked and is not,
/// with growing pauses. Dials nobody else. Node thread only.
final class Dialling {
  private final Book book;
  private final Links links;
  private final Steps steps;
  private final Pairing pairing;
  private final RandomGenerator random;

  /// Failures in a row, and when to try next; forgotten with the process.
  private final Map<PeerId, Pause> pauses = new HashMap<>();

  /// Addresses that the local network or the peer itself has named since the start.
  private final Map<PeerId, List<Multiaddr>> found = new HashMap<>();

  private record Pause(int failures, Instant until) {}

  Dialling(Book book, Links links, Steps steps, Pairing pairing, RandomGenerator random) {
    this.book = book;
    this.links = links;
    this.steps = steps;
    this.pairing = pairing;
    this.random = random;
  }

  /// Dials whoever is due. A pause that has passed and led to no dial is nobody's any more.
  void look(Instant now) {
    for (Contact contact : book.contacts()) {
      if (pairing.mayLink(contact)) {
        target(contact).ifPresent(target -> dial(target, now));
      }
    }
    pauses
        .entrySet()
        .removeIf(
            entry -> !now.isBefore(entry.getValue().until()) && links.to(entry.getKey()).isEmpty());
  }

  private record Target(PeerId peer, List<Multiaddr> addresses) {}

  private Optional<Target> target(Contact contact) {
    Counterpart counterpart = contact.current();
    if (counterpart.held().isPresent()) {
      Counterpart.HeldInvitation held = counterpart.held().get();
      return Optional.of(target(Pairing.host(held), held.addresses()));
    }
    return counterpart.live().map(device -> target(device.peer(), device.places()));
  }

  private Target target(PeerId peer, List<Bytes> stored) {
    var addresses = new ArrayList<Multiaddr>();
    for (Bytes address : stored) {
      try {
        addresses.add(Multiaddr.parse(address));
      } catch (RejectedException foreign) {
        // An address of a kind that this version does not dial.
      }
    }
    found.getOrDefault(peer, List.of()).stream()
        .filter(address -> !addresses.contains(address))
        .forEach(addresses::add);
    return new Target(peer, addresses.stream().limit(PeerDevice.MAX_ADDRESSES).toList());
  }

  private void dial(Target target, Instant now) {
    Pause pause = pauses.get(target.peer());
    boolean due = pause == null || !now.isBefore(pause.until());
    if (due && !target.addresses().isEmpty() && links.to(target.peer()).isEmpty()) {
      int failures = pause == null ? 1 : pause.failures() + 1;
      pauses.put(
          target.peer(), new Pause(failures, now.plus(RetrySchedule.after(failures, random))));
      steps.then(new Effect.Dial(target.peer(), target.addresses()));
    }
  }

  /// The peer can be reached at these addresses: they are kept, and it is tried at once.
  void found(PeerId peer, List<Multiaddr> addresses, Instant now) {
    Optional<Contact> contact = book.withDevice(peer);
    if (contact.isPresent() || isInviter(peer)) {
      found.put(peer, List.copyOf(addresses));
      pauses.remove(peer);
      contact.ifPresent(known -> keep(known, peer, addresses));
      look(now);
    }
  }

  /// The device has signed where it is: that is kept if it is newer, and tried at once.
  void recorded(PeerRecord record, Instant now) {
    Optional<Contact> contact = book.withDevice(record.peer());
    if (contact.isPresent()) {
      PeerDevice before = Book.device(contact.get(), record.peer()).orElseThrow();
      try {
        if (before.record().isPresent()) {
          record.requireNewerThan(before.record().get());
        }
        replace(contact.get(), before, before.with(record));
        pauses.remove(record.peer());
        look(now);
      } catch (RejectedException old) {
        // T606: what is held stays.
      }
    }
  }

  private void keep(Contact contact, PeerId peer, List<Multiaddr> addresses) {
    PeerDevice before = Book.device(contact, peer).orElseThrow();
    replace(contact, before, before.alsoAt(addresses.stream().map(Multiaddr::encode).toList()));
  }

  private void replace(Contact contact, PeerDevice before, PeerDevice after) {
    if (!after.equals(before)) {
      Counterpart next =
          contact
              .current()
              .with(
                  contact.current().pinned().stream()
                      .map(device -> device.equals(before) ? after : device)
                      .toList());
      steps.save(new Change.ContactSaved(contact.with(next)));
    }
  }

  private boolean isInviter(PeerId peer) {
    return book.contacts().stream()
        .flatMap(contact -> contact.current().held().stream())
        .anyMatch(held -> Pairing.host(held).equals(peer));
  }

  /// A session with it stands: the next failure is the first again.
  void reached(PeerId peer) {
    pauses.remove(peer);
  }

  /// A person waits, or the network has changed: nobody is made to wait out a pause.
  void hurry(Instant now) {
    pauses.clear();
    look(now);
  }

  /// When the next dial is due; empty when there is none. What was due by `now` has been dialled,
  /// or cannot be.
  Optional<Instant> next(Instant now) {
    return pauses.entrySet().stream()
        .filter(entry -> links.to(entry.getKey()).isEmpty())
        .map(entry -> entry.getValue().until())
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo);
  }
}
