package dev.pli.crypto.session;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;

/// The direction of a session in which we send: the key of its next record, and that record's
/// number.
///
/// Immutable, and serves once: [#wipe] when the next one is in use.
record SendingChain(Secret key, RecordNumber number) {
  record Sealed(SendingChain next, Bytes record) {}

  Sealed seal(Bytes plaintext) {
    Secret messageKey = ChainKey.message(key);
    try {
      int length = plaintext.length() + Aead.TAG_BYTES;
      Bytes record =
          Aead.seal(messageKey, ChainKey.NONCE, number.associatedData(length), plaintext);
      return new Sealed(new SendingChain(ChainKey.next(key), number.next()), record);
    } finally {
      messageKey.wipe();
    }
  }

  void wipe() {
    key.wipe();
  }
}
