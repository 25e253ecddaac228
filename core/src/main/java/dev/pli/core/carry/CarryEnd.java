package dev.pli.core.carry;

import static dev.pli.core.carry.CarryRule.C109_COUNTS;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// What the last record counts: `frames u32 ‖ blobs u32 ‖ bulk u64`, the bytes behind the records.
/// docs/spec/carry.md §5.
public record CarryEnd(long frames, long blobs, long bulk) {
  /// A whole outbox with what it has not offered yet.
  public static final int MAX_FRAMES = 20_000;

  public static CarryEnd parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, C109_COUNTS);
    var end = new CarryEnd(fields.u32(), fields.u32(), fields.u64());
    fields.end();
    require(end.frames <= MAX_FRAMES && end.bulk >= 0, C109_COUNTS);
    return end;
  }

  public Bytes encode() {
    return Bytes.concat(Bytes.u32((int) frames), Bytes.u32((int) blobs), Bytes.u64(bulk));
  }
}
