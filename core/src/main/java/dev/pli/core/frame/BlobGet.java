package dev.pli.core.frame;

import static dev.pli.crypto.session.SessionRule.S001_LAYOUT;

import dev.pli.core.conversation.PliId;
import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// Asks for a blob of an offered pli from a segment on; the stream that brings it starts with
/// `tag`.
///
/// `pid 16 ‖ blob u8 ‖ first segment u32 ‖ tag 16`. An index or a segment that does not exist is
/// answered, not rejected (S511). docs/spec/session.md §9; docs/spec/files.md §3.
public record BlobGet(PliId pli, int blob, long firstSegment, Bytes tag) {
  public static final int TAG_BYTES = 16;

  public BlobGet {
    if (blob < 0 || blob > 0xff || firstSegment < 0 || firstSegment > 0xffff_ffffL) {
      throw new IllegalArgumentException("a request beyond its fields");
    }
    if (tag.length() != TAG_BYTES) {
      throw new IllegalArgumentException("a stream tag of " + tag.length() + " bytes");
    }
  }

  public static BlobGet parse(Bytes body) throws RejectedException {
    var fields = new FieldReader(body, S001_LAYOUT);
    var pli = new PliId(fields.bytes(PliId.BYTES));
    var get = new BlobGet(pli, fields.u8(), fields.u32(), fields.bytes(TAG_BYTES));
    fields.end();
    return get;
  }

  public Bytes encode() {
    return Bytes.concat(pli.value(), Bytes.of(blob), Bytes.u32((int) firstSegment), tag);
  }
}
