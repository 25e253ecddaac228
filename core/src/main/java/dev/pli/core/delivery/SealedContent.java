package dev.pli.core.delivery;

import static dev.pli.crypto.RejectedException.require;

import dev.pli.core.conversation.Text;
import dev.pli.core.evidence.Content;
import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.seal.ChunkOpener;
import dev.pli.crypto.seal.ContentKey;
import dev.pli.crypto.seal.Manifest;
import dev.pli.crypto.seal.PartEntry;
import dev.pli.crypto.seal.SealRule;
import dev.pli.crypto.seal.Sealing;
import java.nio.ByteBuffer;
import java.util.List;

/// The comparison of a pli's sealed blobs with what its offer promised. docs/spec/files.md.
public final class SealedContent {
  private SealedContent() {}

  /// Opens the manifest and compares it with the offer: number of parts, root, text first.
  public static Manifest manifest(ContentKey key, Bytes sealed, Content promised)
      throws RejectedException {
    Manifest manifest = Manifest.open(key.blobKey(Manifest.BLOB), sealed, key.pid());
    require(manifest.parts().size() == promised.parts(), SealRule.S508_MANIFEST);
    require(manifest.root().equals(promised.root()), SealRule.S510_COMMITMENT);
    require(Text.isText(manifest.parts().getFirst()), SealRule.S508_MANIFEST);
    return manifest;
  }

  /// Opens one small part whole; S506 or S507 when it does not open, S510 when it is another.
  public static Bytes part(ContentKey key, int part, PartEntry entry, Bytes sealed)
      throws RejectedException {
    var opener = new ChunkOpener(key.blobKey(part + 1), sealed.length(), entry.size());
    ByteBuffer content = ByteBuffer.allocate((int) entry.size() + Sealing.CHUNK_BYTES);
    ByteBuffer input = ByteBuffer.wrap(sealed.toArray());
    while (!opener.done()) {
      ByteBuffer segment = input.slice(input.position(), opener.nextSealedBytes());
      input.position(input.position() + segment.remaining());
      opener.open(segment, content);
    }
    require(opener.finish().equals(entry.sha256()), SealRule.S510_COMMITMENT);
    return Bytes.copyOf(content.flip());
  }

  /// Opens a pli whose blobs are all at hand, manifest first; the length of its text.
  public static long check(ContentKey key, List<Bytes> sealed, Content promised)
      throws RejectedException {
    Manifest manifest = manifest(key, sealed.getFirst(), promised);
    for (int i = 0; i < manifest.parts().size(); i++) {
      part(key, i, manifest.parts().get(i), sealed.get(i + 1));
    }
    return manifest.parts().getFirst().size();
  }
}
