package dev.pli.core.carry;

import dev.pli.core.contact.ContactId;
import dev.pli.core.identity.DeviceId;
import dev.pli.crypto.primitive.Secret;
import dev.pli.crypto.primitive.XWing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The carry keys of one contact: those of this device, newest first, and the contact's newest.
///
/// A key is of one pair of devices, so it can go as soon as the other side has shown that it holds
/// the next one: what was sealed to it can then be opened by nobody. docs/spec/carry.md §2.
public record CarryKeys(ContactId contact, List<Own> own, Optional<CarryKey> peer) {
  /// The newest, and the one that files on their way may still be sealed to.
  public static final int MAX_OWN = 2;

  /// After so long a link replaces the newest key. Files on their way stay readable for as long
  /// again; what they hold has gone over the link meanwhile.
  public static final Duration MAX_AGE = Duration.ofDays(7);

  public CarryKeys {
    own = List.copyOf(own);
  }

  /// A key of this device: its seed, when it was made (ms), and the device that was told of it in a
  /// session.
  public record Own(Secret seed, long made, Optional<DeviceId> told) {
    public CarryKey shown(DeviceId device) {
      return new CarryKey(device, made, XWing.KeyPair.of(seed).publicKey());
    }
  }

  public static CarryKeys none(ContactId contact) {
    return new CarryKeys(contact, List.of(), Optional.empty());
  }

  public Optional<Own> newest() {
    return own.stream().findFirst();
  }

  /// The same with a new key in front, and no more than [#MAX_OWN].
  public CarryKeys drawn(RandomGenerator random, Instant now) {
    long made = Math.max(now.toEpochMilli(), newest().map(key -> key.made() + 1).orElse(0L));
    var next = new Own(Secret.random(XWing.SEED_BYTES, random), made, Optional.empty());
    return new CarryKeys(
        contact, Stream.concat(Stream.of(next), own.stream()).limit(MAX_OWN).toList(), peer);
  }

  /// Whether a link is to bring a new key.
  public boolean isDue(Instant now) {
    return newest()
        .filter(key -> Instant.ofEpochMilli(key.made()).plus(MAX_AGE).isAfter(now))
        .isEmpty();
  }

  /// The newest is on its way to `device`.
  public CarryKeys toldTo(DeviceId device) {
    Own first = own.getFirst();
    var told = new Own(first.seed(), first.made(), Optional.of(device));
    return new CarryKeys(
        contact, Stream.concat(Stream.of(told), own.stream().skip(1)).toList(), peer);
  }

  public boolean isTold(DeviceId device) {
    return newest().flatMap(Own::told).equals(Optional.of(device));
  }

  /// The contact's device has shown a key; an older one than the one held changes nothing.
  public CarryKeys shown(CarryKey key) {
    boolean isNews =
        peer.filter(held -> held.device().equals(key.device()) && held.made() >= key.made())
            .isEmpty();
    return isNews ? new CarryKeys(contact, own, Optional.of(key)) : this;
  }

  /// A file came that the key made at `made` opened. If it is the newest, the contact holds it: the
  /// others go, and a new one is drawn for the way back.
  public CarryKeys usedBy(long made, RandomGenerator random, Instant now) {
    return newest().filter(key -> key.made() == made).isEmpty()
        ? this
        : new CarryKeys(contact, own.subList(0, 1), peer).drawn(random, now);
  }
}
