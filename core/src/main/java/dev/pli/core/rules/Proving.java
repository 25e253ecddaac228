package dev.pli.core.rules;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.Archive;
import dev.pli.core.Change;
import dev.pli.core.Effect;
import dev.pli.core.Event;
import dev.pli.core.contact.Contact;
import dev.pli.core.contact.ContactId;
import dev.pli.core.conversation.Direction;
import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliKey;
import dev.pli.core.conversation.PliState;
import dev.pli.core.delivery.Route;
import dev.pli.core.evidence.ClockQuality;
import dev.pli.core.evidence.DeliveryReceipt;
import dev.pli.core.evidence.Epoch;
import dev.pli.core.evidence.EpochChain;
import dev.pli.core.evidence.EpochKeys;
import dev.pli.core.evidence.EvidenceRule;
import dev.pli.core.evidence.OpenOffer;
import dev.pli.core.evidence.ReceiptSigner;
import dev.pli.core.evidence.Rel;
import dev.pli.core.evidence.Sid;
import dev.pli.core.frame.Frame;
import dev.pli.core.frame.FrameRule;
import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.statement.KnownCertificates;
import dev.pli.crypto.statement.StatementVerifier;
import dev.pli.crypto.statement.UnverifiedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Receipts, both ways: signed here once a pli is on disk and an agreement covers it, verified here
/// before anything is called « remis ». docs/spec/evidence.md §3, §6.
///
/// Node thread only.
final class Proving {
  /// What an operating system's clock is worth when nobody says better.
  private static final ClockQuality CLOCK =
      new ClockQuality(ClockQuality.Source.OS, Duration.ofSeconds(2));

  private final Book book;
  private final Archive archive;
  private final Steps steps;
  private final Posting posting;
  private final Scribe scribe;
  private final RandomGenerator random;

  /// Verified epochs of contacts' devices, read from the archive when first needed.
  private final Map<DeviceKey, EpochChain> chains = new HashMap<>();

  private final KnownCertificates certificates = new KnownCertificates();

  /// Statements of the batch under way, which the archive does not show yet.
  private final Map<Named, Bytes> fresh = new HashMap<>();

  private record Named(ContactId contact, Bytes sid) {}

  /// How many statements of this device each contact's has seen, by the last link of this process.
  private final Map<ContactId, Long> seen = new HashMap<>();

  private @Nullable ReceiptSigner signer;

  Proving(
      Book book,
      Archive archive,
      Steps steps,
      Posting posting,
      Scribe scribe,
      RandomGenerator random) {
    this.book = book;
    this.archive = archive;
    this.steps = steps;
    this.posting = posting;
    this.scribe = scribe;
    this.random = random;
  }

  /// The last batch is on disk.
  void turn() {
    fresh.clear();
  }

  /// Whether a receipt is to be signed for a pli: there is an agreement, and its offer names it.
  static boolean isDue(Contact contact, Pli pli) {
    Optional<Sid> agreed = Agreeing.agreed(contact).map(agreement -> agreement.sid());
    return agreed.isPresent() && agreed.equals(offer(pli).policy());
  }

  private static OpenOffer offer(Pli pli) {
    try {
      return OpenOffer.parse(pli.content().offer());
    } catch (RejectedException e) {
      throw new IllegalStateException("an offer that was stored does not read", e);
    }
  }

  /// A contact's device has told how many of this one's statements it has seen. More than are
  /// remembered here: this vault was put back, and would use a number of its chain twice.
  void met(Contact contact, long seenThere, Instant now) {
    boolean wasForgetful = isForgetful(contact.id());
    seen.put(contact.id(), seenThere);
    if (isForgetful(contact.id()) && !wasForgetful) {
      scribe.journal(now, "receipts_withheld", contact.id(), "");
    }
    signWaiting(now);
  }

  /// The same by a carried file, which may be older than what was heard since.
  void metByHand(Contact contact, long seenThere, Instant now) {
    long known = seen.getOrDefault(contact.id(), 0L);
    met(contact, Long.compareUnsigned(known, seenThere) > 0 ? known : seenThere, now);
  }

  private boolean isForgetful(ContactId contact) {
    long seenThere = seen.getOrDefault(contact, 0L);
    return Long.compareUnsigned(seenThere, book.signedFor(contact).count()) > 0;
  }

  /// Nothing is signed before the contact was met, for only it can tell that this vault is older
  /// than it knows.
  private boolean maySign(ContactId contact) {
    return seen.containsKey(contact) && !isForgetful(contact);
  }

  /// Signs the receipt of a complete pli: saved with everything it moves, then sent.
  void sign(Pli pli, Instant now) {
    if (!maySign(pli.contact())) {
      posting.queue(pli.contact(), new Frame.Stored(pli.id()), now);
      return;
    }
    Optional<ReceiptSigner> signing = signer(now);
    if (signing.isEmpty()) {
      posting.queue(pli.contact(), new Frame.Stored(pli.id()), now);
      return; // The clock is behind the last epoch: tried again at the next start.
    }
    OpenOffer offer = offer(pli);
    Change.SignedForContact before = book.signedFor(pli.contact());
    var rel =
        new Rel(
            before.count() + 1,
            before.head().isEmpty() ? Optional.empty() : Optional.of(new Sid(before.head())));
    DeliveryReceipt receipt =
        DeliveryReceipt.of(
            offer,
            offer.content(), // Recomputed and found equal before the pli was called complete.
            signing.get().keys(),
            pli.arrived(),
            new DeliveryReceipt.Signing(now, CLOCK, rel));
    publish(pli, receipt, signing.get(), now);
    steps.save(new Change.PliSaved(pli.with(PliState.RECEIVED)));
  }

  /// Goes back to what waited for the clock to be right again; signed in a commit of its own,
  /// behind the one that stores it.
  void signWaiting(Instant now) {
    for (Pli pli : book.plis()) {
      if (pli.state() == PliState.ARRIVED && isClockRight(now) && maySign(pli.contact())) {
        steps.then(new Effect.Continue(new Event.PliSaved(pli.key())));
      }
    }
  }

  /// Whether the newest epoch has begun by this clock; without an epoch nothing contradicts it.
  private boolean isClockRight(Instant now) {
    var last = book.epochs().lastEntry();
    return last == null || !now.isBefore(last.getValue().epoch().notBefore());
  }

  private void publish(Pli pli, DeliveryReceipt receipt, ReceiptSigner signing, Instant now) {
    int epochsSent = sendEpochs(pli.contact(), signing.keys().number(), now);
    Bytes jws = signing.sign(receipt, random);
    Bytes sid = receipt.sid().value();
    steps.save(
        new Change.StatementKept(
            new Change.Kept(
                pli.contact(),
                sid,
                Change.Kept.Kind.OWN_RECEIPT,
                Optional.of(pli.key()),
                jws,
                now)));
    steps.save(new Change.SignedForContact(pli.contact(), receipt.rel().number(), sid, epochsSent));
    posting.queue(pli.contact(), new Frame.StatementFrame(jws, Optional.empty()), now);
  }

  /// The chain goes first: a statement is worth nothing to who does not hold its epoch.
  private int sendEpochs(ContactId contact, int last, Instant now) {
    int next = book.signedFor(contact).epochsSent();
    for (EpochKeys epoch : book.epochs().tailMap(next, true).values()) {
      posting.queue(contact, new Frame.EpochCert(epoch.statement()), now);
    }
    return last + 1;
  }

  /// Keys that may sign now; a new epoch begins when the last has ended.
  private Optional<ReceiptSigner> signer(Instant now) {
    var last = book.epochs().lastEntry();
    if (last == null || !last.getValue().epoch().device().equals(book.self().deviceId())) {
      begin(EpochKeys.first(book.self().identity(), book.self().deviceId(), now, random));
    } else if (last.getValue().hasEnded(now)) {
      EpochKeys ended = last.getValue();
      begin(ended.following(book.self().identity(), now, random));
      steps.save(new Change.EpochSaved(ended.erased()));
    }
    EpochKeys keys = book.epochs().lastEntry().getValue();
    if (!keys.canSign(now)) {
      return Optional.empty();
    }
    if (signer == null || signer.keys().number() != keys.number()) {
      signer = new ReceiptSigner(keys);
    }
    return Optional.of(signer);
  }

  private void begin(EpochKeys epoch) {
    steps.save(new Change.EpochSaved(epoch));
    scribe.journal(epoch.epoch().time(), "epoch_begun", Integer.toString(epoch.number()));
  }

  /// Private keys go at latest a day after their epoch's end.
  void erase(Instant now) {
    for (EpochKeys epoch : List.copyOf(book.epochs().values())) {
      if (epoch.keys().isPresent() && !now.isBefore(epoch.eraseBy())) {
        EpochKeys next = epoch.following(book.self().identity(), now, random);
        begin(next);
        steps.save(new Change.EpochSaved(epoch.erased()));
      }
    }
  }

  /// The receipts of a pli, once more and as the same bytes: its sender has asked again.
  void again(Pli pli, Instant now) {
    for (Change.Kept kept : archive.statements(pli.key())) {
      if (kept.kind() == Change.Kept.Kind.OWN_RECEIPT) {
        var statement = new Frame.StatementFrame(kept.jws(), Optional.empty());
        posting.queueOnce(pli.contact(), statement, kept.jws(), now);
      }
    }
  }

  /// A signed key epoch of the contact's device.
  void epoch(Contact contact, Bytes statement, Instant now) throws RejectedException {
    Epoch epoch = Epoch.verify(statement, card(contact));
    var device = new DeviceKey(contact.id(), epoch.device());
    EpochChain before = chain(contact, epoch.device());
    EpochChain after = before.with(epoch);
    if (after.size() > before.size()) {
      chains.put(device, after);
      keep(contact, epoch.sid(), Change.Kept.Kind.PEER_EPOCH, Optional.empty(), statement, now);
    }
  }

  private EpochChain chain(Contact contact, DeviceId device) throws RejectedException {
    var key = new DeviceKey(contact.id(), device);
    EpochChain known = chains.get(key);
    if (known == null) {
      known = EpochChain.EMPTY;
      for (Change.Kept kept : archive.epochs(contact.id())) {
        Epoch epoch = Epoch.verify(kept.jws(), card(contact));
        known = epoch.device().equals(device) ? known.with(epoch) : known;
      }
      chains.put(key, known);
    }
    return known;
  }

  private static Card card(Contact contact) throws RejectedException {
    return contact
        .current()
        .card()
        .orElseThrow(() -> new RejectedException(EvidenceRule.E302_EPOCH_SIGNER));
  }

  /// Whether a statement of a contact is kept, or will be with this batch.
  boolean holds(ContactId contact, Bytes sid) {
    return fresh.containsKey(new Named(contact, sid))
        || archive.statement(contact, sid).isPresent();
  }

  /// A receipt for a pli that went out: verified, kept, and only then « remis ».
  void receipt(Contact contact, Bytes jws, Way way, Instant now) throws RejectedException {
    UnverifiedStatement statement = StatementVerifier.read(jws);
    Epoch epoch = epochOf(contact, DeliveryReceipt.epochOf(statement));
    Optional<DeliveryReceipt> inTime = verify(contact, statement, epoch, now);
    DeliveryReceipt receipt =
        inTime.isPresent()
            ? inTime.get()
            : DeliveryReceipt.verify(statement, card(contact), epoch, epoch.expiry(), certificates);
    var key = new PliKey(contact.id(), Direction.OUT, receipt.pli());
    Pli pli =
        book.pli(key)
            .or(() -> archive.pli(key))
            .orElseThrow(() -> new RejectedException(EvidenceRule.E501_BINDING));
    receipt.requireFor(offer(pli));
    Agreeing.agreed(contact)
        .orElseThrow(() -> new RejectedException(EvidenceRule.E405_POLICY))
        .requireCovers(dev.pli.core.evidence.Agreement.Mode.OPEN, receipt.policy(), receipt.time());
    if (isNew(contact, pli, receipt, jws)) {
      requireReplaced(pli, receipt);
      keep(contact, receipt.sid(), Change.Kept.Kind.PEER_RECEIPT, Optional.of(key), jws, now);
      accept(contact, way.taken(pli, receipt.time()), receipt, inTime.isPresent(), now);
    }
  }

  private Epoch epochOf(Contact contact, Sid named) throws RejectedException {
    for (var device : contact.current().pinned()) {
      Optional<Epoch> epoch = chain(contact, device.id()).find(named);
      if (epoch.isPresent()) {
        return epoch.get();
      }
    }
    throw new RejectedException(EvidenceRule.E302_EPOCH_SIGNER);
  }

  /// Empty when the receipt is good but dated after its own arrival: its signer's clock is wrong.
  private Optional<DeliveryReceipt> verify(
      Contact contact, UnverifiedStatement statement, Epoch epoch, Instant now)
      throws RejectedException {
    try {
      return Optional.of(
          DeliveryReceipt.verify(statement, card(contact), epoch, now, certificates));
    } catch (RejectedException e) {
      if (e.rule() == EvidenceRule.E704_FUTURE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The archive is asked only where it may know one: what ends a pli is kept in the same commit,
  /// and no pli that has ended begins again.
  private boolean isNew(Contact contact, Pli pli, DeliveryReceipt receipt, Bytes jws)
      throws RejectedException {
    Bytes sid = receipt.sid().value();
    Optional<Bytes> known = Optional.ofNullable(fresh.get(new Named(contact.id(), sid)));
    if (known.isEmpty() && pli.state().isFinal()) {
      known = archive.statement(contact.id(), sid).map(Change.Kept::jws);
    }
    require(known.filter(kept -> !kept.equals(jws)).isEmpty(), FrameRule.S706_STATEMENT_TWIN);
    return known.isEmpty();
  }

  private void requireReplaced(Pli pli, DeliveryReceipt receipt) throws RejectedException {
    require(
        receipt.redo().isEmpty()
            || archive.statements(pli.key()).stream()
                .anyMatch(kept -> kept.sid().equals(receipt.redo().get().value())),
        EvidenceRule.E607_REDO);
  }

  private void accept(
      Contact contact, Pli pli, DeliveryReceipt receipt, boolean isInTime, Instant now)
      throws RejectedException {
    Change.SeenFromContact seen = book.seenFrom(contact.id());
    Optional<Sid> last = seen.count() == 0 ? Optional.empty() : Optional.of(new Sid(seen.head()));
    if (receipt.rel().number() > seen.count()) {
      steps.save(
          new Change.SeenFromContact(contact.id(), receipt.rel().number(), receipt.sid().value()));
    }
    if (isOutOfChain(receipt, seen.count(), last)) {
      scribe.journal(now, "receipts_out_of_chain", contact.id(), receipt.sid().text());
    }
    if (!isInTime) {
      posting.queue(
          contact.id(), new Frame.ReceiptNok(receipt.sid().value(), Frame.ReceiptNok.CLOCK), now);
      scribe.journal(now, "receipt_clock", contact.id(), "");
      if (!pli.state().isFinal()) {
        posting.move(pli.with(PliState.RECEIVED), now); // It is there; no proof says when.
      }
    } else if (pli.state() != PliState.DELIVERED) {
      posting.move(pli.deliveredAt(receipt.time()), now);
      if (pli.route().equals(Optional.of(Route.CARRIED))) {
        posting.offering(pli).ifPresent(posting::blankOut); // No link need bring it any more.
      }
    }
  }

  private static boolean isOutOfChain(DeliveryReceipt receipt, long count, Optional<Sid> last) {
    try {
      receipt.rel().requireBehind(count, last);
      return receipt.rel().number() <= count;
    } catch (RejectedException e) {
      return true;
    }
  }

  private void keep(
      Contact contact,
      Sid sid,
      Change.Kept.Kind kind,
      Optional<PliKey> pli,
      Bytes jws,
      Instant now) {
    fresh.put(new Named(contact.id(), sid.value()), jws);
    steps.save(
        new Change.StatementKept(new Change.Kept(contact.id(), sid.value(), kind, pli, jws, now)));
  }

  /// The contact does not accept a receipt of this device. Nothing is signed again unless this
  /// device's clock has been set back since: a refusal alone makes nobody sign.
  void refused(Contact contact, Frame.ReceiptNok nok, Instant now) throws RejectedException {
    Change.Kept kept =
        archive
            .statement(contact.id(), nok.sid())
            .filter(known -> known.kind() == Change.Kept.Kind.OWN_RECEIPT)
            .orElseThrow(() -> new RejectedException(EvidenceRule.E607_REDO));
    scribe.journal(now, "own_clock_questioned", contact.id(), "");
    Optional<ReceiptSigner> signing = signer(now);
    Pli pli = kept.pli().flatMap(archive::pli).orElseThrow();
    DeliveryReceipt receipt = DeliveryReceipt.kept(kept.jws());
    if (signing.isPresent() && now.isBefore(receipt.time()) && maySign(contact.id())) {
      Change.SignedForContact before = book.signedFor(contact.id());
      var rel = new Rel(before.count() + 1, Optional.of(new Sid(before.head())));
      DeliveryReceipt corrected =
          receipt.again(signing.get().keys(), now, new DeliveryReceipt.Signing(now, CLOCK, rel));
      publish(pli, corrected, signing.get(), now);
    }
  }
}
