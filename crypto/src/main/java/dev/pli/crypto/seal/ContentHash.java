package dev.pli.crypto.seal;

import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hash;
import java.nio.ByteBuffer;

/// The SHA-256 of a blob's content, fed while the blob is sealed or opened.
///
/// It is a port because it is half of the work: whoever has a second processor hashes one segment
/// there while this one seals the next. Such an implementation may return from [#update] before the
/// piece is hashed; then the caller of sealer or opener leaves each content buffer alone until the
/// following segment has been sealed or opened, that is, it alternates between two.
public interface ContentHash {
  /// Takes all that remains in `piece`, which is not moved. Pieces come in order.
  void update(ByteBuffer piece);

  /// The hash of all pieces; then this is used up.
  Bytes finish();

  /// Hashes in the caller's thread, before [#update] returns.
  static ContentHash here() {
    Hash.Running running = Hash.running();
    return new ContentHash() {
      @Override
      public void update(ByteBuffer piece) {
        running.update(piece.duplicate());
      }

      @Override
      public Bytes finish() {
        return running.finish();
      }
    };
  }
}
