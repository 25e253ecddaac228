package dev.pli.core.contact;

import java.time.Instant;
import java.util.Optional;

/// A correspondent: the label this vault's owner chose, and the identity behind it.
///
/// `successor` is a new identity that a new pairing brought for the same person; until it is
/// verified nothing goes out to either, and the verification of the old one counts no more.
/// `disputed`: a person found that the words or the code differ; nothing goes out until they were
/// found equal.
public record Contact(
    ContactId id,
    String label,
    State state,
    Counterpart counterpart,
    Optional<Counterpart> successor,
    boolean disputed,
    Verification verification,
    Optional<String> country,
    boolean colleague,
    Instant created) {

  /// Longest label, in characters; what a person types and a list can show.
  public static final int MAX_LABEL_CHARACTERS = 64;

  /// How far the relation has come.
  public enum State {
    /// Invited or accepted, not yet confirmed by both devices.
    PENDING,
    ACTIVE,
    /// Ended by the owner; history stays, no link is made.
    REMOVED
  }

  /// A correspondent known by an invitation alone: the guest of one's own, or the other's inviter.
  public static Contact pending(ContactId id, String label, Counterpart known, Instant now) {
    return new Contact(
        id,
        label,
        State.PENDING,
        known,
        Optional.empty(),
        false,
        new Verification.NotVerified(now),
        Optional.empty(),
        false,
        now);
  }

  /// Nothing goes out until a person has verified the contact (again).
  public boolean keyChanged() {
    return disputed || successor.isPresent();
  }

  /// The identity that links are made with: the new one once there is one.
  public Counterpart current() {
    return successor.orElse(counterpart);
  }

  public Contact with(State next) {
    return new Contact(
        id,
        label,
        next,
        counterpart,
        successor,
        disputed,
        verification,
        country,
        colleague,
        created);
  }

  public Contact labelled(String next) {
    return new Contact(
        id,
        next,
        state,
        counterpart,
        successor,
        disputed,
        verification,
        country,
        colleague,
        created);
  }

  /// The same contact with `next` in the place of [#current].
  public Contact with(Counterpart next) {
    return identified(
        successor.isPresent() ? counterpart : next,
        successor.map(_ -> next),
        disputed,
        verification);
  }

  /// A person has compared and found the same: the identity links are made with is the contact's.
  public Contact verified(Verification next) {
    return identified(current(), Optional.empty(), false, next);
  }

  /// The owner takes the verification back; what blocks sending goes on blocking.
  public Contact unverified(Instant now) {
    return identified(counterpart, successor, disputed, new Verification.NotVerified(now));
  }

  /// A person has compared and found another: nothing goes out any more.
  public Contact disputed(Instant now) {
    return identified(counterpart, successor, true, new Verification.NotVerified(now));
  }

  /// A new pairing brought `next` for the same person: sending is blocked until it is verified.
  public Contact challenged(Counterpart next, Instant now) {
    return identified(counterpart, Optional.of(next), disputed, new Verification.NotVerified(now));
  }

  private Contact identified(
      Counterpart present, Optional<Counterpart> announced, boolean isDisputed, Verification next) {
    return new Contact(
        id, label, state, present, announced, isDisputed, next, country, colleague, created);
  }

  /// The same with what the owner noted about the person.
  public Contact noted(Optional<String> nextCountry, boolean nextColleague) {
    return new Contact(
        id,
        label,
        state,
        counterpart,
        successor,
        disputed,
        verification,
        nextCountry,
        nextColleague,
        created);
  }
}
