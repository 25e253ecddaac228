package dev.pli.core.identity;

import dev.pli.core.layout.FieldReader;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;

/// How far one side remembers its links with one device of the other: their count, and the hash of
/// the last one's handshake. Compared to notice a clone or a restored backup.
///
/// 40 bytes, all zero where no link is meant. docs/spec/session.md §11.
public record LinkMark(long counter, Bytes lastHash) {
  public static final int BYTES = 40;
  public static final LinkMark NONE = new LinkMark(0, Bytes.zero(32));

  private static final int HASH_BYTES = 32;

  public LinkMark {
    if (lastHash.length() != HASH_BYTES) {
      throw new IllegalArgumentException("a handshake hash of " + lastHash.length() + " bytes");
    }
  }

  public static LinkMark read(FieldReader fields) throws RejectedException {
    return new LinkMark(fields.u64(), fields.bytes(HASH_BYTES));
  }

  public Bytes encode() {
    return Bytes.concat(Bytes.u64(counter), lastHash);
  }
}
