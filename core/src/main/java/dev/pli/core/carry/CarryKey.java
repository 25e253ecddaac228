package dev.pli.core.carry;

import static dev.pli.core.carry.CarryRule.C112_CARRY_KEY;
import static dev.pli.core.carry.CarryRule.C113_KEY_DEVICE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.DeviceId;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.XWing;

/// The public key to which one contact seals what is carried to one device. Told inside a session
/// or a carried file, so nobody signs it.
///
/// ```
///  0     1        17         25      1241
///  +-----+--------+----------+-------+
///  | ver | device | made u64 | X-Wing public key |   ver = 1; `made` in ms, grows with each key
///  +-----+--------+----------+-------+
/// ```
///
/// docs/spec/carry.md §2.
public record CarryKey(DeviceId device, long made, Bytes key) {
  public static final int BYTES = 1 + DeviceId.BYTES + Long.BYTES + XWing.PUBLIC_KEY_BYTES;

  private static final int VERSION = 1;

  public static CarryKey parse(Bytes bytes) throws RejectedException {
    var fields = new FieldReader(bytes, C112_CARRY_KEY);
    require(fields.u8() == VERSION, C112_CARRY_KEY);
    var device = new DeviceId(fields.bytes(DeviceId.BYTES));
    long made = fields.u64();
    Bytes key = fields.bytes(XWing.PUBLIC_KEY_BYTES);
    fields.end();
    require(made >= 0 && XWing.isValidPublicKey(key), C112_CARRY_KEY);
    return new CarryKey(device, made, key);
  }

  public Bytes encode() {
    return Bytes.concat(Bytes.of(VERSION), device.value(), Bytes.u64(made), key);
  }

  /// Refuses a key that another device says than the one it is for.
  public void requireOf(DeviceId teller) throws RejectedException {
    require(device.equals(teller), C113_KEY_DEVICE);
  }
}
