package dev.pli.core.contact;

import dev.pli.core.identity.Card;
import dev.pli.core.identity.DeviceId;
import dev.pli.core.identity.DeviceList;
import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The identity behind a contact as this vault has pinned it.
///
/// `card` is absent until the pairing has shown it. `pairPsks` is empty before the first attempt,
/// holds one key once `confirmed`, and up to [#MAX_ATTEMPTS] of unconfirmed attempts before, newest
/// last. `held` is the invitation a guest still needs for another attempt, `used` the id of the one
/// that it came by.
public record Counterpart(
    Fingerprint fingerprint,
    Optional<Card> card,
    boolean confirmed,
    List<Secret> pairPsks,
    Optional<DeviceList> devices,
    List<PeerDevice> pinned,
    Optional<HeldInvitation> held,
    Optional<Bytes> used,
    ProofTerms proof) {

  /// Keys of unconfirmed pairing attempts kept at most; the oldest goes first. session.md section
  /// 6.
  public static final int MAX_ATTEMPTS = 8;

  /// Devices remembered at most, revoked ones included; the oldest revoked goes first.
  public static final int MAX_DEVICES = 32;

  public Counterpart {
    pairPsks = List.copyOf(pairPsks);
    pinned = List.copyOf(pinned);
  }

  /// An invitation as its guest keeps it until the pairing is confirmed.
  public record HeldInvitation(
      Bytes id, Secret secret, Bytes hostKey, List<Bytes> addresses, long expiryMs) {
    public HeldInvitation {
      addresses = List.copyOf(addresses);
    }
  }

  /// How the proof agreement between both stands.
  public sealed interface ProofTerms {
    /// Offered or expected, not signed by both yet. `wanted` is what this side's person said.
    record Open(boolean wanted) implements ProofTerms {}

    /// Proposed by this side: the payload's sid, kept until the other signs.
    record Proposed(Bytes payload, Bytes ownSignature) implements ProofTerms {}

    /// Signed by both: the payload and both signed forms, exactly as exchanged.
    record Agreed(Bytes payload, Bytes ownSignature, Bytes peerSignature, Bytes text)
        implements ProofTerms {}

    /// One of the two declined: no receipt is ever signed.
    record Declined() implements ProofTerms {}
  }

  /// An identity that an invitation or a guest's card has named, before anything else is known.
  public static Counterpart unknown(Fingerprint fingerprint, boolean wantsProof) {
    return new Counterpart(
        fingerprint,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new ProofTerms.Open(wantsProof));
  }

  /// The inviter, as its invitation names it.
  public static Counterpart invitedBy(
      Fingerprint fingerprint, HeldInvitation invitation, boolean wantsProof) {
    return new Counterpart(
        fingerprint,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.of(invitation),
        Optional.empty(),
        new ProofTerms.Open(wantsProof));
  }

  public Optional<PeerDevice> device(DeviceId id) {
    return pinned.stream().filter(device -> device.id().equals(id)).findAny();
  }

  /// The device that plis go to: one that is not revoked, the newest if there are several.
  public Optional<PeerDevice> live() {
    return pinned.stream()
        .filter(device -> device.revoked().isEmpty())
        .max(Comparator.comparing(PeerDevice::added));
  }

  /// The same with the card and the device list that a handshake has shown.
  public Counterpart shown(Optional<Card> shown, DeviceList newest) {
    return new Counterpart(
        fingerprint,
        shown.or(() -> card),
        confirmed,
        pairPsks,
        Optional.of(newest),
        pinned,
        held,
        used,
        proof);
  }

  /// The same with `device` pinned, and every device revoked that the newest list lacks.
  public Counterpart pinning(PeerDevice device, Instant now) {
    var next = new ArrayList<>(pinned);
    next.removeIf(known -> known.id().equals(device.id()));
    next.add(device);
    return with(next.size() > MAX_DEVICES ? next.subList(1, next.size()) : next)
        .revokingUnlisted(now);
  }

  /// A guest's attempt has made this key; it may be the one that the inviter holds.
  public Counterpart attempted(Secret psk) {
    var keys = new ArrayList<>(pairPsks);
    keys.add(psk);
    return with(keys.size() > MAX_ATTEMPTS ? keys.subList(1, keys.size()) : keys, confirmed, held);
  }

  /// An inviter holds one key, that of the last pairing it stored, until CONFIRM.
  public Counterpart paired(Secret psk) {
    return with(List.of(psk), false, Optional.empty());
  }

  /// Both sides have proven this key. Of a guest's invitation the id alone is left.
  public Counterpart confirmedBy(Secret psk) {
    return new Counterpart(
        fingerprint,
        card,
        true,
        List.of(psk),
        devices,
        pinned,
        Optional.empty(),
        held.map(HeldInvitation::id).or(() -> used),
        proof);
  }

  private Counterpart with(
      List<Secret> keys, boolean nextConfirmed, Optional<HeldInvitation> nextHeld) {
    return new Counterpart(
        fingerprint, card, nextConfirmed, keys, devices, pinned, nextHeld, used, proof);
  }

  /// The same with every device revoked that its list lacks.
  public Counterpart revokingUnlisted(Instant now) {
    return with(
        pinned.stream()
            .map(device ->
                device.revoked().isEmpty()
                        && devices.filter(list -> !list.holds(device.id())).isPresent()
                    ? device.revokedAt(now)
                    : device)
            .toList());
  }

  /// The same with another invitation, for a guest who pairs again.
  public Counterpart held(Optional<HeldInvitation> next) {
    return with(pairPsks, confirmed, next);
  }

  public boolean hasProof() {
    return proof instanceof ProofTerms.Agreed;
  }

  public Counterpart with(ProofTerms next) {
    return new Counterpart(
        fingerprint, card, confirmed, pairPsks, devices, pinned, held, used, next);
  }

  public Counterpart with(List<PeerDevice> next) {
    return new Counterpart(
        fingerprint, card, confirmed, pairPsks, devices, next, held, used, proof);
  }
}
