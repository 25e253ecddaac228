package dev.pli.core.identity;

import static dev.pli.core.identity.IdentityRule.S118_DEVICE_LIST;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Ed25519;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The devices of an identity that may speak for it; a device that the newest list lacks is
/// revoked.
///
/// ```
///  0     1      33       37      38                   38+16n      102+16n
///  +-----+------+--------+-------+--------------------+-----------+
///  | ver | FP   | serial | n     | n x device id      | signature |   ver = 1, n = 1..8, ascending
///  +-----+------+--------+-------+--------------------+-----------+
/// ```
///
/// `serial` is unsigned and big-endian. docs/spec/identity.md §3.
public record DeviceList(
    Fingerprint fingerprint, long serial, List<DeviceId> devices, Bytes signature) {
  /// Fixed by the spec: bounds both payloads of the handshake.
  public static final int MAX_DEVICES = 8;

  private static final Bytes LABEL = Bytes.concat(Bytes.of(13), Bytes.ascii("pli/1 devices"));
  private static final int VERSION = 1;
  private static final int DEVICES_AT = 38;
  private static final int SIGNATURE_BYTES = 64;

  public DeviceList {
    Serial.check(serial);
    devices = List.copyOf(devices);
  }

  /// A list of `devices` with the number after `lastSerial`.
  public static DeviceList issue(
      Identity identity, Collection<DeviceId> devices, long lastSerial, Instant now) {
    List<DeviceId> sorted = devices.stream().distinct().sorted().toList();
    if (sorted.isEmpty() || sorted.size() > MAX_DEVICES) {
      throw new IllegalArgumentException("a list of " + sorted.size() + " devices");
    }
    var unsigned =
        new DeviceList(identity.fingerprint(), Serial.next(lastSerial, now), sorted, Bytes.EMPTY);
    Bytes signature =
        Ed25519.sign(identity.sign().seed(), Bytes.concat(LABEL, unsigned.signedBytes()));
    return new DeviceList(unsigned.fingerprint, unsigned.serial, sorted, signature);
  }

  /// Bytes of a list of `count` devices.
  static int lengthBytes(int count) {
    return DEVICES_AT + DeviceId.BYTES * count + SIGNATURE_BYTES;
  }

  /// Reads the layout alone: who accepts a list calls [#requireSignedBy] too.
  public static DeviceList parse(Bytes bytes) throws RejectedException {
    require(bytes.length() >= lengthBytes(1) && bytes.at(0) == VERSION, S118_DEVICE_LIST);
    int count = bytes.at(DEVICES_AT - 1);
    require(
        count >= 1 && count <= MAX_DEVICES && bytes.length() == lengthBytes(count),
        S118_DEVICE_LIST);
    var devices = new ArrayList<DeviceId>();
    for (int i = 0; i < count; i++) {
      int at = DEVICES_AT + DeviceId.BYTES * i;
      var device = new DeviceId(bytes.slice(at, at + DeviceId.BYTES));
      require(devices.isEmpty() || devices.getLast().compareTo(device) < 0, S118_DEVICE_LIST);
      devices.add(device);
    }
    return new DeviceList(
        new Fingerprint(bytes.slice(1, 33)),
        Integer.toUnsignedLong(bytes.buffer().getInt(33)),
        devices,
        bytes.slice(bytes.length() - SIGNATURE_BYTES, bytes.length()));
  }

  public Bytes encode() {
    return Bytes.concat(signedBytes(), signature);
  }

  private Bytes signedBytes() {
    Bytes ids = Bytes.concat(devices.stream().map(DeviceId::value).toArray(Bytes[]::new));
    return Bytes.concat(
        Bytes.of(VERSION),
        fingerprint.value(),
        Bytes.u32((int) serial),
        Bytes.of(devices.size()),
        ids);
  }

  public boolean holds(DeviceId device) {
    return devices.contains(device);
  }

  /// Refuses a list that `card` did not sign.
  public void requireSignedBy(Card card) throws RejectedException {
    require(fingerprint.equals(card.fingerprint()), S118_DEVICE_LIST);
    require(
        Ed25519.verify(card.signKey(), Bytes.concat(LABEL, signedBytes()), signature),
        S118_DEVICE_LIST);
  }

  /// The newer of this stored list and the one that a handshake carried. An older one is passed
  /// over, not a fault; the same number with other bytes is.
  public DeviceList newerOf(DeviceList carried) throws RejectedException {
    require(serial != carried.serial || equals(carried), S118_DEVICE_LIST);
    return carried.serial > serial ? carried : this;
  }

  /// Refuses a list sent during a link that is not newer than `stored`.
  public void requireAfter(DeviceList stored) throws RejectedException {
    require(serial > stored.serial, S118_DEVICE_LIST);
  }
}
