package dev.pli.core.contact;

import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An invitation this vault has given out, single use.
///
/// `secret` is absent once the pairing is confirmed, the invitation expired or cancelled. `usedBy`
/// is the one identity that may run the pairing again before it is confirmed.
public record IssuedInvitation(
    Bytes id,
    String label,
    Optional<Secret> secret,
    List<Bytes> addresses,
    Instant created,
    Instant expires,
    boolean proof,
    Optional<ContactId> replaces,
    State state,
    Optional<Fingerprint> usedBy) {

  /// Invitations that may be open at once. session.md section 16.
  public static final int MAX_OPEN = 16;

  public IssuedInvitation {
    addresses = List.copyOf(addresses);
  }

  /// Where it stands; the JSON word is the constant in lower case.
  public enum State {
    OPEN,
    USED,
    EXPIRED,
    CANCELLED;

    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether a first message naming it may be answered at `now`.
  public boolean isUsable(Instant now) {
    return secret.isPresent() && now.isBefore(expires);
  }

  /// Whether the pairing with this card may be stored at `now`: it is the first, or the one that
  /// began.
  public boolean isUsableBy(Fingerprint guest, Instant now) {
    return isUsable(now) && usedBy.filter(other -> !other.equals(guest)).isEmpty();
  }

  public IssuedInvitation usedBy(Fingerprint guest) {
    return new IssuedInvitation(
        id,
        label,
        secret,
        addresses,
        created,
        expires,
        proof,
        replaces,
        State.USED,
        Optional.of(guest));
  }

  /// Ends it in `end`, without its secret.
  public IssuedInvitation ended(State end) {
    return new IssuedInvitation(
        id, label, Optional.empty(), addresses, created, expires, proof, replaces, end, usedBy);
  }
}
