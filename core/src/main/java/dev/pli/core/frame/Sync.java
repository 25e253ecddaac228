package dev.pli.core.frame;

import static dev.pli.core.frame.FrameRule.S708_SYNC;
import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.session.Purpose;
import java.util.ArrayList;
import java.util.List;

/// How far one device has received from the other: a high-water mark for each incarnation it knows
/// of the other, and the highest `rel.n` it holds from there with the sid of that statement.
///
/// ```
///  count u8 (0..64) | count x (incarnation u64, mark u64), ascending | rel_n u64 | rel_sid 32
/// ```
///
/// All numbers are unsigned. Empty, 41 zero bytes, in a rekey. docs/spec/frames.md §12.
public record Sync(List<Mark> marks, long relNumber, Bytes relSid) {
  public static final Sync EMPTY = new Sync(List.of(), 0, Bytes.zero(32));

  /// Incarnations of one device that are remembered. docs/spec/session.md §16.
  public static final int MAX_MARKS = 64;

  private static final int SID_BYTES = 32;

  /// The sequence number up to which everything of one incarnation has come.
  public record Mark(long incarnation, long mark) {}

  public Sync {
    marks = List.copyOf(marks);
    if (marks.size() > MAX_MARKS || relSid.length() != SID_BYTES || !isAscending(marks)) {
      throw new IllegalArgumentException("a SYNC that the format cannot hold");
    }
  }

  private static boolean isAscending(List<Mark> marks) {
    for (int i = 1; i < marks.size(); i++) {
      if (Long.compareUnsigned(marks.get(i - 1).incarnation(), marks.get(i).incarnation()) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// The mark of one incarnation; zero when nothing of it is known.
  public long mark(long incarnation) {
    return marks.stream()
        .filter(held -> held.incarnation() == incarnation)
        .mapToLong(Mark::mark)
        .findAny()
        .orElse(0);
  }

  /// The body of CONFIRM, and the end of that of FINISH.
  public static Sync parse(Bytes body, Purpose purpose) throws RejectedException {
    var fields = new FieldReader(body, S708_SYNC);
    int count = fields.u8();
    require(count <= MAX_MARKS, S708_SYNC);
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < count; i++) {
      marks.add(new Mark(fields.u64(), fields.u64()));
    }
    require(isAscending(marks), S708_SYNC);
    var sync = new Sync(marks, fields.u64(), fields.bytes(SID_BYTES));
    fields.end();
    require(purpose != Purpose.REKEY || sync.equals(EMPTY), S708_SYNC);
    return sync;
  }

  public Bytes encode() {
    var parts = new ArrayList<Bytes>();
    parts.add(Bytes.of(marks.size()));
    for (Mark mark : marks) {
      parts.add(Bytes.u64(mark.incarnation()));
      parts.add(Bytes.u64(mark.mark()));
    }
    parts.add(Bytes.u64(relNumber));
    parts.add(relSid);
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }
}
