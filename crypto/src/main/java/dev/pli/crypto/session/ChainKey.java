package dev.pli.crypto.session;

import dev.pli.crypto.primitive.Aead;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hmac;
import dev.pli.crypto.primitive.Secret;

/// The keys of a chain: `mk[n] = HMAC(ck[n], 0x01 ‖ "pli/1 msg")` seals one record, `ck[n+1] =
/// HMAC(ck[n], 0x02 ‖ "pli/1 chain")` is the next link. docs/spec/session.md §8.
final class ChainKey {
  /// Each message key serves one record, so the nonce may stay.
  static final Bytes NONCE = Bytes.zero(Aead.NONCE_BYTES);

  private static final Bytes MESSAGE = Bytes.concat(Bytes.of(0x01), Bytes.ascii("pli/1 msg"));
  private static final Bytes CHAIN = Bytes.concat(Bytes.of(0x02), Bytes.ascii("pli/1 chain"));

  private ChainKey() {}

  static Secret message(Secret chainKey) {
    return Hmac.derive(chainKey, MESSAGE);
  }

  static Secret next(Secret chainKey) {
    return Hmac.derive(chainKey, CHAIN);
  }
}
