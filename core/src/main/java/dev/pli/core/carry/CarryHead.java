package dev.pli.core.carry;

import static dev.pli.core.carry.CarryRule.C107_HEAD;
import static dev.pli.core.carry.CarryRule.C108_DEVICE;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.identity.DeviceId;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import java.time.Instant;
import java.util.Collection;

/// What a carried file says first: for which device, when, under which key to answer, and how much
/// its writer has seen the reader sign.
///
/// `to 16 ‖ written u64 ms ‖ carry key 1241 ‖ rel_n u64 ‖ rel_sid 32`. The device in the key is the
/// writer's. docs/spec/carry.md §5.
public record CarryHead(DeviceId to, Instant written, CarryKey key, long relNumber, Bytes relSid) {
  private static final int SID_BYTES = 32;

  static final int BYTES = DeviceId.BYTES + Long.BYTES + CarryKey.BYTES + Long.BYTES + SID_BYTES;

  public static CarryHead parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, C107_HEAD);
    var to = new DeviceId(fields.bytes(DeviceId.BYTES));
    long written = fields.u64();
    require(written >= 0, C107_HEAD);
    CarryKey key = CarryKey.parse(fields.bytes(CarryKey.BYTES));
    var head =
        new CarryHead(
            to, Instant.ofEpochMilli(written), key, fields.u64(), fields.bytes(SID_BYTES));
    fields.end();
    return head;
  }

  public Bytes encode() {
    return Bytes.concat(
        to.value(), Bytes.u64(written.toEpochMilli()), key.encode(), Bytes.u64(relNumber), relSid);
  }

  /// Refuses a file for another device than `own`, or from none of `peers`.
  public void requireBetween(Collection<DeviceId> peers, DeviceId own) throws RejectedException {
    require(to.equals(own) && peers.contains(key.device()), C108_DEVICE);
  }
}
