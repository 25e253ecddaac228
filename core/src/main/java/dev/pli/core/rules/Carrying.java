package dev.pli.core.rules;

import dev.pli.core.Change;
import dev.pli.core.Event;
import dev.pli.core.carry.CarryHead;
import dev.pli.core.carry.CarryKey;
import dev.pli.core.carry.CarryKeys;
import dev.pli.core.carry.CarryOpener;
import dev.pli.core.carry.CarryParties;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.contact.Counterpart;
import dev.pli.core.contact.PeerDevice;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Outgoing;
import dev.pli.core.delivery.Route;
import dev.pli.core.evidence.DeliveryReceipt;
import dev.pli.core.frame.Frame;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.office.ErrorCode;
import dev.pli.core.office.Problem;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.Rule;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Plis carried by hand: which keys their files are sealed to, what goes into one, and what follows
/// from one that came. docs/spec/carry.md.
///
/// Node thread only.
public final class Carrying {
  /// Chooses the sentence for a contact that is there, and whose device has told no key yet.
  private static final String NO_KEY = "";

  private final Book book;
  private final Steps steps;
  private final Posting posting;
  private final Scribe scribe;
  private final RandomGenerator random;

  Carrying(Book book, Steps steps, Posting posting, Scribe scribe, RandomGenerator random) {
    this.book = book;
    this.steps = steps;
    this.posting = posting;
    this.scribe = scribe;
    this.random = random;
  }

  // Keys.

  /// A link stands: the device at its other end hears this one's newest key, if it has not yet.
  void meet(DeviceKey device, Instant now) {
    CarryKeys keys = book.carryKeys(device.contact());
    CarryKeys fresh = keys.isDue(now) ? keys.drawn(random, now) : keys;
    if (!fresh.isTold(device.device())) {
      save(fresh.toldTo(device.device()));
      CarryKey shown = fresh.own().getFirst().shown(book.self().deviceId());
      posting.queue(device.contact(), new Frame.CarryKeyFrame(shown.encode()), now);
    }
  }

  /// A contact's device has told its key in a session.
  void told(Contact contact, Bytes encoded, DeviceId teller) throws RejectedException {
    CarryKey key = CarryKey.parse(encoded);
    key.requireOf(teller);
    learn(contact.id(), key);
  }

  private void learn(ContactId contact, CarryKey key) {
    CarryKeys keys = book.carryKeys(contact);
    CarryKeys next = keys.shown(key);
    if (!next.equals(keys)) {
      save(next);
    }
  }

  private void save(CarryKeys keys) {
    steps.save(new Change.CarryKeysSaved(keys));
  }

  // Out.

  /// There is a key to answer a file under.
  void prepare(ContactId contact, Instant now) {
    CarryKeys keys = book.carryKeys(contact);
    if (keys.newest().isEmpty()) {
      save(keys.drawn(random, now));
    }
  }

  /// Why no file can be written for a contact; empty when it can. How much waits is no reason.
  public Optional<Problem> refusal(Contact contact) {
    Optional<ErrorCode> refusal =
        posting.refusal(contact).filter(code -> code != ErrorCode.LIMIT_REACHED);
    if (refusal.isPresent()) {
      return Optional.of(Problem.of(refusal.get(), contact.label()));
    }
    return key(contact).isPresent()
        ? Optional.empty()
        : Optional.of(Problem.of(ErrorCode.CONTACT_PENDING, contact.label(), NO_KEY));
  }

  /// The newest key of the device that plis go to.
  private Optional<CarryKey> key(Contact contact) {
    return book.carryKeys(contact.id())
        .peer()
        .filter(key ->
            contact.counterpart().live().map(PeerDevice::id).equals(Optional.of(key.device())));
  }

  /// What a file for this contact holds, as it stands now. `refusal` was empty.
  public CarryPlan plan(Contact contact, Instant now) {
    CarryKey key = key(contact).orElseThrow();
    Counterpart counterpart = contact.counterpart();
    Change.SeenFromContact seen = book.seenFrom(contact.id());
    CarryKey own =
        book.carryKeys(contact.id()).newest().orElseThrow().shown(book.self().deviceId());
    return new CarryPlan(
        contact.id(),
        counterpart.fingerprint(),
        new CarryParties(
            book.self().fingerprint(), counterpart.fingerprint(), counterpart.pairPsks().getLast()),
        key,
        new CarryHead(key.device(), now, own, seen.count(), seen.head()),
        rows(contact, key.device(), now));
  }

  /// The outbox in its order, then what it does not offer yet. What is on a link now goes by it.
  private List<Outgoing> rows(Contact contact, DeviceId device, Instant now) {
    var rows = new ArrayList<Outgoing>();
    book.waiting(new DeviceKey(contact.id(), device)).values().stream()
        .filter(this::isWaiting)
        .forEach(rows::add);
    posting
        .unoffered(contact.id())
        .forEach(pli ->
            rows.add(
                new Outgoing(contact.id(), device, 0, 0, now, new Outgoing.Load.Offer(pli.key()))));
    return rows;
  }

  /// An offer counts while its pli waits; anything else until the other side has it.
  private boolean isWaiting(Outgoing row) {
    return !(row.load() instanceof Outgoing.Load.Offer(var key))
        || book.pli(key).filter(pli -> pli.state() == PliState.QUEUED).isPresent();
  }

  /// What rows of a plan carry now, each empty if there is no need of it any more, or if the head
  /// says it.
  public List<Optional<Frame>> frames(List<Outgoing> rows) {
    return rows.stream().map(this::frame).toList();
  }

  private Optional<Frame> frame(Outgoing row) {
    return isWaiting(row)
        ? posting
            .frame(row)
            .filter(frame ->
                !(frame instanceof Frame.CarryKeyFrame) && !(frame instanceof Frame.Unknown))
        : Optional.empty();
  }

  /// A file is on its medium: what it holds waits here until it was signed for.
  void left(Event.CarriedOut out, Instant now) {
    for (PliKey key : out.plis()) {
      book.pli(key)
          .filter(pli -> pli.state() == PliState.QUEUED)
          .ifPresent(pli -> steps.save(new Change.PliSaved(pli.by(Route.CARRIED))));
    }
    scribe.journal(now, "carried_out", out.contact(), Integer.toString(out.plis().size()));
  }

  // In.

  /// The contact has seen so many statements of this device: they, and the epochs before them, need
  /// not travel again.
  void seen(ContactId contact, long relNumber) {
    var known = new ArrayList<Outgoing>();
    for (Outgoing row : book.waiting(contact).toList()) {
      Optional<Frame> frame =
          row.load() instanceof Outgoing.Load.Body ? posting.frame(row) : Optional.empty();
      if (frame.isPresent() && frame.get() instanceof Frame.EpochCert) {
        known.add(row);
      } else if (frame.isPresent()
          && frame.get() instanceof Frame.StatementFrame(var statement, _)
          && Long.compareUnsigned(number(statement), relNumber) <= 0) {
        known.add(row);
        known.forEach(posting::blankOut);
        known.clear();
      }
    }
  }

  private static long number(Bytes ownStatement) {
    try {
      return DeliveryReceipt.kept(ownStatement).rel().number();
    } catch (RejectedException e) {
      throw new IllegalStateException("a statement of this outbox does not read", e);
    }
  }

  /// Whether the device of a contact has told the key that files for it are sealed to.
  public boolean hasKey(Contact contact) {
    return key(contact).isPresent();
  }

  /// What is wrong with an offer that came in a file, as far as its blobs need not be read for it.
  public Optional<Rule> fault(Contact from, Frame.Offer offer) {
    try {
      Offers.check(from, book.self().fingerprint(), offer);
      return Optional.empty();
    } catch (RejectedException fault) {
      return Optional.of(fault.rule());
    }
  }

  /// Who may have sealed a file to this device.
  public List<CarryOpener.Candidate> candidates() {
    var candidates = new ArrayList<CarryOpener.Candidate>();
    for (Contact contact : book.contacts()) {
      CarryKeys keys = book.carryKeys(contact.id());
      if (contact.state() == Contact.State.ACTIVE && !keys.own().isEmpty()) {
        candidate(contact.counterpart(), keys).ifPresent(candidates::add);
        contact.successor().flatMap(next -> candidate(next, keys)).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  private Optional<CarryOpener.Candidate> candidate(Counterpart from, CarryKeys keys) {
    return from.confirmed()
        ? Optional.of(
            new CarryOpener.Candidate(
                new CarryParties(
                    from.fingerprint(), book.self().fingerprint(), from.pairPsks().getLast()),
                keys))
        : Optional.empty();
  }

  /// All of a file was taken. Its writer's key is learned, and the one that it used moves on.
  void taken(Event.CarryTaken taken, Instant now) {
    learn(taken.contact(), taken.key());
    CarryKeys keys = book.carryKeys(taken.contact());
    CarryKeys next = keys.usedBy(taken.openedBy(), random, now);
    if (!next.equals(keys)) {
      save(next);
    }
    scribe.journal(now, "carried_in", taken.contact(), "");
  }
}
