package dev.pli.core.frame;

import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;

import dev.pli.core.identity.DeviceId;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// All envelopes of `device` in `incarnation` up to `mark` are durable here. Not a proof.
///
/// `device 16 ‖ incarnation u64 ‖ mark u64`, unsigned. docs/spec/session.md §9.
public record Ack(DeviceId device, long incarnation, long mark) {
  public static Ack parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, S001_LAYOUT);
    var device = new DeviceId(fields.bytes(DeviceId.BYTES));
    var ack = new Ack(device, fields.u64(), fields.u64());
    fields.end();
    return ack;
  }

  public Bytes encode() {
    return Bytes.concat(device.value(), Bytes.u64(incarnation), Bytes.u64(mark));
  }
}
