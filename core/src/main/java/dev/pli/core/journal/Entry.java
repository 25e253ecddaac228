package dev.pli.core.journal;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.time.Instant;
import java.util.Optional;

/// One line of the journal: what was done, about whom under a pseudonym, chained to the line
/// before.
///
/// `detail` is a short technical word or value, never a content, a name or an address.
public record Entry(
    long number,
    Instant at,
    String kind,
    Optional<String> subject,
    String detail,
    Bytes previous,
    Bytes hash) {

  private static final String LABEL = "pli/1 vault chain";

  /// The hash before the first entry.
  public static final Bytes ORIGIN = Bytes.zero(32);

  /// The entry that follows one with `number - 1` and the hash `previous`.
  public static Entry of(
      long number,
      Instant at,
      String kind,
      Optional<String> subject,
      String detail,
      Bytes previous) {
    return new Entry(
        number,
        at,
        kind,
        subject,
        detail,
        previous,
        hash(number, at, kind, subject, detail, previous));
  }

  /// Whether the hash is that of its fields.
  public boolean isIntact() {
    return hash.equals(hash(number, at, kind, subject, detail, previous));
  }

  private static Bytes hash(
      long number,
      Instant at,
      String kind,
      Optional<String> subject,
      String detail,
      Bytes previous) {
    return Hash.labelled(
        LABEL,
        Bytes.ascii("journal"),
        previous,
        Bytes.u64(number),
        Bytes.u64(at.toEpochMilli()),
        Bytes.utf8(kind),
        Bytes.utf8(subject.orElse("")),
        Bytes.utf8(detail));
  }
}
