package dev.pli.core.delivery;

import dev.pli.core.conversation.Pli;
import dev.pli.core.conversation.PliId;
import dev.pli.core.conversation.StoredBlob;
import dev.pli.core.evidence.Mention;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.List;

/// A pli whose content is sealed and synced on this disk, not yet offered to anybody.
///
/// `blobs` are in order, manifest first.
public record Draft(
    PliId id,
    Secret key,
    Bytes root,
    long textBytes,
    Mention mention,
    List<SealedBlob> blobs,
    Pli.Notes notes) {
  public Draft {
    blobs = List.copyOf(blobs);
  }

  /// One sealed blob and where it lies.
  public record SealedBlob(Pli.Blob blob, StoredBlob.Place place, Bytes digests) {}
}
