package dev.pli.crypto.session;

import static dev.pli.crypto.RejectedException.require;
import static dev.pli.crypto.session.SessionRule.S402_AEAD;

import dev.pli.crypto.RejectedException;
import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Secret;
import java.util.Optional;

/// The direction of a session in which we receive: the key of its next record, and that record's
/// number.
///
/// Immutable, so a forgery cannot move it: opening gives the next chain or throws. Records arrive
/// in order, so nothing is skipped and no old key is kept. docs/spec/session.md §8-9.
record ReceivingChain(Secret key, RecordNumber number) {
  record Opened(ReceivingChain next, Bytes plaintext) {}

  /// Rejects by S402.
  Opened open(Bytes record) throws RejectedException {
    Secret messageKey = ChainKey.message(key);
    try {
      Optional<Bytes> plaintext =
          Aead.open(messageKey, ChainKey.NONCE, number.associatedData(record.length()), record);
      require(plaintext.isPresent(), S402_AEAD);
      return new Opened(
          new ReceivingChain(ChainKey.next(key), number.next()), plaintext.orElseThrow());
    } finally {
      messageKey.wipe();
    }
  }

  void wipe() {
    key.wipe();
  }
}
