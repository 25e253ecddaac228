package dev.pli.core.conversation;

import dev.pli.crypto.primitive.Bytes;
import java.util.Optional;

/// One sealed blob of a pli as it lies in the vault. `index` 0 is the manifest, i the part i - 1.
///
/// `digests` is the list of segment digests, 32 bytes each, empty until it has arrived and fitted
/// `ct`. `heldSegments` counts segments that are synced to disk, from the first.
public record StoredBlob(
    PliKey pli, int index, Pli.Blob blob, Place place, Bytes digests, int heldSegments) {

  /// Where its bytes are.
  public sealed interface Place {
    /// In a row of the database: a blob of one chunk.
    record Row(Bytes sealed) implements Place {}

    /// In a file of its own, under a random name of 32 hex digits.
    record File(String name) implements Place {}

    /// Nowhere yet: offered, not asked for.
    record Elsewhere() implements Place {}
  }

  /// The file's name where a place is one.
  public static Optional<String> file(Place place) {
    return place instanceof Place.File(var name) ? Optional.of(name) : Optional.empty();
  }

  public StoredBlob at(Place next, Bytes list, int held) {
    return new StoredBlob(pli, index, blob, next, list, held);
  }
}
