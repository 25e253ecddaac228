package dev.pli.core.carry;

import dev.pli.core.identity.Fingerprint;
import dev.pli.crypto.hpke.Hpke;
import dev.pli.crypto.primitive.Bytes;
import dev.pli.crypto.primitive.Hkdf;
import dev.pli.crypto.primitive.Secret;

/// Who carries to whom, and the key of their pairing: what both sides of a file know before it.
/// docs/spec/carry.md §4.
public record CarryParties(Fingerprint from, Fingerprint to, Secret pairPsk) {
  private static final Bytes INFO = Bytes.ascii("pli/1 carry");
  private static final Bytes SALT = Bytes.ascii("pli/1 carry psk");
  private static final Bytes PSK_ID = Bytes.ascii("pli/1 pairing");

  /// `start` is what stands in clear before the encapsulation.
  Hpke.Shared shared(Bytes start) {
    return new Hpke.Shared(
        Bytes.concat(INFO, start, from.value(), to.value()), Hkdf.extract(SALT, pairPsk), PSK_ID);
  }
}
