package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.contact.ContactId;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.SendingSide;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The numbering of what waits for each device: a new incarnation numbers everything anew, from 1.
/// Node thread only.
final class Lanes {
  /// Failed attempts in a row after which a confirmed contact's pairing counts as lost.
  static final int LOST_AFTER = 3;

  /// New numbers that a contact's word may cause in a day; beyond, no link is made to it.
  static final int RECOUNTS_A_DAY = 4;

  private static final Duration DAY = Duration.ofDays(1);

  private final Book book;
  private final Steps steps;
  private final RandomGenerator random;

  /// When numbers were begun anew on a contact's word; forgotten with the process, on purpose.
  private final Map<ContactId, List<Instant>> recounts = new HashMap<>();

  private final Set<ContactId> stopped = new HashSet<>();

  /// Handshakes in a row that failed on the pairing's key; forgotten with the process, on purpose.
  private final Map<ContactId, Integer> failures = new HashMap<>();

  Lanes(Book book, Steps steps, RandomGenerator random) {
    this.book = book;
    this.steps = steps;
    this.random = random;
  }

  /// Numbers towards `device` start again, under `incarnation`; what waited is queued again under
  /// it.
  void begin(DeviceKey device, long incarnation) {
    List<Outgoing> rows = List.copyOf(book.waiting(device).values());
    rows.forEach(row -> steps.save(new Change.Unqueued(row)));
    steps.save(
        new Change.SendingSideSaved(
            new SendingSide(device.contact(), device.device(), incarnation, 1, 0)));
    rows.forEach(row -> queue(device, row.load(), row.queued()));
  }

  /// What `device` says it holds, and what is remembered of it, cannot both be: it is numbered
  /// anew, unless its word has done so too often; whether it was.
  boolean recount(DeviceKey device, Instant now) {
    List<Instant> recent =
        recounts.getOrDefault(device.contact(), List.of()).stream()
            .filter(then -> then.plus(DAY).isAfter(now))
            .toList();
    if (recent.size() == RECOUNTS_A_DAY) {
      stopped.add(device.contact());
      return false;
    }
    recounts.put(device.contact(), Stream.concat(recent.stream(), Stream.of(now)).toList());
    begin(device, random.nextLong());
    return true;
  }

  /// Its word has made this device number anew too often: no link until the node starts again.
  boolean isStopped(ContactId contact) {
    return stopped.contains(contact);
  }

  /// A new device stands for a contact: what waited for the others waits for it, under its number.
  void moveTo(DeviceKey device) {
    List<Outgoing> rows =
        book.waiting(device.contact())
            .filter(row -> !row.device().equals(device.device()))
            .toList();
    rows.forEach(row -> steps.save(new Change.Unqueued(row)));
    if (book.side(device).isPresent()) {
      rows.forEach(row -> queue(device, row.load(), row.queued()));
    }
  }

  /// One more envelope waits for `device`.
  Outgoing queue(DeviceKey device, Outgoing.Load load, Instant at) {
    SendingSide side = book.side(device).orElseThrow();
    var row =
        new Outgoing(device.contact(), device.device(), side.incarnation(), side.next(), at, load);
    steps.save(new Change.Queued(row));
    return row;
  }

  int attempts(ContactId contact) {
    return failures.getOrDefault(contact, 0);
  }

  void failed(ContactId contact) {
    failures.merge(contact, 1, Integer::sum);
  }

  void succeeded(ContactId contact) {
    failures.remove(contact);
  }

  boolean isLost(ContactId contact) {
    return attempts(contact) >= LOST_AFTER;
  }
}
