package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S316_FIRST_RECORD;
import static dev.pli.crypto.session.SessionRule.S405_RECORD_COUNT;
import static dev.pli.crypto.session.SessionRule.S406_ORDER;
import static dev.pli.crypto.session.SessionRule.S601_OVERDUE;
import static dev.pli.crypto.session.SessionRule.S602_EPOCH;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.noise.Role;
import dev.pli.crypto.noise.Split;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.Optional;

/// An open session between two identities: a chain each way, renewed by rekeys.
///
/// ```
///            seal, open: the next record           rekeyed(pending): a second handshake is done
///  [one epoch] ------------------> [one epoch] ------------------> [pending]
///                                                 seal EPOCH moves the sending chain,
///                                                 open EPOCH moves the receiving chain;
///  [one epoch] <------------------------------------- both moved: the pending epoch is the epoch
/// ```
///
/// A value: [#seal] and [#open] return the session that follows, and [#open] throws instead when
/// the record does not authenticate or breaks a rule, leaving this one as it was. What a session
/// has moved on from is wiped, so each session is used once: sealing twice with one throws. After a
/// rejection, close the link. docs/spec/session.md §8-11.
public final class Session {
  private final Epoch epoch;
  private final SendingChain sending;
  private final ReceivingChain receiving;
  private final Optional<Pending> pending;

  /// The next epoch, until both directions have moved to it.
  private record Pending(Session session, boolean hasSent, boolean hasReceived) {}

  /// The session that follows, and what goes to the peer: a frame, without its length.
  public record Sealed(Session next, Bytes record) {}

  /// The session that follows, and what the peer said.
  public record Opened(Session next, RecordType type, Bytes body) {}

  private Session(
      Epoch epoch, SendingChain sending, ReceivingChain receiving, Optional<Pending> pending) {
    this.epoch = epoch;
    this.sending = sending;
    this.receiving = receiving;
    this.pending = pending;
  }

  static Session of(Role role, long epoch, Split split) {
    boolean isInitiator = role == Role.INITIATOR;
    Secret ours = isInitiator ? split.initiatorToResponder() : split.responderToInitiator();
    Secret theirs = isInitiator ? split.responderToInitiator() : split.initiatorToResponder();
    return new Session(
        Epoch.of(role, epoch, split),
        new SendingChain(ours, RecordNumber.first(epoch, role)),
        new ReceivingChain(theirs, RecordNumber.first(epoch, role.other())),
        Optional.empty());
  }

  /// Our role in the handshake that opened the running epoch.
  public Role role() {
    return epoch.role();
  }

  /// 0 for the handshake of the link, one more for each rekey that both directions have moved to.
  public long epoch() {
    return epoch.number();
  }

  /// `exp("pair psk")`: of a pairing, what both sides store for their links. A copy, wiped on its
  /// own.
  public Secret pairPsk() {
    return copy(epoch.pairPsk());
  }

  /// `exp("rekey psk")`; [Psk#ofRekey] makes a PSK of it. A copy, wiped on its own.
  public Secret rekeyPsk() {
    return copy(epoch.rekeyPsk());
  }

  private static Secret copy(Secret secret) {
    return secret.slice(0, secret.length());
  }

  /// `exp("rekey bind")`: what binds a rekey to this epoch, by [Binding#rekey].
  public Bytes rekeyBind() {
    return epoch.rekeyBind();
  }

  /// `SHA-256(h)` of the handshake: both sides compare it at their next link.
  public Bytes lastHash() {
    return epoch.lastHash();
  }

  /// Records sealed in the epoch that our direction is in.
  public int sentRecords() {
    return sending.number().index();
  }

  /// Records opened in the epoch that the peer's direction is in.
  public int receivedRecords() {
    return receiving.number().index();
  }

  /// Whether a rekey is done that not both directions have moved to.
  public boolean isChangingEpoch() {
    return pending.isPresent();
  }

  /// This session, ready to move to the epoch that `next` has opened: the responder once it has
  /// verified M3, the initiator once M3 is sealed.
  public Session rekeyed(Session next) {
    if (pending.isPresent() || next.epoch() != epoch() + 1) {
      throw new IllegalStateException("a rekey opens the next epoch, one at a time");
    }
    return new Session(epoch, sending, receiving, Optional.of(new Pending(next, false, false)));
  }

  /// Seals a record. The first of an epoch is FINISH for the responder, CONFIRM for the initiator,
  /// and no other is one; EPOCH is the last of the old chain. Whoever breaks that order here is us.
  public Sealed seal(RecordType type, Bytes body) {
    requireSealable(type);
    SendingChain.Sealed sealed = sending.seal(Records.pad(type, body));
    sending.wipe();
    Session next = new Session(epoch, sealed.next(), receiving, pending);
    return new Sealed(type == RecordType.EPOCH ? next.movedSending() : next, sealed.record());
  }

  private void requireSealable(RecordType type) {
    RecordNumber number = sending.number();
    boolean isOpening = type == number.opening();
    if (number.isFirst() != isOpening || (type.opensEpoch() && !isOpening)) {
      throw new IllegalStateException("the first record of an epoch opens it, and only that one");
    }
    if (number.index() >= EpochLimits.MAX_RECORDS || type == RecordType.EXTENSION) {
      throw new IllegalStateException("an epoch has 4 096 records of known types");
    }
    if (type == RecordType.EPOCH && pending.map(Pending::hasSent).orElse(true)) {
      throw new IllegalStateException("EPOCH needs a finished rekey");
    }
  }

  /// Opens a record: a frame, without its length. Rejects by S316, S401 to S406, S601, S602.
  public Opened open(Bytes record) throws RejectedException {
    Records.requireLength(record);
    RecordNumber number = receiving.number();
    require(number.index() < EpochLimits.MAX_RECORDS, S405_RECORD_COUNT);
    ReceivingChain.Opened opened = receiving.open(record);
    Records.Content content = Records.parse(opened.plaintext());
    requireAllowed(content.type(), number);
    receiving.wipe();
    Session next = new Session(epoch, sending, opened.next(), pending);
    return new Opened(
        content.type() == RecordType.EPOCH ? next.movedReceiving() : next,
        content.type(),
        content.body());
  }

  private void requireAllowed(RecordType type, RecordNumber number) throws RejectedException {
    if (number.isFirst()) {
      require(type == number.opening(), number.epoch() == 0 ? S316_FIRST_RECORD : S406_ORDER);
    } else {
      require(!type.opensEpoch(), S406_ORDER);
    }
    require(!type.isContent() || number.index() < EpochLimits.READ_RECORDS, S601_OVERDUE);
    if (type == RecordType.EPOCH) {
      require(pending.isPresent() && !pending.orElseThrow().hasReceived(), S602_EPOCH);
    }
  }

  private Session movedSending() {
    Pending moved = pending.orElseThrow();
    sending.wipe();
    return new Session(
            epoch,
            moved.session().sending,
            receiving,
            Optional.of(new Pending(moved.session(), true, moved.hasReceived())))
        .settled();
  }

  private Session movedReceiving() {
    Pending moved = pending.orElseThrow();
    receiving.wipe();
    return new Session(
            epoch,
            sending,
            moved.session().receiving,
            Optional.of(new Pending(moved.session(), moved.hasSent(), true)))
        .settled();
  }

  /// Once both directions have moved, the pending epoch is the epoch.
  private Session settled() {
    Pending moved = pending.orElseThrow();
    if (!moved.hasSent() || !moved.hasReceived()) {
      return this;
    }
    epoch.wipe();
    return new Session(moved.session().epoch, sending, receiving, Optional.empty());
  }

  SendingChain sending() {
    return sending;
  }

  /// When the link closes: chains and exports are overwritten, as far as the JVM lets us.
  public void wipe() {
    epoch.wipe();
    sending.wipe();
    receiving.wipe();
    pending.ifPresent(next -> next.session().wipe());
  }

  @Override
  public String toString() {
    return "Session[" + role() + ", epoch " + epoch() + "]";
  }
}
