package dev.pli.core.identity;

import static dev.pli.core.identity.IdentityRule.S111_CERTIFICATE_LAYOUT;
import static dev.pli.core.identity.IdentityRule.S112_CERTIFICATE_OTHER_CARD;
import static dev.pli.core.identity.IdentityRule.S113_CERTIFICATE_SIGNATURE;
import static dev.pli.core.identity.IdentityRule.S114_CERTIFICATE_HOST_KEY;
import static dev.pli.core.identity.IdentityRule.S115_CERTIFICATE_DH_KEY;
import static dev.pli.core.identity.IdentityRule.S116_DEVICE_REVOKED;
import static dev.pli.core.identity.IdentityRule.S117_CERTIFICATE_KEYS;
import static dev.pli.core.identity.IdentityRule.S119_CERTIFICATE_SERIAL;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import java.nio.ByteBuffer;
import java.time.Instant;

/// An identity's word that one device speaks for it: which host key, which handshake key.
///
/// ```
///  0     1      33       49         81      113      117       125         189
///  +-----+------+--------+----------+-------+--------+---------+-----------+
///  | ver | FP   | device | host key | dh    | serial | created | signature |   ver = 1, big-endian
///  +-----+------+--------+----------+-------+--------+---------+-----------+
/// ```
///
/// `serial` is unsigned, `created` in milliseconds since 1970. It names no peer, so it proves no
/// conversation. [#parse] looks at the layout alone: who accepts a certificate calls the `require…`
/// methods too. docs/spec/identity.md §3.
public record DeviceCertificate(
    Fingerprint fingerprint,
    DeviceId device,
    Bytes hostKey,
    Bytes dhKey,
    long serial,
    long created,
    Bytes signature) {
  public static final int BYTES = 189;

  private static final Bytes LABEL = Bytes.concat(Bytes.of(12), Bytes.ascii("pli/1 device"));
  private static final int VERSION = 1;
  private static final int SIGNED_BYTES = 125;

  public DeviceCertificate {
    Serial.check(serial);
  }

  /// A certificate for `device` with the number after `lastSerial`.
  public static DeviceCertificate issue(
      Identity identity, OwnDevice device, long lastSerial, Instant now) {
    var unsigned =
        new DeviceCertificate(
            identity.fingerprint(),
            device.id(),
            device.hostKey().publicKey(),
            identity.dh().publicKey(),
            Serial.next(lastSerial, now),
            now.toEpochMilli(),
            Bytes.EMPTY);
    return unsigned.withSignature(
        Ed25519.sign(identity.sign().seed(), Bytes.concat(LABEL, unsigned.signedBytes())));
  }

  private DeviceCertificate withSignature(Bytes signature) {
    return new DeviceCertificate(fingerprint, device, hostKey, dhKey, serial, created, signature);
  }

  /// Reads the layout and refuses a host key that no honest device has.
  public static DeviceCertificate parse(Bytes bytes) throws RejectedException {
    require(bytes.length() == BYTES && bytes.at(0) == VERSION, S111_CERTIFICATE_LAYOUT);
    Bytes hostKey = bytes.slice(49, 81);
    require(Ed25519.isValidPublicKey(hostKey), S117_CERTIFICATE_KEYS);
    ByteBuffer numbers = bytes.buffer();
    return new DeviceCertificate(
        new Fingerprint(bytes.slice(1, 33)),
        new DeviceId(bytes.slice(33, 49)),
        hostKey,
        bytes.slice(81, 113),
        Integer.toUnsignedLong(numbers.getInt(113)),
        numbers.getLong(117),
        bytes.slice(SIGNED_BYTES, BYTES));
  }

  public Bytes encode() {
    return Bytes.concat(signedBytes(), signature);
  }

  private Bytes signedBytes() {
    return Bytes.concat(
        Bytes.of(VERSION),
        fingerprint.value(),
        device.value(),
        hostKey,
        dhKey,
        Bytes.u32((int) serial),
        Bytes.u64(created));
  }

  /// Refuses a certificate that `card` did not sign.
  public void requireSignedBy(Card card) throws RejectedException {
    require(fingerprint.equals(card.fingerprint()), S112_CERTIFICATE_OTHER_CARD);
    require(
        Ed25519.verify(card.signKey(), Bytes.concat(LABEL, signedBytes()), signature),
        S113_CERTIFICATE_SIGNATURE);
  }

  /// Refuses a link whose outer channel ends at another host key.
  public void requireHostKey(Bytes outerHostKey) throws RejectedException {
    require(hostKey.equals(outerHostKey), S114_CERTIFICATE_HOST_KEY);
  }

  /// Refuses a handshake that used another static key.
  public void requireDhKey(Bytes remoteStatic) throws RejectedException {
    require(dhKey.equals(remoteStatic), S115_CERTIFICATE_DH_KEY);
  }

  /// Refuses a device that the newest list no longer holds.
  public void requireListedIn(DeviceList newest) throws RejectedException {
    require(newest.holds(device), S116_DEVICE_REVOKED);
  }

  /// Refuses a key that `pinned`, a certificate already kept, holds for another identity.
  public void requireNoKeyOf(DeviceCertificate pinned) throws RejectedException {
    require(
        fingerprint.equals(pinned.fingerprint)
            || (!hostKey.equals(pinned.hostKey) && !dhKey.equals(pinned.dhKey)),
        S117_CERTIFICATE_KEYS);
  }

  /// Refuses a step back behind `seen`, the newest certificate kept for the same device.
  public void requireNotBefore(DeviceCertificate seen) throws RejectedException {
    require(
        !device.equals(seen.device) || serial > seen.serial || equals(seen),
        S119_CERTIFICATE_SERIAL);
  }
}
